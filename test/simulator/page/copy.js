/* global document, navigator, setTimeout */
import { element } from './simulator.js';

/** A value with its name, and a button that copies it. */
export function copyable(name, value) {
	const button = element(
		'button',
		{ type: 'button', 'aria-label': `Copy ${name}`, disabled: value === '' && 'disabled' },
		'Copy',
	);
	button.addEventListener('click', async () => {
		await copy(value);
		button.textContent = 'Copied';
		setTimeout(() => (button.textContent = 'Copy'), 1200);
	});
	return element('div', {}, element('dt', {}, name), element('dd', { title: value }, value || '(leave empty)'), button);
}

async function copy(text) {
	if (navigator.clipboard) return await navigator.clipboard.writeText(text);
	// Without HTTPS browsers have no clipboard for pages of other machines.
	const area = element('textarea', {});
	area.value = text;
	document.body.append(area);
	area.select();
	document.execCommand('copy');
	area.remove();
}

import { element } from './simulator.js';

/** The account's menu at the bottom of the phone; `tap` gets the button and its place (column, entry), from 1. */
export function menuBar(buttons, tap) {
	return buttons.map((button, index) => {
		const column = index + 1;
		const entries = button.sub_button ?? [];
		if (entries.length === 0) return choice(button, { column }, tap);
		const list = entries.map((entry, at) => choice(entry, { column, entry: at + 1 }, tap));
		// Only one list is open at a time.
		return element('details', { name: 'menu' }, element('summary', {}, `☰ ${button.name}`), element('div', {}, ...list));
	});
}

function choice(button, place, tap) {
	return element('button', { type: 'button', title: button.type, onclick: async () => await tap(button, place) }, button.name);
}

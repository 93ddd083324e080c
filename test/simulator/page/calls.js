/* global URLSearchParams */
import { $, ask, element, remove } from './simulator.js';

const MOST = 200;

/** All calls so far, newest first. */
export async function loadCalls() {
	const calls = await ask('/calls');
	$('calls').replaceChildren(...calls.slice(-MOST).reverse().map(row));
	showEmpty();
}

export function addCall(call) {
	$('calls').prepend(row(call));
	while ($('calls').children.length > MOST) $('calls').lastChild.remove();
	showEmpty();
}

function row(call) {
	const failed = Boolean(call.errcode) || call.status > 299 || call.cut;
	const time = new Date(call.at).toLocaleTimeString([], { hour12: false });
	const summary = element(
		'summary',
		{},
		element('time', {}, time),
		element('span', { class: 'path' }, `${call.method} ${call.path}`),
		element('span', { class: 'badge' }, badge(call)),
		failed ? element('span', { class: 'message' }, messageOf(call)) : '',
	);
	return element(
		'li',
		{ class: failed && 'failed' },
		element('details', {}, summary, element('pre', {}, details(call))),
	);
}

function badge({ errcode, code, status, cut }) {
	if (cut) return 'cut off';
	if (status > 299) return code ?? `HTTP ${status}`;
	return errcode ? String(errcode) : 'ok';
}

/** WeChat's own words. */
function messageOf({ answer = '' }) {
	try {
		const { errmsg, message } = JSON.parse(answer);
		return errmsg ?? message ?? answer;
	} catch {
		return answer;
	}
}

function details({ query, body, answer }) {
	const parts = [];
	if (Object.keys(query).length > 0) parts.push(`Query  ${new URLSearchParams(query)}`);
	if (body) parts.push(`Sent  ${JSON.stringify(body, null, 2)}`);
	parts.push(`Answer  ${pretty(answer ?? '')}`);
	return parts.join('\n\n');
}

function pretty(text) {
	try {
		return JSON.stringify(JSON.parse(text), null, 2);
	} catch {
		return text;
	}
}

function showEmpty() {
	$('nothing').hidden = $('calls').children.length > 0;
}

$('clear').addEventListener('click', async () => {
	await remove('/calls');
	await loadCalls();
});

import { $, ask, element } from './simulator.js';

const MOST = 50;

/** What WeChat Pay told the merchant, newest first. An opened one stays open. */
export async function loadNotifications() {
	const open = new Set([...$('notifications').querySelectorAll('details[open]')].map(({ id }) => id));
	const all = (await ask('/notifications')).slice(-MOST).reverse();
	$('notifications').replaceChildren(...all.map((one) => row(one, open)));
	$('noNotifications').hidden = all.length > 0;
	countDown();
}

function row(notification, open) {
	const { id, createdAt, event_type, summary, acknowledged, tries, tamper, nextTryAt } = notification;
	const failed = !acknowledged && tries.length > 0;
	const summaryLine = element(
		'summary',
		{},
		element('time', {}, clock(createdAt)),
		element('span', { class: 'path' }, event_type),
		element('span', { class: 'zh' }, tamper ? `forged: ${tamper}` : summary),
		element('span', { class: 'badge' }, badge(notification)),
		failed ? element('span', { class: tamper ? 'answer' : 'message' }, lastProblem(tries), nextTry(nextTryAt)) : '',
	);
	const key = `${id}-${createdAt}`;
	const details = element(
		'details',
		{ id: key, open: open.has(key) && 'open' },
		summaryLine,
		element('pre', {}, text(notification)),
	);
	// That a forgery is refused is as it should be.
	return element('li', { class: failed && !tamper && 'failed' }, details);
}

function badge({ acknowledged, tries, tamper }) {
	if (tries.length === 0) return 'sending…';
	if (tamper) return acknowledged ? 'taken' : 'refused';
	return acknowledged
		? `taken${tries.length > 1 ? ` at try ${tries.length}` : ''}`
		: `${tries.length} ${tries.length > 1 ? 'tries' : 'try'}`;
}

function lastProblem(tries) {
	const { status, problem, body } = tries[tries.length - 1];
	return problem ?? `HTTP ${status} ${body.slice(0, 120)}`;
}

function nextTry(at) {
	return at ? element('span', { class: 'next', 'data-at': String(at) }) : '';
}

/** "again in 15 s" */
function countDown() {
	for (const span of $('notifications').querySelectorAll('.next')) {
		span.textContent = ` · again in ${Math.max(0, Math.ceil((Number(span.dataset.at) - Date.now()) / 1000))} s`;
	}
}
setInterval(countDown, 1000);

function text({ url, resource, tries }) {
	const lines = tries.map(
		({ at, ms, status, body, problem, serial }) =>
			`${clock(at)}  ${problem ?? `HTTP ${status}`}  ${ms} ms  ${serial}${body ? `\n          ${body}` : ''}`,
	);
	return [`To  ${url}`, `Inside  ${JSON.stringify(resource, null, 2)}`, `Tries\n${lines.join('\n')}`].join('\n\n');
}

function clock(ms) {
	return new Date(ms).toLocaleTimeString([], { hour12: false });
}

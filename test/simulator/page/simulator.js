/* global document, EventSource, fetch */
/** Asks the control API; a mistake is thrown with its own words. */
export async function ask(path, body) {
	const init = body ? { method: 'POST', body: JSON.stringify(body) } : {};
	return await answer(await fetch(`/simulator${path}`, init));
}

export async function remove(path) {
	return await answer(await fetch(`/simulator${path}`, { method: 'DELETE' }));
}

async function answer(response) {
	const value = await response.json();
	if (value?.error) throw new Error(value.error);
	return value;
}

/** Calls back for what happens from now on; `again` after a connection that was lost. */
export function listen({ call, message, state, pay, again }) {
	const events = new EventSource('/simulator/events');
	let opened = false;
	events.addEventListener('open', () => {
		if (opened) again();
		opened = true;
	});
	events.addEventListener('call', ({ data }) => call(JSON.parse(data)));
	events.addEventListener('message', ({ data }) => data && message(JSON.parse(data)));
	events.addEventListener('state', state);
	events.addEventListener('pay', pay);
}

export const $ = (id) => document.getElementById(id);

/** An element. Texts go in as text, never as HTML: they are written by anybody. */
export function element(name, attributes = {}, ...children) {
	const made = document.createElement(name);
	for (const [key, value] of Object.entries(attributes)) {
		if (key.startsWith('on')) made.addEventListener(key.slice(2), value);
		else if (value !== undefined && value !== false) made.setAttribute(key, value);
	}
	made.append(...children.filter((child) => child !== undefined && child !== ''));
	return made;
}

/** A link that people may follow: http and https only. */
export function safeUrl(url) {
	return /^https?:\/\//i.test(String(url ?? '')) ? String(url) : undefined;
}

/* global btoa, clearInterval, window */
import { actsOf } from './acts.js';
import { current } from './account.js';
import { menuBar } from './menu.js';
import { draw } from './messages.js';
import { $, ask, element, safeUrl } from './simulator.js';

const MOST = 50;
let people = [];
let openid = '';
let clock;

let loading = Promise.resolve();

/** The account's people, and the chat of the one who holds the phone. One load after the other: the last is the newest. */
export async function loadPhone() {
	loading = loading.then(load, load);
	await loading;
}

async function load() {
	const { appid, name } = current();
	$('title').textContent = name;
	people = await ask(`/followers?appid=${appid}&newest=${MOST}`);
	if (!people.some((person) => person.openid === openid)) openid = people.at(-1)?.openid ?? '';
	showPeople();
	const chats = openid ? await ask(`/conversations?openid=${openid}`) : {};
	const lines = (chats[openid] ?? []).map((message) => draw(message, sendText));
	$('chat').replaceChildren(...(lines.length > 0 ? lines : [welcome()]));
	$('acts').replaceChildren(...actsOf(current(), person(), { push, askFor, pickImage }));
	$('menu').replaceChildren(...menuBar(await menuButtons(), tap));
	$('chat').scrollTop = $('chat').scrollHeight;
}

export async function receive(message) {
	if (message.openid !== openid && message.from === 'follower') openid = message.openid;
	await loadPhone();
}

/** Who does not follow sees no menu, and a Mini Program has none. */
async function menuButtons() {
	if (current().type === 'miniProgram' || !person()?.subscribed) return [];
	return (await ask(`/menu?appid=${current().appid}&openid=${openid}`)).button;
}

async function tap({ type, url }, place) {
	if (type === 'view' && safeUrl(url)) window.open(url, '_blank', 'noreferrer');
	await push(place, '/tap');
}

const person = () => people.find((one) => one.openid === openid);

function showPeople() {
	const options = people.map((one, n) => {
		const gone = current().type !== 'miniProgram' && !one.subscribed ? ' (not following)' : '';
		const name = people.length < MOST ? n + 1 : one.openid.slice(-4);
		return element('option', { value: one.openid, title: one.openid }, `Person ${name}${gone}`);
	});
	$('person').replaceChildren(...options, element('option', { value: '' }, '＋ New person'));
	$('person').value = openid;
}

function welcome() {
	return element(
		'p',
		{ class: 'note' },
		'You are the customer. Follow the account or write to it: n8n gets what WeChat would send.',
	);
}

async function newPerson() {
	const { openids } = await ask('/followers', { appid: current().appid, list: [{ subscribed: false }] });
	openid = openids[0];
	await loadPhone();
}

/** The customer does something; WeChat waits up to three times five seconds for the account. */
async function push(fields, order = '/push') {
	if (!openid) await newPerson();
	const start = Date.now();
	clearInterval(clock);
	clock = setInterval(
		() => ($('waiting').textContent = `WeChat waits for the account… ${Math.floor((Date.now() - start) / 1000)} s`),
		200,
	);
	try {
		const result = await ask(order, { appid: current().appid, openid, ...fields });
		say(...verdict(result));
	} catch (error) {
		say('bad', error.message);
	}
	await loadPhone();
}

function verdict({ outcome, tries, byItself }) {
	if (byItself) return ['', 'WeChat sent this by itself: the account is not told.'];
	if (tries.length === 0) return ['', 'Nobody was told: the account has no callback URL yet.'];
	const { ms, problem, status } = tries[tries.length - 1];
	const why = problem ?? (status ? `HTTP ${status}` : '');
	if (outcome === 'unavailable')
		return ['bad', `${tries.length === 1 ? 'Not a valid answer' : `No answer in ${tries.length} tries`}: ${why}`];
	const words = { reply: 'Answered with a reply', success: 'Taken (success)', empty: 'Taken (empty answer)' };
	return ['good', `${words[outcome]} after ${ms} ms${tries.length > 1 ? `, at try ${tries.length}` : ''}`];
}

function say(kind, text) {
	clearInterval(clock);
	$('waiting').className = kind;
	$('waiting').textContent = text;
}

async function sendText(Content, more = {}) {
	await push({ MsgType: 'text', Content, ...more });
}

/** Asks for one word in place of the text box. */
function askFor(placeholder, then) {
	$('ask').hidden = false;
	$('write').hidden = true;
	$('asked').placeholder = placeholder;
	$('asked').value = '';
	$('asked').focus();
	$('ask').onsubmit = async (event) => {
		event.preventDefault();
		const value = $('asked').value.trim();
		close();
		if (value) await then(value);
	};
	const close = () => ([$('ask').hidden, $('write').hidden] = [true, false]);
	$('cancel').onclick = close;
}

function pickImage() {
	$('file').value = '';
	$('file').onchange = async () => {
		const [file] = $('file').files;
		const bytes = new Uint8Array(await file.arrayBuffer());
		const base64 = btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));
		await push({ MsgType: 'image', file: { name: file.name, contentType: file.type, base64 } });
	};
	$('file').click();
}

$('person').addEventListener('change', async () => {
	openid = $('person').value;
	say('', '');
	if (openid) await loadPhone();
	else await newPerson();
});

$('write').addEventListener('submit', async (event) => {
	event.preventDefault();
	const text = $('text').value;
	$('text').value = '';
	if (text) await sendText(text);
});

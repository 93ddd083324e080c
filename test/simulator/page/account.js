/* global document */
import { copyable } from './copy.js';
import { merchantTabs, showMerchant } from './merchant.js';
import { $, ask, element } from './simulator.js';

let accounts = [];
let merchants = [];
let appid = '';
/** Of the merchant that is on the page in place of the account. */
let mchid = '';
let simulatorUrl = '';
let changed = async () => {};

/** The account that is on the page. */
export const current = () => accounts.find((account) => account.appid === appid) ?? accounts[0];

export async function loadAccounts(onChange) {
	changed = onChange ?? changed;
	const state = await ask('/state');
	accounts = state.accounts;
	merchants = state.merchants;
	simulatorUrl = state.url;
	show();
}

function show() {
	const account = current();
	$('accounts').replaceChildren(...accounts.map(tab), ...merchantTabs(merchants, mchid, choose));
	document.body.dataset.view = mchid ? 'merchant' : 'account';
	showMerchant(merchants.find((merchant) => merchant.mchid === mchid) ?? merchants[0], accounts);
	$('credential').replaceChildren(
		...Object.entries(credentialOf(account)).map(([name, value]) => copyable(name, value)),
	);
	// What is being typed is not taken away.
	if (document.activeElement !== $('url')) $('url').value = account.callback.url;
	$('mode').value = account.callback.mode;
}

function tab({ appid: id, name }) {
	const pressed = String(!mchid && id === current().appid);
	return element('button', { type: 'button', 'aria-pressed': pressed, onclick: () => choose({ appid: id }) }, name);
}

/** An account, or a merchant. */
async function choose(chosen) {
	({ appid = appid, mchid = '' } = chosen);
	$('verdict').textContent = '';
	show();
	await changed();
}

function credentialOf({ appid: id, secret, callback }) {
	const key = callback.mode === 'plain' ? '' : callback.encodingAesKey;
	return {
		'App ID': id,
		'App Secret': secret,
		'Callback Token': callback.token,
		'Encoding AES Key': key,
		'Base URL': simulatorUrl,
	};
}

$('callback').addEventListener('submit', async (event) => {
	event.preventDefault();
	say('', 'Asking the URL to prove itself…');
	try {
		const callback = { url: $('url').value.trim(), mode: $('mode').value };
		await ask('/accounts', { appid: current().appid, callback });
		const { ok, status, problem } = await ask('/verify', { appid: current().appid });
		if (ok) say('good', '✓ Verified. What people do on the phone now reaches this URL.');
		else say('bad', `✗ ${problem}. ${adviceFor(status)}`);
	} catch (error) {
		say('bad', `✗ ${error.message}`);
	}
});

$('mode').addEventListener('change', async () => {
	await ask('/accounts', { appid: current().appid, callback: { mode: $('mode').value } });
});

function adviceFor(status) {
	if (status === 404) return 'Is the workflow active, or waiting for a test event?';
	if (status === 401 || status === 403) return 'Is the Callback Token in the credential the one above?';
	if (status === 0) return 'Is n8n running, and is this its address?';
	return 'The answer must be exactly the echostr of the question.';
}

function say(kind, text) {
	$('verdict').className = kind;
	$('verdict').textContent = text;
}

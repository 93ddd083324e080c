/* global document */
import { copyable } from './copy.js';
import { loadOrders } from './orders.js';
import { $, ask, element } from './simulator.js';

const LABELS = {
	mchid: 'Merchant ID',
	serialNo: 'Certificate Serial Number',
	privateKey: 'Merchant Private Key',
	apiV3Key: 'APIv3 Key',
	verifyWith: 'Verify With',
	publicKeyId: 'Public Key ID',
	publicKey: 'Public Key',
	appId: 'App ID',
	baseUrl: 'Base URL',
};
const VERIFY_WITH = {
	publicKey: 'WeChat Pay Public Key (微信支付公钥)',
	platformCertificate: 'Platform Certificate (平台证书)',
};

let merchant;

export function merchantTabs(merchants, chosen, choose) {
	return merchants.map(({ mchid, name }) => {
		const pressed = String(mchid === chosen);
		const label = merchants.length > 1 ? `WeChat Pay · ${name}` : 'WeChat Pay 微信支付';
		return element('button', { type: 'button', 'aria-pressed': pressed, onclick: () => choose({ mchid }) }, label);
	});
}

/** What to copy into the credential, and the shop's till. */
export function showMerchant(shown, accounts) {
	merchant = shown;
	const { credential } = merchant;
	const values = Object.entries(credential).map(([name, value]) =>
		copyable(LABELS[name] ?? name, name === 'verifyWith' ? VERIFY_WITH[value] : value),
	);
	$('payCredential').replaceChildren(...values);
	$('keyMode').value = merchant.mode;
	if (document.activeElement === $('shop')) return;
	const mine = accounts.filter(({ appid }) => merchant.appids.includes(appid));
	const before = $('shop').value;
	$('shop').replaceChildren(...mine.map(({ appid, name }) => element('option', { value: appid }, name)));
	if (mine.some(({ appid }) => appid === before)) $('shop').value = before;
}

$('keyMode').addEventListener('change', async () => {
	await ask('/merchants', { mchid: merchant.mchid, mode: $('keyMode').value });
});

$('order').addEventListener('submit', async (event) => {
	event.preventDefault();
	try {
		const { out_trade_no } = await ask('/orders', {
			mchid: merchant.mchid,
			appid: $('shop').value,
			description: $('product').value,
			// What 99.00 is in fen must not depend on how a computer divides.
			amount: Math.round(Number($('price').value) * 100),
			notify_url: $('notifyUrl').value.trim(),
		});
		say('good', `✓ Order ${out_trade_no}. Now let somebody pay it below.`);
	} catch (error) {
		say('bad', `✗ ${error.message}`);
	}
	await loadOrders();
});

function say(kind, text) {
	$('ordered').className = kind;
	$('ordered').textContent = text;
}

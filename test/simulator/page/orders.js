import { $, ask, element } from './simulator.js';

const MOST = 50;
const STATES = { NOTPAY: 'not paid', CLOSED: 'closed', SUCCESS: 'paid', REFUND: 'refund' };
const REFUNDS = { PROCESSING: 'on its way', SUCCESS: 'given back', ABNORMAL: 'abnormal', CLOSED: 'closed' };
const KINDS = { JSAPI: 'in WeChat', NATIVE: 'QR code', APP: 'app', MWEB: 'web page' };

/** Who is going to pay, by order: what was chosen stays chosen when the list is drawn again. */
const chosen = new Map();

/** Every order, newest first, with what its customer can do. */
export async function loadOrders() {
	const orders = (await ask('/orders')).slice(-MOST).reverse();
	const appids = [...new Set(orders.map(({ appid }) => appid))];
	const lists = await Promise.all(appids.map((appid) => ask(`/followers?appid=${appid}&limit=${MOST}`)));
	const people = new Map(appids.map((appid, n) => [appid, lists[n]]));
	$('orders').replaceChildren(...orders.map((order) => row(order, people.get(order.appid))));
	$('noOrders').hidden = orders.length > 0;
	if (!$('notifyUrl').value && orders.length > 0) $('notifyUrl').value = orders[0].notify_url;
}

export const yuan = (fen) => `¥${(fen / 100).toFixed(2)}`;

function row(order, people) {
	const { description, amount, out_trade_no, trade_state, trade_type, refunds } = order;
	const head = element(
		'div',
		{ class: 'head' },
		element('b', {}, yuan(amount.total)),
		element('span', { class: 'product' }, description),
		element('span', { class: `badge ${trade_state.toLowerCase()}` }, STATES[trade_state] ?? trade_state),
	);
	const about = element(
		'p',
		{ class: 'about' },
		`${out_trade_no} · ${KINDS[trade_type] ?? trade_type}${payer(order, people)}`,
	);
	return element(
		'li',
		{},
		head,
		about,
		...refunds.map(refundLine),
		trade_state === 'NOTPAY' ? till(order, people) : '',
	);
}

function payer({ openid, trade_state }, people) {
	if (!openid) return '';
	return ` · ${trade_state === 'NOTPAY' ? 'for' : 'paid by'}\u00a0${nameOf(openid, people)}`;
}

function nameOf(openid, people) {
	const n = people.findIndex((one) => one.openid === openid);
	// Not to be broken between the two.
	return n < 0 ? openid : `Person\u00a0${n + 1}`;
}

function refundLine({ amount, status, out_refund_no }) {
	return element('p', { class: 'refund' }, `↩ ${yuan(amount.refund)} ${REFUNDS[status]} · ${out_refund_no}`);
}

function till(order, people) {
	const { openid, out_trade_no } = order;
	const button = element(
		'button',
		{ type: 'button', class: 'primary' },
		openid ? `Pay as ${nameOf(openid, people)}` : 'Pay',
	);
	const select = openid ? '' : whoPays(out_trade_no, people);
	const verdict = element('span', { class: 'bad', role: 'status' });
	button.addEventListener('click', async () => {
		button.disabled = true;
		button.textContent = 'Paying…';
		try {
			await ask('/pay', { out_trade_no, mchid: order.mchid, ...(select && select.value && { openid: select.value }) });
			await loadOrders();
		} catch (error) {
			[button.disabled, button.textContent, verdict.textContent] = [false, 'Pay', error.message];
		}
	});
	return element('div', { class: 'till' }, select && element('label', {}, 'as ', select), button, verdict);
}

function whoPays(out_trade_no, people) {
	const options = people.map(({ openid }, n) => element('option', { value: openid, title: openid }, `Person ${n + 1}`));
	const select = element(
		'select',
		{ 'aria-label': 'Who pays' },
		...(options.length > 0 ? options : [element('option', { value: '' }, 'Somebody new')]),
	);
	if (chosen.has(out_trade_no)) select.value = chosen.get(out_trade_no);
	select.addEventListener('change', () => chosen.set(out_trade_no, select.value));
	return select;
}

import type { IDataObject } from 'n8n-workflow';
import type { Arrow, NodeInput } from '../engine';
import { customerService, items, MERCHANT, MINI, SERVICE, textTo, useWechat, wechatPay } from '../wechat';
import { orders, sale } from './shop';

/** Whoever paid gets the thank-you: in the account in which they paid, and nobody else does. */
const wechat = useWechat();

const { appid } = SERVICE;
const SEND = '/cgi-bin/message/custom/send';
const trigger: NodeInput = { name: 'When somebody paid', type: 'wechatPayTrigger' };

const toPayer = (settings: Partial<NodeInput> = {}) =>
	customerService('message', 'send', { recipient: 'fromTrigger', msgtype: 'text', content: 'Thank you!' }, settings as never);

/** What the WeChat Pay Trigger says of a payment. */
async function payment(more: IDataObject = {}): Promise<IDataObject & { openid: string }> {
	const { openid, out_trade_no, transaction_id } = await sale(wechat, more);
	return {
		...{ openid, unionid: null, appid: more.appid ?? appid, event: 'TRANSACTION.SUCCESS', status: 'SUCCESS' },
		...{ mchid: MERCHANT.mchid, out_trade_no, transaction_id, amount_fen: 9900, amount_yuan: '99.00' },
	};
}

/** The same of a refund: WeChat names nobody. */
async function refund() {
	const { openid, out_trade_no, transaction_id } = await payment();
	const notice = { event: 'REFUND.SUCCESS', status: 'SUCCESS', mchid: MERCHANT.mchid, out_trade_no, transaction_id, refund_yuan: '99.00' };
	return { customer: openid, notice: { openid: null, unionid: null, appid: null, ...notice } };
}

async function run(nodes: NodeInput[], notices: IDataObject[], connections?: Arrow[]) {
	return await wechat.run([], { nodes: [trigger, ...nodes], items: items(...notices), connections });
}

test('the payer of the same App ID gets it, and the payment goes on with it', async () => {
	const paid = await payment();
	const sent = await run([toPayer()], [paid]);
	expect(sent.error).toBeUndefined();
	expect(sent.json('WeChat')).toEqual([{ ...paid, sent_to_tester: null, msgtype: 'text', messages: 1 }]);
	expect(await wechat.phone(paid.openid)).toEqual(['Thank you!']);
});

test('several payments at once, behind nodes that dropped the openid: each payer gets one', async () => {
	const payments = [await payment(), await payment(), await payment()];
	const sent = await run([{ name: 'Agent', type: 'dropFields' }, { name: 'Wait', type: 'passThrough' }, toPayer()], payments);
	expect(sent.error).toBeUndefined();
	for (const { openid } of payments) expect(await wechat.phone(openid)).toEqual(['Thank you!']);
});

describe('the payer of another App ID', () => {
	const sentence = `This openid belongs to another App ID (${MINI.appid}), and the credential is for ${appid}`;
	const inMiniProgram = async () => {
		const openid = await wechat.client.as(MINI.appid).follower();
		return await payment({ appid: MINI.appid, openid });
	};

	test('stops the workflow with one sentence, and nothing is sent', async () => {
		const sent = await run([toPayer()], [await inMiniProgram()]);
		expect(sent.error).toMatchObject({ message: sentence, description: expect.stringContaining('find the person by unionid') });
		expect([await wechat.calls(SEND), await wechat.tokenCalls()]).toEqual([[], []]);
	});

	test('goes to the error output with everything that is known about the payment, the others are thanked', async () => {
		const [here, there] = [await payment(), await inMiniProgram()];
		const sent = await run([toPayer({ onError: 'continueErrorOutput' }), { name: 'Team', type: 'passThrough' }], [there, here], [
			[trigger.name, 'WeChat'],
			['WeChat', 'Team', { output: 1 }],
		]);
		expect(sent.error).toBeUndefined();
		expect(sent.json('WeChat', 0)).toMatchObject([{ openid: here.openid }]);
		expect(sent.json('Team')).toEqual([
			{ ...there, error: sentence, errcode: null, errmsg: null, rid: null, safe_to_repeat: false, hint: expect.stringContaining('unionid') },
		]);
		expect(sent.items('WeChat', 1)!.map(({ pairedItem }) => pairedItem)).toEqual([{ item: 0 }]);
		expect(await wechat.phone(here.openid)).toEqual(['Thank you!']);
	});

	test('is not hidden by a node that dropped the App ID', async () => {
		const sent = await run([{ name: 'Edit', type: 'dropFields' }, toPayer()], [await inMiniProgram()]);
		expect(sent.error?.message).toBe(sentence);
	});
});

describe('a refund', () => {
	test('names nobody: the sentence says where to find who paid', async () => {
		const { notice } = await refund();
		const sent = await run([toPayer()], [notice]);
		expect(sent.error).toMatchObject({
			message: 'No customer was found: what started this workflow names none',
			description: expect.stringContaining('WeChat Pay, Order: Get'),
		});
		expect(await wechat.calls(SEND)).toEqual([]);
	});

	test('also behind a node that cannot say where its items came from', async () => {
		const { notice } = await refund();
		const sent = await run([{ name: 'Code', type: 'dropFields', parameters: { keepsPairing: false } }, toPayer()], [notice]);
		expect(sent.error?.message).toBe('No customer was found: what started this workflow names none');
	});

	test('and there they are found: Order: Get, then the message to its openid', async () => {
		const { customer, notice } = await refund();
		const get = wechatPay('order', 'get', { out_trade_no: '={{ $json.out_trade_no }}' }, { name: 'Order' });
		const sent = await run([get, textTo('={{ $json.openid }}', 'It is on its way back')], [notice]);
		expect(sent.error).toBeUndefined();
		expect(await wechat.phone(customer)).toEqual(['It is on its way back']);
	});
});

describe('who pays', () => {
	test('a customer who wrote: an order for the openid of the WeChat Trigger', async () => {
		const openid = await wechat.client.follower({ unionid: 'oR5' });
		const create = wechatPay('order', 'create', { description: 'Tea', out_trade_no: 'LT-2026-1', amount_total: '99', openid: '={{ $json.openid }}' });
		const run = await wechat.run([], {
			nodes: [{ name: 'When somebody writes', type: 'wechatTrigger' }, create],
			items: items({ openid, unionid: 'oR5', appid }),
		});
		expect(run.json('WeChat')).toMatchObject([{ openid, appid, out_trade_no: 'LT-2026-1' }]);
		expect(await orders(wechat)).toMatchObject([{ openid }]);
	});
});

import type { IDataObject } from 'n8n-workflow';
import type { NodeInput } from '../engine';
import { items, MERCHANT, useWechat } from '../wechat';
import { NOWHERE, orders, PATHS, sale } from './shop';

/** An AI agent may look, and moves money only where its owner has said so. */
const wechat = useWechat();

beforeEach(async () => {
	await wechat.client.control('/merchants', { mchid: MERCHANT.mchid, refundDelay: 0 });
	wechat.payCredential({ notifyUrl: NOWHERE });
});

/** Lets an agent use the node with what its model says, in both ways in which n8n's agents run tools. */
async function byAgent(invokes: boolean, parameters: IDataObject, ...inputs: IDataObject[]) {
	const agent: NodeInput = { name: 'Agent', type: 'agent', parameters: { invokes, calls: JSON.stringify(inputs.map((input) => ({ tool: 'Pay', input }))) } };
	const run = await wechat.run([], {
		nodes: [{ name: 'Start', type: 'start' }, agent, { name: 'Pay', type: 'wechatPayTool', parameters: parameters as never }],
		connections: [
			['Start', 'Agent'],
			['Pay', 'Agent', { type: 'ai_tool' }],
		],
		items: items({ chatInput: 'Where is my money?' }),
	});
	return JSON.stringify(run.json('Agent'));
}

const fromModel = (name: string) => `={{ $fromAI('${name}', '${name}') }}`;
const refund = {
	...{ resource: 'refund', operation: 'create', out_trade_no: fromModel('order') },
	...{ out_refund_no: `={{ $fromAI('order', 'order') + '-R1' }}`, amount_refund: fromModel('amount') },
};

describe.each([
	['run by the engine', false],
	['invoked by the agent', true],
])('%s', (_, invokes) => {
	test('it looks an order up', async () => {
		const { out_trade_no, openid, transaction_id } = await sale(wechat);
		const answer = await byAgent(invokes, { resource: 'order', operation: 'get', out_trade_no: fromModel('order') }, { order: out_trade_no });
		for (const known of [openid, transaction_id, '99.00']) expect(answer).toContain(known);
	});

	test('it makes an order: nothing is paid by that', async () => {
		const create = { resource: 'order', operation: 'create', trade_type: 'native', description: 'Tea', out_trade_no: 'LT-2026-1', amount_total: fromModel('amount') };
		expect(await byAgent(invokes, create, { amount: '99' })).toContain('weixin://');
		expect(await orders(wechat)).toMatchObject([{ amount: { total: 9900 } }]);
	});

	test('it makes two orders without numbers of their own', async () => {
		const create = { resource: 'order', operation: 'create', trade_type: 'native', description: 'Tea', amount_total: fromModel('amount') };
		await byAgent(invokes, create, { amount: '99' }, { amount: '99' });
		const numbers = (await orders(wechat)).map(({ out_trade_no }) => out_trade_no);
		expect(numbers).toEqual([expect.stringMatching(/^[0-9a-f]{32}$/), expect.stringMatching(/^[0-9a-f]{32}$/)]);
	});

	test('an order number that the model leaves empty is made', async () => {
		const create = { resource: 'order', operation: 'create', trade_type: 'native', description: 'Tea', amount_total: '99', out_trade_no: fromModel('order') };
		await byAgent(invokes, create, { order: '' });
		expect(await orders(wechat)).toMatchObject([{ out_trade_no: expect.stringMatching(/^[0-9a-f]{32}$/) }]);
	});

	test.each([{}, { intended: true }])('it refunds nothing unless the owner allowed it, whatever the model says (%o)', async (said) => {
		const { out_trade_no } = await sale(wechat);
		const answer = await byAgent(invokes, refund, { order: out_trade_no, amount: '99.00', ...said });
		expect(answer).toContain('The agent may not do this: create a refund');
		expect(await wechat.calls()).toEqual([]);
	});

	test('it refunds when the owner allowed it', async () => {
		const { out_trade_no } = await sale(wechat);
		await byAgent(invokes, { ...refund, intended: true }, { order: out_trade_no, amount: '40.00' });
		expect(await orders(wechat)).toMatchObject([{ refunds: [{ out_refund_no: `${out_trade_no}-R1`, amount: { refund: 4000 } }] }]);
	});

	test('it is told what is wrong, and by which number to look', async () => {
		const { out_trade_no } = await sale(wechat);
		await wechat.fault({ path: PATHS.refunds, drop: true, times: 3 });
		const answer = await byAgent(invokes, { ...refund, intended: true }, { order: out_trade_no, amount: '40.00' });
		expect(answer).toContain('could not be reached');
	});
});

import { deliver, expectLogged, logged, NOT_TAKEN, PAYMENT, pass, Scene, TAKEN } from './scene';
import { seen } from './seen';

const scene = Scene.forEachTest();

const pause = async (ms: number) => await new Promise((resolve) => setTimeout(resolve, ms));

describe('WeChat Pay is told that a notification was taken', () => {
	it('in JSON, in the words that it documents', async () => {
		const n8n = await scene.n8n();
		const [wire] = await scene.intercepted();
		expect(await deliver(n8n, wire)).toEqual({ status: 200, contentType: 'application/json', body: '{"code":"SUCCESS","message":"OK"}' });
	});

	it('when the execution exists, and not before', async () => {
		const n8n = await scene.n8n();
		n8n.msToStart = 150;
		const [wire] = await scene.intercepted();
		let isAnswered = false;
		const answer = deliver(n8n, wire).finally(() => (isAnswered = true));
		await pause(75);
		expect(isAnswered).toBe(false);
		expect(n8n.executions).toEqual([]);
		expect(await answer).toEqual(TAKEN);
		expect(n8n.executions).toHaveLength(1);
	});

	it('without waiting for the workflow to end', async () => {
		let end!: () => void;
		const flow = async () => await new Promise<void>((resolve) => (end = resolve));
		const n8n = await scene.n8n({}, { flow });
		const [wire] = await scene.intercepted();
		expect(await deliver(n8n, wire)).toEqual(TAKEN);
		expect(n8n.running).toBe(1);
		end();
	});

	it('also when the workflow fails', async () => {
		const n8n = await scene.n8n({}, { flow: async () => await Promise.reject(new Error('the sheet is full')) });
		const [wire] = await scene.intercepted();
		expect(await deliver(n8n, wire)).toEqual(TAKEN);
	});
});

describe('an execution that cannot be started', () => {
	it('is 500 FAIL, so that WeChat Pay repeats; the next delivery starts it', async () => {
		const n8n = await scene.n8n();
		n8n.isDown = true;
		const [first, second, third] = await scene.intercepted({ times: 3 });
		expect(await deliver(n8n, first)).toEqual(NOT_TAKEN);
		expect(NOT_TAKEN.body).toMatch(/^\{"code":"FAIL",/);
		expect((await seen(scene.store))[0]).toBe('TRANSACTION.SUCCESS: could not start the workflow, WeChat Pay will repeat it');
		n8n.isDown = false;
		expect(await deliver(n8n, second)).toEqual(TAKEN);
		expect(await deliver(n8n, third)).toEqual(TAKEN);
		expect(n8n.executions).toHaveLength(1);
		expect(n8n.problems).toHaveLength(1);
	});

	it('is started by WeChat Pay’s own repeat of a payment', async () => {
		const n8n = await scene.n8n();
		n8n.isDown = true;
		const { out_trade_no } = await scene.client.control('/orders', { amount: 9900, notify_url: n8n.url });
		await scene.client.control('/pay', { out_trade_no });
		expect(n8n.executions).toEqual([]);
		n8n.isDown = false;
		const told = async () => (await scene.client.control('/notifications'))[0];
		while (!(await told()).acknowledged) await pause(5);
		const statuses = (await told()).tries.map(({ status }: { status: number }) => status);
		expect(statuses.at(-1)).toBe(200);
		expect(new Set(statuses.slice(0, -1))).toEqual(new Set([500]));
		expect(n8n.items).toMatchObject([{ out_trade_no, dedup_key: (await told()).id }]);
	});

	it('is not started again by the same bytes once it was', async () => {
		const n8n = await scene.n8n();
		n8n.isDown = true;
		const [wire] = await scene.intercepted();
		expect(await deliver(n8n, wire)).toEqual(NOT_TAKEN);
		n8n.isDown = false;
		expect(await deliver(n8n, wire)).toEqual(TAKEN);
		expect(await deliver(n8n, wire)).toMatchObject({ status: 401 });
		expect(n8n.executions).toHaveLength(1);
		expectLogged(scene, /second time with the same signature/);
	});
});

describe('only the chosen events start an execution', () => {
	it.each<[string, string[], string, number]>([
		['what was chosen', ['REFUND.SUCCESS', 'TRANSACTION.SUCCESS'], 'TRANSACTION.SUCCESS', 1],
		['not what was not', ['TRANSACTION.SUCCESS'], 'REFUND.SUCCESS', 0],
		['not what begins alike', ['REFUND.SUCCESS'], 'REFUND.SUCCESS.MORE', 0],
		['not one of another case', ['TRANSACTION.SUCCESS'], 'transaction.success', 0],
		['nothing when nothing was chosen', [], 'TRANSACTION.SUCCESS', 0],
		['everything with “everything”', ['*'], 'REFUND.CLOSED', 1],
		['everything with “everything” and more', ['TRANSACTION.SUCCESS', '*'], 'REFUND.CLOSED', 1],
		['an unknown kind with “everything”', ['*'], 'BRAND.NEW', 1],
		['no unknown kind otherwise', ['TRANSACTION.SUCCESS', 'REFUND.SUCCESS', 'REFUND.ABNORMAL', 'REFUND.CLOSED'], 'BRAND.NEW', 0],
	])('%s', async (_, events, event_type, count) => {
		const n8n = await scene.n8n({ events });
		const [wire] = await scene.intercepted({ event_type });
		expect(await deliver(n8n, wire)).toEqual(TAKEN);
		expect(n8n.executions).toHaveLength(count);
		expect(logged).toEqual([]);
		expect((await seen(scene.store))[0]).toBe(`${event_type}: ${count ? 'started the workflow' : 'not wanted, acknowledged at once'}`);
	});

	it('a payment, when nobody has chosen anything', async () => {
		const n8n = await scene.n8n();
		await scene.notify(n8n, { event_type: 'REFUND.SUCCESS' });
		await scene.notify(n8n);
		expect(n8n.items).toMatchObject([{ event: 'TRANSACTION.SUCCESS' }]);
	});

	it('what nobody wants is not remembered: it starts an execution once it is wanted', async () => {
		const place = { workflow: 'workflow-9001', node: 'trigger' };
		const [before, after] = [await scene.n8n({ events: [] }, { place }), await scene.n8n({}, { place })];
		const [first, second] = await scene.intercepted({ times: 2 });
		expect(await deliver(before, first)).toEqual(TAKEN);
		expect(await deliver(after, second)).toEqual(TAKEN);
		expect([before.executions.length, after.executions.length]).toEqual([0, 1]);
	});
});

it('a notification that took almost five minutes is taken', async () => {
	const n8n = await scene.n8n();
	const [wire] = await scene.intercepted();
	pass(295_000);
	expect(await deliver(n8n, wire)).toEqual(TAKEN);
	expect(n8n.items).toMatchObject([{ out_trade_no: PAYMENT.out_trade_no }]);
});

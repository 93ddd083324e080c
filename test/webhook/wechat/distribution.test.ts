import type { INodeParameters } from 'n8n-workflow';
import { CredentialStore } from '../../transport/context';
import { logged, N8n } from '../n8n';
import { type Answered, OPENID, push, send, sealed, sender, text } from './pushes';

const SUCCESS = { status: 200, contentType: 'text/plain', body: 'success' };

const running: N8n[] = [];

beforeEach(() => (logged.length = 0));
afterEach(async () => {
	const ended = running.splice(0);
	await Promise.all(ended.map(async (n8n) => await n8n.close()));
	expect(ended.flatMap(({ thrown, problems }) => [...thrown, ...problems])).toEqual([]);
});

const who = sender({ mode: 'secure' });

async function trigger(parameters: INodeParameters, from = who): Promise<N8n> {
	const n8n = await N8n.start({ store: from.store, parameters: { respond: 'immediately', ...parameters } });
	running.push(n8n);
	return n8n;
}

async function pushed(n8n: N8n, message: object): Promise<Answered> {
	return (await send(n8n.url, sealed(who.account, message as Record<string, unknown>)))!;
}

/** In which output each push's items came out: the number of items in each; `null` without an execution. */
async function outputs(n8n: N8n, ...messages: object[]): Promise<Array<number[] | null>> {
	const lengths: Array<number[] | null> = [];
	for (const message of messages) {
		const before = n8n.outputsOf.length;
		expect(await pushed(n8n, message)).toMatchObject(SUCCESS);
		const now = n8n.outputsOf[before];
		lengths.push(now ? now.map((items) => items.length) : null);
	}
	return lengths;
}

const event = (Event: string, more: object = {}) => push({ MsgType: 'event', Event, ...more });
const click = (EventKey: string) => event('CLICK', { EventKey });
const scan = (EventKey: string) => event('SCAN', { EventKey, Ticket: 't' });

const rule = (match: string, typed: string, name = '') => (match === 'regex' ? { name, match, pattern: typed } : { name, match, values: typed });
const rules = (...list: Array<ReturnType<typeof rule>>): INodeParameters => ({ outputs: 'rules', rules: { rule: list as INodeParameters[] } });

describe('One', () => {
	it('everything leaves at one output', async () => {
		const n8n = await trigger({});
		expect(await outputs(n8n, text(), click('A'), event('never_heard_of'))).toEqual([[1], [1], [1]]);
	});
});

describe('One per Group', () => {
	it('each group has its own, the others stay empty', async () => {
		const n8n = await trigger({ outputs: 'groups' });
		const finished = event('TEMPLATESENDJOBFINISH', { MsgID: 5, Status: 'success' });
		expect(await outputs(n8n, text(), event('subscribe', { EventKey: '' }), click('A'), finished, event('never_heard_of'))).toEqual([
			[1, 0, 0, 0, 0],
			[0, 1, 0, 0, 0],
			[0, 0, 1, 0, 0],
			[0, 0, 0, 1, 0],
			[0, 0, 0, 0, 1],
		]);
		expect(n8n.items.map(({ event: of }) => of)).toEqual([
			'message.text',
			'event.subscribe',
			'event.click',
			'event.templatesendjobfinish',
			'event.never_heard_of',
		]);
	});
});

describe('One per Rule', () => {
	const shop = rules(rule('contains', '优惠, coupon', 'Coupons'), rule('menuKey', 'ORDER_*'), rule('scene', 'store-*'), rule('regex', '^(order|订单)\\s*\\d{6}$'));

	it('the first rule that fits has it, and what fits none leaves at the last output', async () => {
		const n8n = await trigger(shop);
		const said = ['有优惠吗？', 'ＣＯＵＰＯＮ', '订单 123456', 'order 12'].map((Content) => text({ Content }));
		expect(await outputs(n8n, ...said, click('ORDER_1'), click('OTHER'), scan('store-7'), event('subscribe', { EventKey: 'qrscene_store-8' }))).toEqual([
			[1, 0, 0, 0, 0],
			[1, 0, 0, 0, 0],
			[0, 0, 0, 1, 0],
			[0, 0, 0, 0, 1],
			[0, 1, 0, 0, 0],
			[0, 0, 0, 0, 1],
			[0, 0, 1, 0, 0],
			[0, 0, 1, 0, 0],
		]);
	});

	it('or starts no workflow where the rest is ignored, and has no such output', async () => {
		const n8n = await trigger({ ...shop, unmatched: 'ignore' });
		expect(await outputs(n8n, text({ Content: 'hello' }), text({ Content: 'coupon' }), click('OTHER'))).toEqual([null, [1, 0, 0, 0], null]);
		expect(n8n.executions).toHaveLength(1);
	});

	it('no rules at all: everything else is everything', async () => {
		expect(await outputs(await trigger({ outputs: 'rules' }), text())).toEqual([[1]]);
		expect(await outputs(await trigger({ outputs: 'rules', unmatched: 'ignore' }), text())).toEqual([null]);
	});

	it('rules that were left from before count no more when there is one output', async () => {
		const n8n = await trigger({ ...shop, outputs: 'one' });
		expect(await outputs(n8n, text({ Content: 'hello' }), click('ORDER_1'))).toEqual([[1], [1]]);
	});

	it.each(['(', '[a-', '(?=x)', '(a)\\1', '*', '\\', '(?<n', 'a{99999}'])('a broken expression (%s) fits nothing, and breaks nothing', async (pattern) => {
		const n8n = await trigger(rules(rule('regex', pattern), rule('contains', 'coupon')));
		expect(await outputs(n8n, text({ Content: 'coupon' }), text({ Content: pattern }))).toEqual([
			[0, 1, 0],
			[0, 0, 1],
		]);
	});

	it('an expression that hangs elsewhere does not hang here', async () => {
		const n8n = await trigger(rules(rule('regex', '^(a+)+$')));
		const start = performance.now();
		expect(await outputs(n8n, text({ Content: `${'a'.repeat(5000)}!` }))).toEqual([[0, 1]]);
		expect(performance.now() - start).toBeLessThan(2000);
	});

	it('a rule that was never filled in, or is of a kind of later, fits nothing', async () => {
		const n8n = await trigger(rules(rule('contains', ''), rule('soundsLike', 'coupon'), rule('is', ' , ')));
		expect(await outputs(n8n, text({ Content: 'coupon' }))).toEqual([[0, 0, 0, 1]]);
	});

	it('keywords by an expression of n8n', async () => {
		const n8n = await trigger(rules(rule('contains', '={{ ["tea", "茶"].join(",") }}')));
		expect(await outputs(n8n, text({ Content: '一杯茶' }))).toEqual([[1, 0]]);
	});
});

describe('filters', () => {
	it('what they leave out is answered at once, and starts nothing in any output', async () => {
		const n8n = await trigger({ outputs: 'groups', filters: { menuKeys: 'A, B*', onlyOpenids: `${OPENID}\no-tester` } });
		expect(await outputs(n8n, click('A'), click('B2'), click('C'), text(), text({ FromUserName: 'o-somebody' }))).toEqual([
			[0, 0, 1, 0, 0],
			[0, 0, 1, 0, 0],
			null,
			[1, 0, 0, 0, 0],
			null,
		]);
	});

	it('come before the rules, and after Events', async () => {
		const n8n = await trigger({
			...rules(rule('menuKey', '*')),
			unmatched: 'ignore',
			events: ['event.click', 'message.text'],
			filters: { menuKeys: 'A' },
		});
		expect(await outputs(n8n, click('A'), click('B'), text({ Content: 'A' }), scan('A'))).toEqual([[1], null, null, null]);
	});
});

describe('two items of one push', () => {
	const sent = (first: string, second: string) =>
		event('subscribe_msg_sent_event', {
			SubscribeMsgSentEvent: {
				List: [
					{ TemplateId: 'T1', MsgID: '1', ErrorCode: first, ErrorStatus: 'x' },
					{ TemplateId: 'T2', MsgID: '2', ErrorCode: second, ErrorStatus: 'x' },
				],
			},
		});

	it('a filter keeps one of them', async () => {
		const n8n = await trigger({ outputs: 'groups', filters: { statuses: ['failed'] } });
		expect(await outputs(n8n, sent('0', '43108'), sent('0', '0'), sent('1', '43108'))).toEqual([[0, 0, 0, 1, 0], null, [0, 0, 0, 2, 0]]);
		expect(n8n.items[0]).toMatchObject({ TemplateId: 'T2', status: 'failed' });
	});

	it('both are in the output of their group, each with its own key', async () => {
		const n8n = await trigger({ outputs: 'groups' });
		await outputs(n8n, sent('0', '43108'));
		const [items] = n8n.itemsOf;
		expect(items.map(({ TemplateId }) => TemplateId)).toEqual(['T1', 'T2']);
		expect(new Set(items.map(({ dedup_key }) => dedup_key)).size).toBe(2);
	});
});

describe('orders of virtual goods', () => {
	const order = { MsgType: 'event', Event: 'xpay_goods_deliver_notify', OutTradeNo: 'T1' };

	it.each(['*', 'event.subscribe'])('are confirmed in JSON to who sends JSON, wanted or not (%s)', async (wanted) => {
		const mini = sender({ mode: 'secure', format: 'json' });
		const n8n = await trigger({ events: [wanted] }, mini);
		const answered = await send(n8n.url, sealed(mini.account, push(order)));
		expect(answered).toMatchObject({ status: 200, contentType: 'application/json; charset=utf-8', body: '{"ErrCode":0,"ErrMsg":"success"}' });
		expect(n8n.executions).toHaveLength(wanted === '*' ? 1 : 0);
	});

	it.each(['*', 'event.subscribe'])('are confirmed in XML to who sends XML, wanted or not (%s)', async (wanted) => {
		const n8n = await trigger({ events: [wanted] });
		expect(await pushed(n8n, push(order))).toMatchObject({
			status: 200,
			contentType: 'application/xml; charset=utf-8',
			body: '<xml><ErrCode>0</ErrCode><ErrMsg><![CDATA[success]]></ErrMsg></xml>',
		});
	});

	it('a repeat is confirmed in the same way', async () => {
		const n8n = await trigger({});
		const message = push(order);
		const answers = [await pushed(n8n, message), await pushed(n8n, message)];
		expect(answers[1].body).toContain('<ErrCode>0</ErrCode>');
		expect(answers[1]).toMatchObject({ status: 200, contentType: answers[0].contentType, body: answers[0].body });
		expect(n8n.executions).toHaveLength(1);
	});
});

describe('the credential was deleted', () => {
	it.each(['POST', 'GET'])('%s: WeChat is to try again, nothing is thrown, and one line says what to do', async (method) => {
		const gone = { ...sender({ mode: 'secure' }), store: new CredentialStore() };
		const n8n = await trigger({}, gone);
		const wire = sealed(gone.account, text());
		const body = method === 'GET' ? '' : wire.body;
		expect(await send(n8n.url, { ...wire, body, method, query: { ...wire.query, echostr: '1' } })).toMatchObject({ status: 500, body: '' });
		expect(n8n.executions).toEqual([]);
		expect(logged.filter((line) => /^(warn|error)/.test(line))).toEqual([
			expect.stringMatching(/^error 'WeChat \(workflow workflow-\d+\): a push could not be read\. Its credential is gone: choose it again in the trigger\.'$/),
		]);
	});
});

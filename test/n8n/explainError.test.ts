import type { IDataObject } from 'n8n-workflow';
import { items, MINI, officialAccount, SERVICE, useWechat } from './wechat';

/** Account: Explain Error. A code is explained out of our own list; a rid by what WeChat saw of the call. */
const wechat = useWechat();

const RID = '6207df1a-08ef8516-2a6c18c6';
const KEYS = [
	...['errcode', 'meaning', 'what_to_do', 'worth_repeating', 'repeat_when', 'rid', 'called_at', 'duration_ms'],
	...['request_query', 'request_body', 'response_body', 'client_ip', 'not_found'],
];

const explain = (error = '={{ $json.error }}') => officialAccount('account', 'explainError', { error });

async function explained(error: unknown): Promise<IDataObject> {
	const run = await wechat.run(explain(), { items: [{ json: { error } as IDataObject }] });
	expect(run.error).toBeUndefined();
	const [item] = run.json('WeChat')!;
	expect(Object.keys(item)).toEqual(KEYS);
	return item;
}

const refused = async (of = wechat.client): Promise<{ errmsg: string; rid: string }> => {
	const { errmsg } = await of.post('/cgi-bin/tags/create', { tag: { name: '' } });
	return { errmsg, rid: /rid: (\S+)$/.exec(errmsg)![1] };
};

describe('a code', () => {
	afterEach(async () => expect([await wechat.calls(), await wechat.tokenCalls()]).toEqual([[], []]));

	test.each<[unknown, number, boolean | null, string | null, RegExp]>([
		[48001, 48001, false, null, /^A service account/],
		['48001', 48001, false, null, /^A service account/],
		[-1, -1, true, 'in a minute', /WeChat is busy/],
		['WeChat refused: invalid ip 47.1.2.3, not in whitelist (40164)', 40164, false, null, /^Add 47\.1\.2\.3 to the IP whitelist/],
		['{"errcode":45009,"errmsg":"reach max api daily quota limit"}', 45009, true, 'when WeChat grants more, or there is room again', /Reset Quota/],
		[61503, 61503, true, 'after 08:00 China time', /after 08:00/],
		[45015, 45015, true, 'when the customer writes or taps something again', /48 hours/],
		[42001, 42001, true, 'when there is a new access token', /token/],
		[40003, 40003, false, null, /App ID it came from/],
		[99999, 99999, null, null, /Look up 99999/],
		[0, 0, false, null, /went well/],
	])('%s, without a call', async (error, errcode, worth_repeating, repeat_when, words) => {
		const item = await explained(error);
		expect(item).toMatchObject({ errcode, worth_repeating, repeat_when, what_to_do: expect.stringMatching(words), rid: null, not_found: null });
		expect(item.meaning === null).toBe(errcode === 99999);
	});

	test('by the type of the account', async () => {
		wechat.credential({ accountType: 'subscription' });
		expect((await explained(45028)).what_to_do).toMatch(/has one a day/);
		wechat.credential({ accountType: 'service' });
		expect((await explained(45028)).what_to_do).toMatch(/four a month/);
	});

	test('several items, each with its own', async () => {
		const run = await wechat.run(explain(), { items: items({ error: 48001 }, { error: 45015 }) });
		expect(run.items('WeChat')!.map(({ json, pairedItem }) => [json.errcode, pairedItem])).toEqual([
			[48001, { item: 0 }],
			[45015, { item: 1 }],
		]);
	});

	test.each([
		['nothing', '={{ "" }}', '“Error” is empty'],
		['no code', 'it does not work', '“Error” holds neither a code nor a rid'],
	])('%s', async (_, error, message) => {
		const run = await wechat.run(explain(error));
		expect((run.error as Error).message).toBe(message);
	});
});

describe('a rid', () => {
	test('of a message: the code is explained, and the call shown without its token', async () => {
		const { errmsg, rid } = await refused();
		const item = await explained(`45157 ${errmsg}`);
		expect(item).toMatchObject({ errcode: 45157, rid, request_query: 'access_token=***', request_body: '{"tag":{"name":""}}', not_found: null });
		expect(JSON.stringify(item)).not.toContain(await wechat.client.token());
	});

	test('alone: the code comes from the answer that WeChat gave', async () => {
		const { rid } = await refused();
		expect(await explained(rid)).toMatchObject({ errcode: 45157, meaning: expect.stringContaining('tag'), rid });
	});

	test('secrets in what WeChat logged are not told', async () => {
		const request = {
			invoke_time: 1635156704,
			cost_in_ms: 30,
			request_url: 'access_token=50_Im7xxxx&openid=o1',
			request_body: `{"secret":"${MINI.secret}","text":"${SERVICE.secret}"}`,
			response_body: '{"access_token":"50_other","errcode":40003}',
			client_ip: '113.0.0.51',
		};
		await wechat.fault({ path: '/cgi-bin/openapi/rid/get', body: { errcode: 0, request } });
		expect(await explained(RID)).toMatchObject({
			errcode: 40003,
			called_at: '2021-10-25T18:11:44+08:00',
			request_query: 'access_token=***&openid=o1',
			request_body: '{"secret":"***","text":"***"}',
			response_body: '{"access_token":"***","errcode":40003}',
		});
	});

	test('an answer without a code', async () => {
		await wechat.fault({ path: '/cgi-bin/openapi/rid/get', body: { errcode: 0, request: { invoke_time: 1635156704 } } });
		expect(await explained(RID)).toMatchObject({ errcode: null, what_to_do: null, called_at: '2021-10-25T18:11:44+08:00', request_body: null });
	});

	test('that WeChat no longer knows takes nothing from the code', async () => {
		expect(await explained(`40003 invalid openid rid: ${RID}`)).toMatchObject({
			errcode: 40003,
			what_to_do: expect.stringContaining('App ID it came from'),
			rid: RID,
			called_at: null,
			not_found: expect.stringMatching(/^rid not found \(76001\)\. WeChat does not know this call/),
		});
	});

	test.each([
		['that nobody knows', async () => RID, 76001, /7 days/],
		['of another account', async () => (await otherAccountsRid()), 76003, /credential of that account/],
	])('alone and %s', async (_, rid, errcode, words) => {
		const run = await wechat.run(explain(await rid()));
		expect(run.error).toMatchObject({ message: expect.stringContaining(`(${errcode})`), description: expect.stringMatching(words) });
	});

	async function otherAccountsRid(): Promise<string> {
		const { errmsg } = await wechat.client.as(MINI.appid).get('/cgi-bin/tags/get');
		return /rid: (\S+)$/.exec(errmsg as string)![1];
	}

	test('no network: the failure is told, not the rest', async () => {
		wechat.credential({ baseUrl: 'http://127.0.0.1:1' });
		const run = await wechat.run(explain(`40003 rid: ${RID}`));
		expect((run.error as Error).message).toContain('could not be reached');
	}, 20_000);
});

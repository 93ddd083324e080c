import type { IDataObject } from 'n8n-workflow';
import { answerKey, placeIn, proofOf } from '../../nodes/protocol/question';
import type { NodeInput } from './engine';
import { logged } from './engine/log';
import { customerService, items, SERVICE, useWechat } from './wechat';
import { waitingOf } from './waiting';

/** Message: Send and Wait for Response, up to n8n's door; with n8n around it in e2e/sendAndWait.e2e.test.ts. */
const wechat = useWechat();

const key = () => answerKey({ appSecret: SERVICE.secret })!;
const BOTH = { values: { approvalType: 'double', approveLabel: 'Yes', disapproveLabel: 'No' } };
const node = (touser: string, more: IDataObject = {}, settings: Partial<NodeInput> = {}) =>
	customerService('message', 'sendAndWait', { recipient: 'openid', touser, message: 'Shall we reserve it?', responseType: 'approval', askBy: 'buttons', approvalOptions: BOTH, ...more }, settings as never);

const chat = async (openid: string): Promise<any[]> => ((await wechat.client.control(`/conversations?openid=${openid}`))[openid] ?? []) as any[];
const menuOn = async (openid: string) => (await chat(openid)).at(-1).content as { head_content: string; list: Array<{ id: string; content: string }> };

/** As the trigger hands a tap over. */
function tap(id: string, openid: string, changes: IDataObject = {}, at = Date.now()) {
	return { method: 'POST' as const, body: { id, openid, at, proof: proofOf(['tap', id, openid, at], key()), ...changes } };
}

async function asked(more: IDataObject = {}, input: IDataObject = { order: 7 }) {
	const openid = await wechat.customer();
	const question = node(openid, more);
	const run = await wechat.run(question, { items: items(input) });
	expect(run.error).toBeUndefined();
	return { openid, run, waiting: waitingOf(wechat, run, question) };
}

describe('buttons in the chat', () => {
	test('are the answers, and the execution waits however long it takes', async () => {
		const { openid, run } = await asked();
		const { head_content, list } = await menuOn(openid);
		expect([head_content, list.map(({ content }) => content)]).toEqual(['Shall we reserve it?', ['Yes', 'No']]);
		expect(list.every(({ id }) => Buffer.byteLength(id) <= 128)).toBe(true);
		expect(run.record.waitTill?.getFullYear()).toBe(3000);
	});

	test.each([
		[0, true, 'Yes'],
		[1, false, 'No'],
	])('tap %i: approved is %s', async (choice, approved, answer) => {
		const { openid, waiting } = await asked();
		const { list } = await menuOn(openid);
		const { item, response } = await waiting.hear(tap(list[choice].id, openid));
		expect(response).toEqual({ taken: true });
		expect(item!.json).toEqual({
			...{ order: 7, openid, unionid: null, appid: SERVICE.appid, sent_to_tester: null },
			...{ answered: true, approved, answer, answered_at: expect.stringMatching(/\+08:00$/) },
			data: { approved, respondedAt: expect.stringMatching(/Z$/) },
		});
		expect(item!.pairedItem).toEqual({ item: 0 });
	});

	test('one button unless told', async () => {
		const { openid } = await asked({ approvalOptions: {} });
		expect((await menuOn(openid)).list.map(({ content }) => content)).toEqual(['Approve']);
	});

	test('of a choice: the text that was tapped', async () => {
		const { openid, waiting } = await asked({ responseType: 'choice', choices: { choice: [{ text: '很满意' }, { text: 'OK' }, { text: 'Unhappy' }] } });
		const { item } = await waiting.hear(tap((await menuOn(openid)).list[2].id, openid));
		expect(item!.json).toMatchObject({ answered: true, approved: null, answer: 'Unhappy', data: { text: 'Unhappy' } });
	});

	test('what stood in the item before an answer does not pass for one', async () => {
		const { openid, waiting } = await asked({ responseType: 'choice', choices: { choice: [{ text: 'A' }, { text: 'B' }] } }, { approved: true, openid: 'somebody', data: 1 });
		const { item } = await waiting.hear(tap((await menuOn(openid)).list[0].id, openid));
		expect(item!.json).toMatchObject({ approved: null, openid: 'somebody', data: { text: 'A' } });
	});

	test('the file of the item goes on with it', async () => {
		const openid = await wechat.customer();
		const question = node(openid);
		const binary = { data: { data: 'dGVh', mimeType: 'text/plain' } };
		const run = await wechat.run(question, { items: [{ json: {}, binary }] });
		const { item } = await waitingOf(wechat, run, question).hear(tap((await menuOn(openid)).list[0].id, openid));
		expect(item!.binary).toEqual(binary);
	});

	test.each<[string, (id: string, openid: string) => ReturnType<typeof tap>]>([
		['somebody else', (id) => tap(id, 'oSomebodyElse')],
		['nobody who knows the secret', (id, openid) => tap(id, openid, { proof: 'AAAAAAAAAAAAAAAAAAAAAA' })],
		['no proof at all', (id, openid) => tap(id, openid, { proof: undefined })],
		['a proof for another answer', (id, openid) => tap(id, openid, { id: id.replace(/:0:/, ':1:') })],
		['an old proof', (id, openid) => tap(id, openid, {}, Date.now() - 6 * 60_000)],
		['an id that was changed', (id, openid) => tap(id.replace(/:0:/, ':1:'), openid)],
	])('an answer by %s is refused, and the workflow waits on', async (_, forged) => {
		const { openid, waiting } = await asked();
		const { status, item, body } = await waiting.hear(forged((await menuOn(openid)).list[0].id, openid));
		expect({ status, item, body }).toEqual({ status: 403, item: undefined, body: '{"taken":false}' });
	});

	test('a tap on the buttons of the question before changes nothing', async () => {
		const { openid } = await asked();
		const { list } = await menuOn(openid);
		const again = node(openid);
		const { status, item, body } = await waitingOf(wechat, await wechat.run(again), again).hear(tap(list[0].id, openid));
		expect({ status, item, body }).toEqual({ status: 200, item: undefined, body: '{"taken":false}' });
	});

	test('a long message goes out in parts, the last with the buttons', async () => {
		const text = `${'一二三四五六七八九十。'.repeat(80)}`;
		const { openid } = await asked({ message: text });
		const sent = await chat(openid);
		expect(sent.map(({ type }) => type)).toEqual(['text', 'msgmenu']);
		expect(sent[0].content.content + sent[1].content.head_content).toBe(text);
	});
});

describe('the deadline', () => {
	test.each([
		[{ limitType: 'afterTimeInterval', resumeAmount: 45, resumeUnit: 'minutes' }, 45 * 60],
		[{ limitType: 'afterTimeInterval', resumeAmount: 1.5, resumeUnit: 'hours' }, 90 * 60],
		[{ limitType: 'afterTimeInterval', resumeAmount: 2, resumeUnit: 'days' }, 48 * 3600],
	])('%j', async (values, seconds) => {
		const { run } = await asked({ options: { limitWaitTime: { values } } });
		expect(Math.abs(run.record.waitTill!.getTime() - Date.now() - seconds * 1000)).toBeLessThan(10_000);
	});

	test('at a specified time', async () => {
		const { run } = await asked({ options: { limitWaitTime: { values: { limitType: 'atSpecifiedTime', maxDateAndTime: '2099-01-01T00:00:00+08:00' } } } });
		expect(run.record.waitTill).toEqual(new Date('2098-12-31T16:00:00Z'));
	});

	test('then the item says that nobody answered, whatever an earlier question got', async () => {
		const { openid, run, waiting } = await asked({}, { order: 7, answered: true, approved: true, answer: 'Yes' });
		const [{ json }] = await waiting.afterDeadline();
		expect(json).toEqual({
			...{ order: 7, openid, unionid: null, appid: SERVICE.appid, sent_to_tester: null },
			...{ answered: false, approved: null, answer: null, answered_at: null, data: null },
		});
		expect(run.json('Start')).toEqual([{ order: 7, answered: true, approved: true, answer: 'Yes' }]);
	});

	test('so it does with Execute Once', async () => {
		const question = node(await wechat.customer(), {}, { executeOnce: true });
		const run = await wechat.run(question, { items: items({ order: 7, approved: true }, { order: 8 }) });
		expect((await waitingOf(wechat, run, question).afterDeadline())[0].json).toMatchObject({ order: 7, answered: false, approved: null });
	});
});

describe('the review of what an AI agent wants to do', () => {
	/** What the flow and the model say, of which n8n would take the first two for the reviewer's yes, and the third for words of theirs. */
	const claimed = { approved: true, data: { approved: true }, chatInput: 'I agree' };
	const review = async (openid: string, settings: Partial<NodeInput> = {}) =>
		await wechat.run([], {
			nodes: [
				{ name: 'Start', type: 'start' },
				{ name: 'Agent', type: 'agent', parameters: { calls: JSON.stringify([{ tool: 'Review', input: claimed }]) } },
				{ ...node(openid, {}, settings), name: 'Review', type: 'wechatCustomerServiceTool' },
			],
			connections: [
				['Start', 'Agent'],
				['Review', 'Agent', { type: 'ai_tool' }],
			],
			items: items(claimed),
		});
	const UNANSWERED = { answered: false, approved: null, answer: null, answered_at: null, data: null };

	test('nobody has agreed until the deadline', async () => {
		const openid = await wechat.customer();
		const [waits] = (await review(openid)).record.data.executionData!.nodeExecutionStack;
		expect([waits.node.name, waits.data.main[0]!.map(({ json }) => json)]).toEqual([
			'Review',
			[{ openid, unionid: null, appid: SERVICE.appid, sent_to_tester: null, ...UNANSWERED }],
		]);
	});

	test('nobody has agreed to what they could not be asked, with Continue On Fail', async () => {
		const run = await review(await wechat.client.follower(), { onError: 'continueRegularOutput' });
		const [[{ json }]] = JSON.parse(String(run.json('Agent')![0].toolAnswers)) as Array<Array<{ json: IDataObject }>>;
		expect(json).toMatchObject({ errcode: 45015, ...UNANSWERED });
		expect(json).not.toHaveProperty('chatInput');
	});
});

describe('a link to a page', () => {
	const linkIn = async (openid: string) => /<a href="([^"]+)">([^<]*)<\/a>$/.exec(String((await chat(openid)).at(-1).content.content))!;
	const visit = async (link: string, by: IDataObject) => Object.fromEntries(new URL((await wechat.client.control('/visit', { link, ...by })).url).searchParams);
	const fields = (page: string): IDataObject => Object.fromEntries([...page.matchAll(/name="(\w+)" value="([^"]*)"/g)].filter(([, name]) => name !== 'choice').map(([, name, value]) => [name, value]));

	test('shows whoever was asked the question, and takes what they tap', async () => {
		const { openid, waiting } = await asked({ askBy: 'link', message: 'Reserve <b>“Tea & Co”</b>?', options: { linkLabel: 'Decide' } });
		const [, link, label] = await linkIn(openid);
		expect(label).toBe('Decide');
		const query = await visit(link, { openid });
		expect(query.code).toBeDefined();
		const page = await waiting.hear({ method: 'GET', query });
		expect(page).toMatchObject({ status: 200, item: undefined });
		expect(page.headers['content-security-policy']).toMatch(/^sandbox allow-forms; default-src 'none'.*frame-ancestors 'none'$/);
		expect(page.body).toContain('Reserve &lt;b&gt;“Tea &amp; Co”&lt;/b&gt;?');
		expect(page.body).toContain('<button name="choice" value="1">No</button>');
		const { item, response } = await waiting.hear({ method: 'POST', body: { ...fields(page.body), choice: '1' } });
		expect(item!.json).toMatchObject({ order: 7, answered: true, approved: false, answer: 'No', data: { approved: false } });
		expect(response).toMatch(/Got it, thanks/);
	});

	test('takes words of their own', async () => {
		const { openid, waiting } = await asked({ responseType: 'freeText', options: { submitLabel: '提交' } });
		const page = await waiting.hear({ method: 'GET', query: await visit((await linkIn(openid))[1], { openid }) });
		expect(page.body).toMatch(/<textarea name="text".*<button>提交<\/button>/);
		const empty = await waiting.hear({ method: 'POST', body: { ...fields(page.body), text: '  ' } });
		expect(empty).toMatchObject({ status: 400, item: undefined });
		const { item } = await waiting.hear({ method: 'POST', body: { ...fields(page.body), text: ' 周六来取\r\n谢谢 ' } });
		expect(item!.json).toMatchObject({ answered: true, approved: null, answer: '周六来取\n谢谢', data: { text: '周六来取\n谢谢' } });
	});

	test('shows somebody else nothing of it', async () => {
		const { openid, waiting } = await asked({ askBy: 'link' });
		const query = await visit((await linkIn(openid))[1], { openid: await wechat.client.follower() });
		const { status, body, item } = await waiting.hear({ method: 'GET', query });
		expect({ status, item }).toEqual({ status: 403, item: undefined });
		expect(body).toMatch(/somebody else/);
		expect(body).not.toMatch(/reserve|proof/);
	});

	test('a code that was used, one that is none, none at all: open it again', async () => {
		const { openid, waiting } = await asked({ askBy: 'link' });
		const query = await visit((await linkIn(openid))[1], { openid });
		await waiting.hear({ method: 'GET', query });
		for (const spent of [query, { code: 'invented' }, {}]) {
			const { status, body, item } = await waiting.hear({ method: 'GET', query: spent });
			expect({ status, item }).toEqual({ status: 403, item: undefined });
			expect(body).toMatch(/open the link again/);
		}
	});

	test.each([40125, 40164])('WeChat does not tell who opened it (%i): that is no fault of theirs, and the log says why', async (errcode) => {
		const { openid, waiting } = await asked({ askBy: 'link' });
		const query = await visit((await linkIn(openid))[1], { openid });
		await wechat.fault({ path: '/sns/oauth2/access_token', errcode });
		const { status, body, item } = await waiting.hear({ method: 'GET', query });
		expect({ status, item }).toEqual({ status: 503, item: undefined });
		expect(body).toMatch(/in a minute/);
		const lines = logged.join('\n');
		expect(lines).toMatch(new RegExp(`who opened the page was not to be found out\\. WeChat refused: .*\\(${errcode}\\)`));
		for (const secret of [SERVICE.secret, String(query.code)]) expect(lines).not.toContain(secret);
	});

	test('who sees a mere snapshot of the page is told so', async () => {
		const { openid, waiting } = await asked({ askBy: 'link' });
		const { body } = await waiting.hear({ method: 'GET', query: await visit((await linkIn(openid))[1], { openid, snapshot: true }) });
		expect(body).toMatch(/使用完整服务/);
	});

	test('its form is believed with its proof only, for an hour', async () => {
		const { openid, waiting } = await asked({ askBy: 'link' });
		const page = await waiting.hear({ method: 'GET', query: await visit((await linkIn(openid))[1], { openid }) });
		const proved = fields(page.body);
		const old = String(Date.now() - 1);
		for (const body of [
			{ ...proved, proof: 'AAAAAAAAAAAAAAAAAAAAAA' },
			{ ...proved, until: String(Number(proved.until) + 1) },
			{ ...proved, question: 'another' },
			{ ...proved, until: old, proof: proofOf(['page', proved.question, openid, old], key()) },
			{ choice: '0' },
		]) {
			expect(await waiting.hear({ method: 'POST', body: { choice: '0', ...body } })).toMatchObject({ status: 403, item: undefined });
		}
		expect(await waiting.hear({ method: 'POST', body: { ...proved, choice: '2' } })).toMatchObject({ status: 400, item: undefined });
		expect((await waiting.hear({ method: 'POST', body: { ...proved, choice: '0' } })).item).toBeDefined();
	});
});

describe('what goes wrong before anybody waits', () => {
	const failed = async (more: IDataObject, input: IDataObject[] = [{}], openid?: string) => {
		const run = await wechat.run(node(openid ?? (await wechat.customer()), more), { items: items(...input) });
		expect(run.record.waitTill).toBeUndefined();
		return run.error;
	};

	test('several items', async () => {
		expect(await failed({}, [{}, {}])).toMatchObject({ message: '2 items came in, and the workflow can wait for one answer at a time', description: expect.stringContaining('Loop Over Items') });
		expect(await wechat.calls('/cgi-bin/message/custom/send')).toEqual([]);
	});

	test('the window is closed', async () => {
		expect((await failed({}, [{}], await wechat.client.follower()))?.message).toMatch(/45015/);
	});

	test('WeChat does not take the answers as buttons: there is the link', async () => {
		await wechat.fault({ path: '/cgi-bin/message/custom/send', errcode: 45099 });
		expect((await failed({}))?.description).toMatch(/Link to a Page under “Ask By”/);
	});

	test('with Continue On Fail an earlier answer does not pass for one to this question', async () => {
		const earlier = { order: 7, answered: true, approved: true, answer: 'Yes', data: { approved: true } };
		const run = await wechat.run(node(await wechat.client.follower(), {}, { onError: 'continueRegularOutput' }), { items: items(earlier) });
		expect(run.json('WeChat')).toMatchObject([{ order: 7, errcode: 45015, answered: false, approved: null, answer: null, data: null }]);
	});

	test('nobody knows whether the question arrived', async () => {
		await wechat.fault({ path: '/cgi-bin/message/custom/send', drop: true });
		expect((await failed({}))?.message).toMatch(/could not be reached/);
	});

	test.each([1, 11])('%i answers', async (count) => {
		const choice = Array.from({ length: count }, (_, index) => ({ text: `A${index}` }));
		expect((await failed({ responseType: 'choice', choices: { choice } }))?.message).toBe(`“Answers” has ${count}, and 2 to 10 can be tapped`);
	});

	test('ten answers can be tapped', async () => {
		const { openid } = await asked({ responseType: 'choice', choices: { choice: Array.from({ length: 10 }, (_, index) => ({ text: `A${index}` })) } });
		const { list } = await menuOn(openid);
		expect(list.map(({ id }) => placeIn(id)?.choice)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
	});

	test('a deadline that is over', async () => {
		const values = { limitType: 'atSpecifiedTime', maxDateAndTime: '2020-01-01T00:00:00Z' };
		expect((await failed({ options: { limitWaitTime: { values } } }))?.message).toMatch(/“Max Date and Time” is over already/);
	});

	test('the account is a Mini Program, or its credential has no secret', async () => {
		wechat.credential({ accountType: 'miniProgram' });
		expect((await failed({}))?.message).toMatch(/exists in an Official Account only/);
		wechat.credential({ accountType: 'service', appSecret: '', issuer: 'url', tokenUrl: `${wechat.url}/none` });
		expect((await failed({ askBy: 'link' }))?.message).toBe('There is no App Secret in the credential');
	});
});

test('in a manual run the tester is asked, and the tester’s answer counts', async () => {
	const [openid, tester] = [await wechat.customer(), await wechat.customer()];
	wechat.credential({ testerOpenid: tester });
	const question = node(openid);
	const run = await wechat.run(question, { mode: 'manual' });
	const { list } = await menuOn(tester);
	const { item } = await waitingOf(wechat, run, question).hear(tap(list[0].id, tester));
	expect(item!.json).toMatchObject({ answered: true, openid, sent_to_tester: tester });
});

test('a node whose name would end an expression finds its question', async () => {
	const openid = await wechat.customer();
	const question = { ...node(openid), name: 'Ask "{{ them }}"' };
	const run = await wechat.run(question);
	expect((await waitingOf(wechat, run, question).hear(tap((await menuOn(openid)).list[0].id, openid))).item).toBeDefined();
});

test('a failure while an answer is taken does not end the execution that waits', async () => {
	const { openid, waiting } = await asked();
	const { list } = await menuOn(openid);
	wechat.store.stored = () => {
		throw new Error('the database is down');
	};
	expect(await waiting.hear(tap(list[0].id, openid))).toMatchObject({ status: 503, item: undefined });
});

test('n8n sees the operation by its convention', async () => {
	const { WechatCustomerService } = await import('../../nodes/WechatCustomerService/WechatCustomerService.node');
	const { webhooks, properties } = new WechatCustomerService().description;
	expect(webhooks!.map(({ httpMethod, path, restartWebhook, isFullPath }) => [httpMethod, path, restartWebhook, isFullPath])).toEqual([
		['GET', '={{ $nodeId }}', true, true],
		['POST', '={{ $nodeId }}', true, true],
	]);
	const own = properties.filter(({ displayOptions }) => (displayOptions?.show?.operation as string[] | undefined)?.includes('sendAndWait')).map(({ name }) => name);
	expect(own).toEqual(expect.arrayContaining(['message', 'responseType', 'approvalOptions', 'options']));
});

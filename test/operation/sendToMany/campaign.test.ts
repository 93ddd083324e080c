import type { IDataObject } from 'n8n-workflow';
import type { Call } from '../../../nodes/operation/operation';
import { Campaign } from '../../../nodes/operation/sendToMany/campaign';
import { Unreachable, WechatRefusal } from '../../../nodes/transport/errors';

/** What ends a run while people wait for their turn. */

const REQUEST = { method: 'POST', path: '/cgi-bin/message/template/send' } as const;

function scene(answer: (body: IDataObject) => Promise<IDataObject> = async () => ({ errcode: 0, msgid: '1' })) {
	const stop = new AbortController();
	const json = jest.fn(async ({ body }: { body: IDataObject }) => await answer(body));
	const context = {
		getExecutionCancelSignal: () => stop.signal,
		getInputData: () => [{ json: {} }],
		getExecutionId: () => undefined,
		getMode: () => 'trigger',
	};
	const call = { context, item: 0, credentials: { appId: 'wx1' }, client: { json }, parameters: {}, shown: [], facts: {}, whenRefused: [] } as unknown as Call;
	/** Opened one by one by the test. */
	const gates: Array<() => void> = [];
	const campaign = new Campaign(call, REQUEST, async () => await new Promise<void>((open) => gates.push(open)));
	const to = async (openid: string) => (await campaign.send({ call, openid })).verdict;
	return { stop, json, gates, call, campaign, to };
}

const later = async () => await new Promise((resolve) => setImmediate(resolve));

test('the execution is stopped: who waits for a turn, and who comes later, gets nothing and is told so', async () => {
	const { stop, json, gates, to } = scene();
	const [first, second] = [to('o1'), to('o2')];
	await later();
	gates[0]();
	await first;
	stop.abort();
	gates[1]();
	expect([await first, await second, await to('o3')]).toMatchObject([
		{ status: 'sent' },
		{ status: 'failed', reason: 'not tried: the execution was stopped', safe_to_repeat: true },
		{ status: 'failed', reason: 'not tried: the execution was stopped' },
	]);
	expect(json).toHaveBeenCalledTimes(1);
});

test('who waits for a turn is not tried after a failure that is everybody’s', async () => {
	const { json, gates, campaign, to } = scene(async () => await Promise.reject(refused(48001)));
	const [first, second] = [to('o1'), to('o2')];
	await later();
	gates[0]();
	expect(await first).toMatchObject({ status: 'failed', errcode: 48001, reason: expect.stringContaining('. Ask') });
	gates[1]();
	expect(await second).toMatchObject({ reason: 'not tried: WeChat refused: no (48001)' });
	expect(json).toHaveBeenCalledTimes(1);
	expect(campaign.failure).toBeInstanceOf(WechatRefusal);
});

/** One after the other, each without waiting; what WeChat says is in the openid. */
function inTurn(answers: Record<string, Error>) {
	const { call, json } = scene(async ({ touser }) => {
		const error = answers[String(touser).replace(/\d+$/, '')];
		return error ? await Promise.reject(error) : { msgid: '1' };
	});
	const campaign = new Campaign(call, REQUEST, async () => {});
	const to = async (openid: string, template_id = 't1') => (await campaign.send({ call: { ...call, parameters: { template_id } }, openid })).verdict;
	return { campaign, to, json };
}

const refused = (errcode: number) => new WechatRefusal({ errcode, errmsg: 'no', rid: null, hint: 'Ask', details: {}, kind: 'final' });
const lost = new Unreachable('The connection was cut', 'Look in WeChat', 'unknown');

test.each([43104, 50003, 40003, 47003, 45033, 12345])('%d is one person’s: the next one is sent to, and nothing is thrown', async (errcode) => {
	const { campaign, to } = inTurn({ no: refused(errcode) });
	expect([await to('no1'), await to('o2')]).toMatchObject([{ status: 'failed', errcode, msgid: null }, { status: 'sent', msgid: '1' }]);
	expect(campaign.failure).toBeUndefined();
});

test.each([40037, 40249, 43116, 200013])('a template that is gone or blocked (%d) is nobody’s trouble who gets another one', async (errcode) => {
	const { to, json } = inTurn({ gone: refused(errcode) });
	expect([await to('gone1'), await to('o2'), await to('o3', 't2')]).toMatchObject([
		{ errcode, safe_to_repeat: true },
		{ reason: `not tried: WeChat refused: no (${errcode})`, safe_to_repeat: true },
		{ status: 'sent' },
	]);
	expect(json).toHaveBeenCalledTimes(2);
});

test.each([
	['what is wrong for everybody', 45009, true],
	['the quota of the minute', 45011, true],
	['what is wrong with the person', 40003, false],
	['what is wrong with the message', 47003, false],
])('%s (%d) was surely not sent; it is safe to repeat where that may help: %s', async (_, errcode, again) => {
	const { to } = inTurn({ no: refused(errcode) });
	expect(await to('no1')).toMatchObject({ errcode, safe_to_repeat: again });
});

test('a refusal after a try that may have gone out is no leave to send again', async () => {
	const { to } = inTurn({ no: Object.assign(refused(45009), { outcome: 'unknown' }), gone: Object.assign(refused(40037), { outcome: 'unknown' }) });
	expect([await to('no1'), await to('gone2')]).toMatchObject([{ safe_to_repeat: false }, { safe_to_repeat: false }]);
});

test('nobody answers at that address: that is everybody’s', async () => {
	const { campaign, to } = inTurn({ no: new Unreachable('Nobody answers', 'Check', 'not done') });
	expect([await to('no1'), await to('o2')]).toMatchObject([{ reason: 'Nobody answers. Check', safe_to_repeat: true }, { reason: 'not tried: Nobody answers' }]);
	expect(campaign.failure).toBeInstanceOf(Unreachable);
});

test('who got it comes once more after the end: that is no message that was not tried', async () => {
	const { to } = inTurn({ quota: refused(45009) });
	expect([await to('o1'), await to('quota2'), await to('o1'), await to('o3')]).toMatchObject([
		{ status: 'sent' },
		{ status: 'failed', safe_to_repeat: true },
		{ status: 'skipped', safe_to_repeat: false },
		{ status: 'failed', reason: expect.stringMatching(/^not tried: /), safe_to_repeat: true },
	]);
});

test('who may have got it has been reached: what ends it later is no reason to try all again', async () => {
	const { campaign, to } = inTurn({ lost, quota: refused(45009) });
	expect([await to('lost1'), await to('quota2')]).toMatchObject([{ safe_to_repeat: false }, { errcode: 45009 }]);
	expect(campaign.failure).toBeUndefined();
});

test.each(['o', 'no'])('sixteen lost answers end it when nobody, not even one whom WeChat refused, was between them (%s)', async (between) => {
	const { to } = inTurn({ lost, no: refused(40003) });
	for (let n = 0; n < 15; n++) await to(`lost${n}`);
	await to(`${between}15`);
	for (let n = 16; n < 32; n++) expect((await to(`lost${n}`)).reason).toContain('may have been sent: The connection was cut');
	expect((await to('o32')).reason).toBe('not tried: The connection was cut');
});

import type { IDataObject } from 'n8n-workflow';
import type { Outgoing } from '../../simulator/http/message';
import type { NodeInput, Run } from '../engine';
import { items, MERCHANT, withWechat, type Wechat } from '../wechat';
import { startLine, type Line } from './line';
import { MADE, type Made } from './made';
import { NOWHERE } from './shop';

/**
 * Whatever goes wrong between n8n and WeChat Pay, for an order, a refund and a transfer: nothing is made twice, and
 * nothing that WeChat made is reported as failed without its number and “look it up”.
 *
 * | what goes wrong                                     | once                | until the node gives up, after three tries |
 * |-----------------------------------------------------|---------------------|--------------------------------------------|
 * | connection cut before the request arrived           | made by the 2nd try | not made; “may exist, look it up”          |
 * | connection cut after it                             | made by the 1st     | made; “may exist, look it up”              |
 * | 429 with WeChat's code                              | made by the 2nd     | not made; “too many calls”                 |
 * | 429, 500, 502, 503 of a gateway, before WeChat      | made by the 2nd     | not made; “may exist, look it up”          |
 * | 500, 502, 503, 504 of one, in place of the answer   | made by the 1st     | made; “may exist, look it up”              |
 * | SYSTEM_ERROR, BANK_ERROR, SERVICE_UNAVAILABLE,      | made by either      | made or not; “may exist, look it up”       |
 * |   a code that nobody knows, with 500                |                     |                                            |
 * | a page or a redirect in place of the answer         | made by the 1st     | made; “may exist, look it up”              |
 * | signature wrong, missing, SIGNTEST; unknown serial; | made by the 1st     | made; “may exist, look it up”              |
 * |   old timestamp                                     |                     |                                            |
 *
 * Made by the 1st: the 2nd, with the same number, gets the same thing again. Retry On Fail sends nothing more.
 *
 * | n8n's clock ten minutes off                         | not made; how much the clock is off, and which way               |
 * | another platform certificate signs from item 2 on   | all made, all reported                                           |
 * | the same, and WeChat did not list it a moment ago   | all made; items 2 and 3 “may exist, look it up”                  |
 * | the public key takes over from item 2 on            | all made, all reported                                           |
 * | the same, and the credential does not have it       | item 1 made and reported; the others not made, and why           |
 */
jest.mock('n8n-workflow', () => ({
	...jest.requireActual<typeof import('n8n-workflow')>('n8n-workflow'),
	sleep: async () => undefined,
}));

/** What the node must never call made, and what it must never call failed. */
interface Fault {
	/** What comes in WeChat's place, before it heard of the request or when it has done it. */
	before?: Outgoing | 'cut';
	after?: Outgoing | 'cut';
	/** What the simulator does by itself. */
	wechat?: IDataObject;
	/** Whether WeChat has done it. */
	done: boolean;
	/** What the node's message begins with in the end. */
	says: string;
	/** WeChat itself has said that nothing was done. */
	isSettled?: true;
}

const page = (status: number, headers: Record<string, string> = {}): Outgoing => ({
	...{ status, headers: { 'content-type': 'text/html', ...headers } },
	body: `<html><body><h1>${status}</h1></body></html>`,
});
const code = (status: number, name: string): Outgoing => ({
	...{ status, headers: { 'content-type': 'application/json' } },
	body: JSON.stringify({ code: name, message: 'busy' }),
});
const answered = (status: number) => `WeChat Pay's server answered with HTTP status ${status}`;
const CUT = 'WeChat Pay could not be reached: the connection was cut';
const FORGED = "The answer cannot be trusted to be WeChat Pay's. ";

const FAULTS: Record<string, Fault> = {
	'cut before the request arrived': { before: 'cut', done: false, says: CUT },
	'cut after the request arrived': { after: 'cut', done: true, says: CUT },
	'429 of WeChat': { before: code(429, 'RATELIMIT_EXCEEDED'), done: false, says: 'WeChat refused: busy (RATELIMIT_EXCEEDED)', isSettled: true },
	'FREQUENCY_LIMITED of WeChat': { before: code(429, 'FREQUENCY_LIMITED'), done: false, says: 'WeChat refused: busy (FREQUENCY_LIMITED)', isSettled: true },
	'429 of a gateway, before': { before: page(429), done: false, says: answered(429) },
	'500 of a gateway, before': { before: page(500), done: false, says: answered(500) },
	'502 of a gateway, before': { before: page(502), done: false, says: answered(502) },
	'503 of a gateway, before': { before: page(503), done: false, says: answered(503) },
	'500 of a gateway, after': { after: page(500), done: true, says: answered(500) },
	'502 of a gateway, after': { after: page(502), done: true, says: answered(502) },
	'504 of a gateway, after': { after: page(504), done: true, says: answered(504) },
	'503 of a gateway, after': { after: page(503), done: true, says: answered(503) },
	'SYSTEM_ERROR, not done': { before: code(500, 'SYSTEM_ERROR'), done: false, says: 'WeChat refused: busy (SYSTEM_ERROR)' },
	'SYSTEM_ERROR, done': { after: code(500, 'SYSTEM_ERROR'), done: true, says: 'WeChat refused: busy (SYSTEM_ERROR)' },
	'BANK_ERROR, done': { after: code(500, 'BANK_ERROR'), done: true, says: 'WeChat refused: busy (BANK_ERROR)' },
	'a new code with 500, done': { after: code(500, 'NEW_TROUBLE'), done: true, says: 'WeChat refused: busy (NEW_TROUBLE)' },
	'SERVICE_UNAVAILABLE, done': { after: code(503, 'SERVICE_UNAVAILABLE'), done: true, says: 'WeChat refused: busy (SERVICE_UNAVAILABLE)' },
	'a page in place of the answer': { after: page(200), done: true, says: `${FORGED}The header Wechatpay-timestamp is missing.` },
	'a redirect in place of the answer': { after: page(302, { location: 'https://login.example/' }), done: true, says: answered(302) },
	'a wrong signature': { wechat: { badSignature: true }, done: true, says: `${FORGED}Its signature is wrong.` },
	'a missing signature': { wechat: { badSignature: 'missing' }, done: true, says: `${FORGED}The header Wechatpay-timestamp is missing.` },
	SIGNTEST: { wechat: { badSignature: 'signtest' }, done: true, says: `${FORGED}Its signature is wrong.` },
	'an unknown serial': { wechat: { badSignature: 'serial' }, done: true, says: `${FORGED}It is signed with a key that the credential does not have` },
	'an old timestamp': { wechat: { badSignature: 'timestamp' }, done: true, says: `${FORGED}Its time is more than five minutes off` },
};

const TRIES = 3;
const { mchid, certificates } = MERCHANT;

/** A shop of its own, with a line to it on which things go wrong. */
async function scene(made: Made, act: (wechat: Wechat, line: Line) => Promise<void>): Promise<void> {
	await withWechat(async (wechat) => {
		const line = await startLine(wechat.url);
		try {
			wechat.payCredential({ baseUrl: line.url, notifyUrl: NOWHERE });
			await made.before(wechat);
			await act(wechat, line);
		} finally {
			await line.close();
		}
	});
}

/** The fault meets the next calls of the path. */
async function goWrong({ before, after, wechat: simulated }: Fault, { path }: Made, wechat: Wechat, line: Line, times: number): Promise<void> {
	if (simulated) await wechat.fault({ path, ...simulated, times });
	let left = times;
	const next = (asked: string) => asked === path && left-- > 0;
	if (before) line.before = (request) => (next(request.path) ? before : undefined);
	if (after) line.after = (request) => (next(request.path) ? after : undefined);
}

/** What was sent to make it: each try signed anew, but otherwise the same to the byte. */
function tries({ requests }: Line, { path }: Made): number {
	const sent = requests.filter((request) => request.path === path);
	expect(new Set(sent.map(({ body }) => body.toString('base64'))).size).toBe(1);
	expect(new Set(sent.map(({ headers }) => headers.authorization)).size).toBe(sent.length);
	return sent.length;
}

describe.each(MADE)('$what', (made) => {
	const { what, by, number } = made;
	const one: IDataObject = { [by]: number };
	const mayExist = `. The ${what} ${number} may exist all the same: never take a new number for it`;
	const LOOK = 'Look it up by this number (operation Get) before anything else';

	test.concurrent.each(Object.entries(FAULTS))('once: %s', async (_, fault) =>
		await scene(made, async (wechat, line) => {
			await goWrong(fault, made, wechat, line, 1);
			const run = await wechat.run(made.node());
			expect(run.json('WeChat')).toMatchObject([one]);
			expect([await made.numbers(wechat), tries(line, made)]).toEqual([[number], 2]);
		}));

	test.concurrent.each(Object.entries(FAULTS))('always: %s', async (_, fault) =>
		await scene(made, async (wechat, line) => {
			await goWrong(fault, made, wechat, line, TRIES);
			const run = await wechat.run(made.node());
			expect(run.items('WeChat')).toBeUndefined();
			const { message, description } = run.error!;
			expect(message.slice(0, fault.says.length)).toBe(fault.says);
			expect([message.endsWith(mayExist), String(description).includes(LOOK)]).toEqual(Array(2).fill(!fault.isSettled));
			expect([await made.numbers(wechat), tries(line, made)]).toEqual([fault.done ? [number] : [], TRIES]);

			const again = await wechat.run(made.node());
			expect(again.json('WeChat')).toMatchObject([one]);
			expect(await made.numbers(wechat)).toEqual([number]);
		}));

	test.concurrent.each<[string, IDataObject]>([
		['cut after the request arrived', { onError: 'stopWorkflow' }],
		['cut after the request arrived', { onError: 'continueErrorOutput' }],
		['a wrong signature', { onError: 'stopWorkflow' }],
		['502 of a gateway, after', { onError: 'continueRegularOutput' }],
	])('Retry On Fail, always: %s, %p', async (name, settings) =>
		await scene(made, async (wechat, line) => {
			await goWrong(FAULTS[name], made, wechat, line, 99);
			const run = await wechat.run(made.node({ ...settings, retryOnFail: true, maxTries: 3, waitBetweenTries: 1 } as Partial<NodeInput>));
			expect(said(run)).toContain(mayExist);
			expect([await made.numbers(wechat), tries(line, made)]).toEqual([[number], TRIES]);
		}));

	test.concurrent.each([
		[600, 'behind'],
		[-600, 'ahead'],
	])('WeChat’s clock is %p seconds further: n8n’s is ten minutes %s', async (advance, way) =>
		await scene(made, async (wechat, line) => {
			await wechat.client.control('/clock', { advance });
			const { error } = await wechat.run(made.node());
			expect(error).toMatchObject({ httpCode: 'SIGN_ERROR', description: expect.stringContaining(`The clock of this n8n server is 10 minutes ${way}. Set it right`) });
			expect(error?.message).not.toContain('may exist');
			expect([await made.numbers(wechat), tries(line, made)]).toEqual([[], 1]);

			await wechat.client.control('/clock', { advance: -advance });
			expect((await wechat.run(made.node())).json('WeChat')).toMatchObject([one]);
		}));

	describe('WeChat changes its key while the second of three is made', () => {
		const [older, newer] = certificates.map(({ serial }) => serial);
		const numbers = ['A', 'B', 'C'].map((letter) => `${number}${letter}`);
		const three = items(...numbers.map((each) => ({ number: each })));

		/** Runs three items; `change` happens when the second is on its way, before or after WeChat has it. */
		const during = async (
			when: 'after' | 'before',
			[from, to]: [IDataObject, IDataObject],
			credential: IDataObject,
			check: (run: Run, wechat: Wechat) => Promise<void>,
			settings: Partial<NodeInput> = {},
		) =>
			await scene(made, async (wechat, line) => {
				wechat.payCredential({ baseUrl: line.url, notifyUrl: NOWHERE, ...credential });
				await wechat.client.control('/merchants', { mchid, ...from });
				let sent = 0;
				line.before = async ({ path }) => {
					if (path !== made.path || ++sent !== (when === 'before' ? 2 : 3)) return undefined;
					const { error } = await wechat.client.control('/merchants', { mchid, ...to });
					expect(error).toBeUndefined();
					return undefined;
				};
				const run = await wechat.run(made.node(settings, '={{ $json.number }}'), { items: three });
				await check(run, wechat);
			});

		const allMade = async (run: Run, wechat: Wechat) => {
			expect(run.error).toBeUndefined();
			expect(run.json('WeChat')!.map((json) => json[by])).toEqual(numbers);
			expect((await made.numbers(wechat)).sort()).toEqual(numbers);
		};

		const BY_CERTIFICATE = { mode: 'platformCertificate', certificates: [older, newer], signingCertificate: older };
		const NO_PUBLIC_KEY = { verifyWith: 'platformCertificate', publicKeyId: '', publicKey: '' };
		const BOTH = { verifyWith: 'platformCertificate' };
		const SWITCHING = { ...BY_CERTIFICATE, mode: 'switching' };

		test.concurrent.each<['after' | 'before', string, [IDataObject, IDataObject], IDataObject]>([
			['before', 'the newer certificate signs', [BY_CERTIFICATE, { signingCertificate: newer }], NO_PUBLIC_KEY],
			['before', 'the older certificate is gone', [BY_CERTIFICATE, { signingCertificate: newer, certificates: [newer] }], NO_PUBLIC_KEY],
			['before', 'the change to the public key begins', [BY_CERTIFICATE, { mode: 'switching' }], NO_PUBLIC_KEY],
			['before', 'only the public key is left', [SWITCHING, { mode: 'publicKey' }], BOTH],
			['after', 'only the public key is left', [SWITCHING, { mode: 'publicKey' }], BOTH],
			['before', 'only the public key is left, and the credential says so', [SWITCHING, { mode: 'publicKey' }], {}],
			['before', 'the change to the public key is called off', [SWITCHING, { mode: 'platformCertificate' }], NO_PUBLIC_KEY],
		])('%s WeChat has it, %s: all are made, and reported', async (when, __, change, credential) =>
			await during(when, change, credential, allMade));

		const goOn: Partial<NodeInput> = { onError: 'continueRegularOutput' };

		test.concurrent('a certificate that was not there a moment ago signs: what was made is named as what may exist', async () => {
			const change: [IDataObject, IDataObject] = [{ ...BY_CERTIFICATE, certificates: [older] }, { certificates: [older, newer], signingCertificate: newer }];
			await during('before', change, NO_PUBLIC_KEY, async (run, wechat) => {
				const [first, ...others] = run.json('WeChat')!;
				expect(first).toMatchObject({ [by]: numbers[0] });
				expect(first.error).toBeUndefined();
				expect(others.map(({ error }) => String(error).includes('may exist all the same'))).toEqual([true, true]);
				expect(others.map((json) => json[by])).toEqual(numbers.slice(1));
				expect((await made.numbers(wechat)).sort()).toEqual(numbers);
			}, goOn);
		});

		test.concurrent('only the public key is left, and the credential does not have it: nothing more is made, and it says why', async () =>
			await during('before', [SWITCHING, { mode: 'publicKey' }], NO_PUBLIC_KEY, async (run, wechat) => {
				const why = 'WeChat Pay API credential: this merchant has no platform certificates';
				expect(run.json('WeChat')!.map(({ error }) => error)).toEqual([undefined, why, why]);
				expect(await made.numbers(wechat)).toEqual([numbers[0]]);
			}, goOn));
	});
});

/** What the error says, or the item of an item that failed. */
function said(run: Run): string {
	return run.error?.message ?? String([...(run.json('WeChat') ?? []), ...(run.json('WeChat', 1) ?? [])][0]?.error);
}

import { inPortions, portions } from '../../nodes/operation/portions';
import { Unreachable, WechatRefusal } from '../../nodes/transport/errors';

test.each([
	[0, 20, []],
	[1, 20, [1]],
	[20, 20, [20]],
	[21, 20, [20, 1]],
	[120, 50, [50, 50, 20]],
])('%d in portions of %d: %j', (count, size, sizes) => {
	const list = Array.from({ length: count }, (_, index) => index);
	const cut = portions(list, size);
	expect(cut.map(({ length }) => length)).toEqual(sizes);
	expect(cut.flat()).toEqual(list);
});

describe('sent in portions', () => {
	const refusal = (errcode: number, details = {}) =>
		new WechatRefusal({ errcode, errmsg: 'words', rid: null, hint: 'hint', details, kind: 'final' });
	const partly = (...fail_openid_list: string[]) => refusal(45171, { fail_openid_list });

	/** Sends a to f two at a time; each portion meets its error, if it has one. */
	async function send(errors: Record<string, Error>, list = ['a', 'b', 'c', 'd', 'e', 'f']) {
		const sent: string[] = [];
		const error = await inPortions(list, 2, async (portion) => {
			sent.push(portion.join(''));
			if (errors[portion.join('')]) throw errors[portion.join('')];
		}).then(() => undefined, (thrown: unknown) => thrown);
		return { sent, error: error as any };
	}

	test('all of them', async () => expect(await send({})).toEqual({ sent: ['ab', 'cd', 'ef'], error: undefined }));

	test('done in part: the other portions go out, and who was left out is told', async () => {
		const { sent, error } = await send({ ab: partly('b'), ef: partly('e') });
		expect(sent).toEqual(['ab', 'cd', 'ef']);
		expect(error.message).toBe('WeChat refused: words; done for 4 of 6, not for b, e (45171)');
		expect(error.refusal).toMatchObject({
			errcode: 45171,
			hint: 'hint',
			details: { done: 'a, c, d, f', not_done: 'b, e', fail_openid_list: ['b', 'e'] },
		});
	});

	test('any other refusal ends it: who was done before is told', async () => {
		const { sent, error } = await send({ cd: refusal(45059) });
		expect(sent).toEqual(['ab', 'cd']);
		expect(error.message).toBe('WeChat refused: words; done for 2 of 6, not for c, d, e, f (45059)');
		expect(error.refusal.details).toEqual({ done: 'a, b', not_done: 'c, d, e, f' });
	});

	test('a refusal after a part: both are told', async () => {
		const { error } = await send({ ab: partly('b'), ef: refusal(45059) });
		expect(error.refusal).toMatchObject({ errcode: 45059, details: { done: 'a, c, d', not_done: 'b, e, f' } });
	});

	test('nobody answers any more', async () => {
		const { error } = await send({ ef: new Unreachable('WeChat could not be reached', 'what to do', 'not done') });
		expect(error).toBeInstanceOf(Unreachable);
		expect(error).toMatchObject({ message: 'WeChat could not be reached; done for 4 of 6, not for e, f', description: 'what to do', outcome: 'not done' });
	});

	test('the first portion is refused: as it is', async () => {
		const error = refusal(45159);
		expect((await send({ ab: error })).error).toBe(error);
	});

	test('many names are shortened in the message only', async () => {
		const list = [...'abcdefghi'];
		const { error } = await send({ cd: refusal(45059) }, list);
		expect(error.message).toContain('done for 2 of 9, not for c, d, e, f, g … (45059)');
		expect(error.refusal.details.not_done).toBe('c, d, e, f, g, h, i');
	});

	test('a mistake of ours is thrown as it is', async () => {
		const error = new TypeError('x');
		expect((await send({ cd: error })).error).toBe(error);
	});
});

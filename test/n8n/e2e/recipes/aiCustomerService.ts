import { startModel, type Script } from '../modelStandIn';
import { errorOf, good, itemsOf, jsonOf, ran, type Json } from '../outcome';
import type { Execution } from '../../privateN8n/executions';
import type { Recipe } from './recipe';
import type { Stage } from './stage';

const LAN = 'lan@lotustea';
const MARK = '\n\n（由AI生成 · written by AI）';

/** There is no chat model to be had here: a stand-in of OpenAI's HTTP API says what the tests tell it to. */
const script: Script = { words: '' };
let model: Awaited<ReturnType<typeof startModel>>;

/** The model's part in a test; what is not told is as usual. */
const plays = (part: Partial<Script>): void => void Object.assign(script, { words: 'Hello!', toolCalls: undefined, thinks: 0, failsWith: undefined, ...part });

interface Asked {
	/** What WeChat got in the same exchange. */
	outcome: string;
	reply: Json | null;
	execution: Execution;
}

/** A customer writes, and the model plays its part. */
async function write(stage: Stage, openid: string, Content: string, part: Partial<Script> = {}): Promise<Asked> {
	plays(part);
	return await push(stage, { openid, MsgType: 'text', Content });
}

async function push(stage: Stage, message: Json): Promise<Asked> {
	let pushed: Json = {};
	const [execution] = await stage.allTriggered(1, async () => {
		pushed = await stage.wechat.control('/push', message);
	});
	return { outcome: pushed.outcome, reply: pushed.reply, execution };
}

/** A customer writes, and the execution comes to a good end. */
async function ask(...what: Parameters<typeof write>): Promise<Asked> {
	const asked = await write(...what);
	good(asked.execution);
	return asked;
}

/** What the model was told in the last of its calls. */
const told = (): Array<{ role: string; content?: unknown }> => model.heard.at(-1)!.messages;
const servedBy = async ({ wechat }: Stage, openid: string): Promise<string> =>
	(await wechat.get('/customservice/kfsession/getsession', { openid })).kf_account;
const online = async ({ wechat }: Stage, isOnline: boolean): Promise<void> => await wechat.control('/staff', { kf_account: LAN, online: isOnline });

export const aiCustomerService: Recipe = {
	name: 'ai-customer-service',
	tables: [{ name: 'Customer Orders', columns: { openid: 'string', out_trade_no: 'string', product: 'string', status: 'string' } }],
	async standIns() {
		model = await startModel(script);
		return {
			credentials: [{ id: 'model', name: 'Model', type: 'openAiApi', data: { apiKey: 'none', url: model.url } }],
			close: () => model.close(),
		};
	},
	async fillIn(stage) {
		for (const node of ['Hand_Over_to_Staff', 'Call a Colleague']) {
			await stage.change(node, ({ parameters }) => (parameters.kf_account.value = LAN));
		}
	},
	check(stage) {
		beforeEach(async () => await online(stage, true));

		it('a quick answer is the reply itself, with the shop’s facts, marked as AI’s', async () => {
			const openid = await stage.wechat.follower();
			const { outcome, reply } = await ask(stage, openid, 'When are you open?', { words: 'From 9 to 21.' });
			expect([outcome, reply?.Content]).toEqual(['reply', `From 9 to 21.${MARK}`]);
			expect(told()).toMatchObject([
				{ role: 'system', content: expect.stringContaining('12 Lake Road') },
				{ role: 'user', content: 'When are you open?' },
			]);
		});

		it('remembers what this customer asked before, and nothing of others', async () => {
			const [openid, other] = [await stage.wechat.follower(), await stage.wechat.follower()];
			await ask(stage, openid, 'How much is Longjing?', { words: '¥128.' });
			await ask(stage, other, 'Are you there?');
			expect(told().slice(1).map(({ content }) => content)).toEqual(['Are you there?']);
			await ask(stage, openid, 'And how do I return it?', { words: 'Within 7 days.' });
			await ask(stage, openid, 'Unopened?');
			expect(told().slice(1).map(({ content }) => content)).toEqual([
				...['How much is Longjing?', '¥128.'],
				...['And how do I return it?', 'Within 7 days.', 'Unopened?'],
			]);
		});

		it('an answer that takes longer than WeChat waits follows as a customer service message; the customer sees typing meanwhile', async () => {
			const since = await stage.lastCall();
			const openid = await stage.wechat.follower();
			const { outcome } = await ask(stage, openid, 'Tell me all about tea', { words: 'It is a long story.', thinks: 6000 });
			expect(outcome).toBe('success');
			expect(await stage.phone(openid)).toMatchObject([{ via: 'customer_service', content: { content: `It is a long story.${MARK}` } }]);
			const [typing] = await stage.calls('/cgi-bin/message/custom/typing', since);
			const [answer] = await stage.calls('/cgi-bin/message/custom/send', since);
			expect(typing).toMatchObject({ body: { touser: openid, command: 'Typing' } });
			expect(typing.n).toBeLessThan(answer.n);
		});

		it('looks up the orders of whoever is writing, and of nobody else', async () => {
			const [openid, other] = [await stage.wechat.follower(), await stage.wechat.follower()];
			await stage.n8n.tables.insert('Customer Orders', [
				{ openid, out_trade_no: 'LT-1', product: 'Longjing', status: 'On its way: SF123' },
				{ openid: other, out_trade_no: 'LT-2', product: 'Jasmine tea', status: 'Paid' },
			]);
			const { reply } = await ask(stage, openid, 'Where is my order?', { toolCalls: { Look_Up_My_Order: {} }, words: 'It is on its way.' });
			expect(reply?.Content).toBe(`It is on its way.${MARK}`);
			const [{ content }] = told().filter(({ role }) => role === 'tool');
			expect(content).toEqual(expect.stringContaining('On its way: SF123'));
			expect(content).not.toEqual(expect.stringContaining('LT-2'));
		});

		it('hands over by its tool to the colleague who was chosen; from then on it is silent', async () => {
			const openid = await stage.wechat.follower();
			const { reply } = await ask(stage, openid, 'My tea is damp!', { toolCalls: { Hand_Over_to_Staff: {} }, words: 'A colleague will write to you.' });
			expect(reply?.Content).toContain('A colleague will write to you.');
			expect(await servedBy(stage, openid)).toBe(LAN);
			const calls = model.heard.length;
			const next = await ask(stage, openid, 'Hello? Is anybody there?');
			expect([next.outcome, next.reply?.MsgType, model.heard.length]).toEqual(['reply', 'transfer_customer_service', calls]);
		});

		it('is told when the colleague is not online', async () => {
			await online(stage, false);
			const openid = await stage.wechat.follower();
			await ask(stage, openid, 'My tea is damp!', { toolCalls: { Hand_Over_to_Staff: {} }, words: 'Nobody is there: write 人工.' });
			expect(told().find(({ role }) => role === 'tool')?.content).toEqual(expect.stringMatching(/65415|online/));
			expect(await stage.texts(openid)).toEqual([`Nobody is there: write 人工.${MARK}`]);
		});

		it.each(['转人工', 'I want a real person!'])('“%s” goes to whoever of the staff is free, and waiting customers are not answered by AI', async (words) => {
			const openid = await stage.wechat.follower();
			const calls = model.heard.length;
			const asked = await ask(stage, openid, words);
			expect([asked.outcome, asked.reply?.MsgType]).toEqual(['reply', 'transfer_customer_service']);
			expect((await stage.texts(openid)).at(-1)).toMatch(/A colleague of ours will answer you here/);
			await stage.wechat.control('/waiting', { openids: [openid] });
			const next = await ask(stage, openid, 'When are you open?');
			expect([next.reply?.MsgType, ran(next.execution, 'Pass On to Staff'), model.heard.length]).toEqual(['transfer_customer_service', true, calls]);
		});

		it('a picture goes to staff', async () => {
			const openid = await stage.wechat.follower();
			const { reply, execution } = await push(stage, { openid, MsgType: 'image' });
			expect([reply?.MsgType, ran(execution, 'AI Agent')]).toEqual(['transfer_customer_service', false]);
			expect(itemsOf(execution, 'Who Answers?', 1)).toHaveLength(1);
		});

		it.each<[string, Partial<Script>]>([
			['is out of order', { failsWith: 500 }],
			['says nothing', { words: '' }],
			['does not answer in time', { thinks: 3000 }],
		])('when the model %s, the customer reads an apology, a colleague is called, and the execution is red', async (_case, part) => {
			await stage.change('Chat Model', ({ parameters }) => (parameters.options.timeout = 1000));
			const openid = await stage.wechat.follower();
			const { execution } = await write(stage, openid, 'When are you open?', part);
			expect(await stage.texts(openid)).toEqual([expect.stringMatching(/^Sorry.*A colleague of ours takes over/)]);
			expect(await servedBy(stage, openid)).toBe(LAN);
			expect(errorOf(execution)).toMatch(/^The AI gave no answer, and the customer got an apology/);
		});

		it('when nobody is online either, the customer reads how to wait for somebody', async () => {
			await online(stage, false);
			const openid = await stage.wechat.follower();
			await write(stage, openid, 'When are you open?', { failsWith: 500 });
			expect(await stage.texts(openid)).toEqual([expect.stringMatching(/^Sorry.*Write 人工/)]);
		});

		it('answers also where WeChat has no customer service for the account', async () => {
			const fault = { errcode: 48001, times: 1 };
			for (const path of ['/customservice/kfsession/getsession', '/customservice/kfsession/getwaitcase', '/cgi-bin/message/custom/typing']) {
				await stage.wechat.control('/faults', { path, ...fault });
			}
			const { reply, execution } = await ask(stage, await stage.wechat.follower(), 'When are you open?', { words: 'From 9.' });
			expect(reply?.Content).toBe(`From 9.${MARK}`);
			expect(jsonOf(execution, 'Back to the Message')).toMatchObject([{ with_staff: false }]);
		});
	},
};

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import axios from 'axios';
import { good, type Json } from '../outcome';
import type { Execution } from '../../privateN8n/executions';
import { submitForm } from './form';
import { withOpenChat } from './openChat';
import type { Recipe } from './recipe';
import type { Stage } from './stage';

const TITLE = 'The first spring tea';
const TEXT = '# The first spring tea\n\nPicked **last week**.\n\n![Tea](tea.jpg)\n\n| Tea | Price |\n|---|---|\n| Longjing | ¥128 |\n';

/** Whoever decides, and whoever writes. */
let boss: string;
let writer: string;

const drafts = async ({ wechat }: Stage): Promise<number> => (await wechat.get('/cgi-bin/draft/count')).total_count;

/** The writer sends the form; until the execution waits or has ended. */
async function send(stage: Stage, text = TEXT, title = ''): Promise<Execution> {
	const picture = new File([new Uint8Array(await readFile(join(__dirname, '../../../simulator/push/tea.jpg')))], 'tea.jpg', { type: 'image/jpeg' });
	const [execution] = await stage.allTriggered(1, async () => await submitForm(`${stage.n8n.url}/form/wechat-article`, [text, [picture], title]), ['waiting', 'success', 'error']);
	return execution;
}

/** The last message on the phone of whoever decides is the question with its two answers. */
async function isAsked(stage: Stage): Promise<void> {
	const { type, content } = (await stage.phone(boss)).at(-1)!;
	expect([type, content.head_content]).toEqual(['msgmenu', expect.stringContaining('Shall “The first spring tea” be published?')]);
	expect(content.list.map((one: Json) => one.content)).toEqual(['Publish', 'Not yet']);
}

const PUBLISH = 1;
const NOT_YET = 2;

/** Somebody taps an answer of the last question; WeChat is content, whatever comes of it. */
const tap = async ({ wechat }: Stage, entry: number, by = boss): Promise<void> =>
	expect(await wechat.control('/answer', { openid: boss, entry, by })).toMatchObject({ outcome: 'success', tries: [expect.anything()] });

const UNPROXIED = { proxy: false, validateStatus: () => true } as const;

/** n8n looks once in a minute whether a time is over. */
const PATIENCE_MS = 90_000;

async function ended({ n8n }: Stage, { id }: Execution): Promise<Execution> {
	for (const until = Date.now() + PATIENCE_MS; Date.now() < until; await pause(200)) {
		const now = await n8n.execution(id);
		if (['success', 'error'].includes(now.status)) return now;
	}
	throw new Error(`Execution ${id} has not ended`);
}

/** Sent and answered, to the end. */
async function decided(stage: Stage, answer: number): Promise<Execution> {
	const execution = await send(stage);
	await tap(stage, answer);
	return await ended(stage, execution);
}
const lastWords = async (stage: Stage): Promise<string | undefined> => (await stage.texts(writer)).at(-1);

export const articleApproval: Recipe = {
	name: 'article-approval',
	tables: [],
	async fillIn(stage) {
		[boss, writer] = [await withOpenChat(stage), await withOpenChat(stage)];
		await stage.change('Who Is Who', ({ parameters }) => {
			const [decides, writes] = parameters.assignments.assignments;
			[decides.value, writes.value] = [boss, writer];
		});
	},
	check(stage) {
		it('the article is shown to whoever decides, published at a tap, and the writer gets the link', async () => {
			const execution = await send(stage);
			expect(execution.status).toBe('waiting');
			const { via, content } = (await stage.phone(boss)).at(-2)!;
			const { news_item } = await stage.wechat.post('/cgi-bin/draft/get', { media_id: content.media_id });
			expect([via, news_item]).toEqual(['preview', [expect.objectContaining({ title: TITLE, content: expect.stringMatching(/Picked <strong.*>last week<.*<img [^>]*mmbiz.*>Longjing</s) })]]);
			expect(news_item[0].content).not.toContain(TITLE);
			expect((await stage.wechat.post('/cgi-bin/material/batchget_material', { type: 'image', offset: 0, count: 1 })).item).toEqual([expect.objectContaining({ media_id: news_item[0].thumb_media_id })]);
			await isAsked(stage);
			await tap(stage, PUBLISH);
			good(await ended(stage, execution));
			const words = await stage.texts(writer);
			expect(words.at(-1)).toMatch(/^“The first spring tea” is published: https?:\/\//);
			expect(await drafts(stage)).toBe(0);
			await tap(stage, NOT_YET);
			expect(await stage.texts(writer)).toEqual(words);
		});

		it('“Not yet” deletes the draft, and the writer reads it', async () => {
			good(await decided(stage, NOT_YET));
			expect(await lastWords(stage)).toMatch(/^“The first spring tea” was not approved, and the draft is deleted/);
			expect(await drafts(stage)).toBe(0);
		});

		it('without an answer until the deadline the draft stays, and the writer reads it', async () => {
			const before = await drafts(stage);
			const limit = async (resumeAmount: number, resumeUnit: string) =>
				await stage.change('Ask', ({ parameters }) => Object.assign(parameters.options.limitWaitTime.values, { resumeAmount, resumeUnit }));
			await limit(0.05, 'minutes');
			good(await ended(stage, await send(stage)));
			expect(await lastWords(stage)).toMatch(/^Nobody has decided about “The first spring tea”/);
			expect(await drafts(stage)).toBe(before + 1);
			await limit(48, 'hours');
		});

		it('a tap of somebody else, or a guessed address, decides nothing', async () => {
			const execution = await send(stage);
			await tap(stage, PUBLISH, await stage.wechat.follower());
			const { id } = (await stage.phone(boss)).at(-1)!.content.list[0];
			const { nodes } = await stage.n8n.rest<Json>('GET', `/rest/workflows/${stage.id}`);
			const waiting = `${stage.n8n.url}/webhook-waiting/${execution.id}`;
			for (const url of [waiting, `${waiting}/${nodes.find((node: Json) => node.name === 'Ask').id}`]) {
				expect((await axios.get(url, UNPROXIED)).status).toBeGreaterThanOrEqual(400);
				const answer = { id, openid: boss, at: Date.now(), proof: 'guessed', choice: 0 };
				expect((await axios.post(url, answer, UNPROXIED)).status).toBeGreaterThanOrEqual(400);
			}
			expect((await stage.n8n.execution(execution.id)).status).toBe('waiting');
			await tap(stage, NOT_YET);
			good(await ended(stage, execution));
		});

		it('an account that may not publish: the writer reads that the draft is ready, and it is kept', async () => {
			const before = await drafts(stage);
			await stage.wechat.control('/faults', { path: '/cgi-bin/freepublish/submit', errcode: 48001 });
			good(await decided(stage, PUBLISH));
			expect(await lastWords(stage)).toMatch(/^“The first spring tea” is ready, but could not be published from here.*Publish it in the WeChat console/s);
			expect(await drafts(stage)).toBe(before + 1);
		});

		it('what WeChat does not let pass is told to the writer', async () => {
			await stage.wechat.control('/publishing', { status: 4 });
			good(await decided(stage, PUBLISH));
			expect(await lastWords(stage)).toMatch(/^“The first spring tea” is not published yet: WeChat did not let it pass/);
		});

		it('when whoever decides cannot be asked, the writer reads why, and the draft is kept', async () => {
			const before = await drafts(stage);
			await stage.wechat.control('/faults', { path: '/cgi-bin/message/custom/send', errcode: 45015 });
			good(await send(stage));
			expect(await lastWords(stage)).toMatch(/is a draft in the WeChat console .*but nobody could be asked: .*45015/s);
			expect(await drafts(stage)).toBe(before + 1);
		});

		it('a title in the form counts, not the heading', async () => {
			const execution = await send(stage, TEXT, 'Spring');
			const { content } = (await stage.phone(boss)).at(-1)!;
			expect(content.head_content).toContain('“Spring”');
			await tap(stage, NOT_YET);
			good(await ended(stage, execution));
		});

		it.each([
			['a text without a title', TEXT.replace(/^#.*/, ''), /“Title” is empty/],
			['a text without a picture', TEXT.replace(/^!.*/m, ''), /there is no picture in the text/],
			['a picture that nobody uploaded', TEXT.replace('tea.jpg', 'leaf.jpg'), /leaf\.jpg.*no file of this name.*It has these files: tea\.jpg/s],
		])('%s makes no draft, and the writer reads why', async (_, text, why) => {
			const before = await drafts(stage);
			good(await send(stage, text));
			expect(await lastWords(stage)).toMatch(/^Your article cannot be shown to whoever decides: /);
			expect(await lastWords(stage)).toMatch(why);
			expect(await drafts(stage)).toBe(before);
		});

		it('a draft that cannot be shown is kept, and the writer reads it', async () => {
			const before = await drafts(stage);
			await stage.wechat.control('/faults', { path: '/cgi-bin/message/mass/preview', errcode: 43004 });
			good(await send(stage));
			expect(await lastWords(stage)).toMatch(/^Your article cannot be shown to whoever decides: .*The draft is made all the same/s);
			expect(await drafts(stage)).toBe(before + 1);
		});

		it('who sends “openid” gets the own one', async () => {
			const openid = await stage.wechat.follower();
			const { reply } = await stage.wechat.control('/push', { openid, MsgType: 'text', Content: 'OpenID' });
			expect(reply?.Content).toBe(openid);
		});
	},
};

import type { IDataObject } from 'n8n-workflow';
import { fitsRule } from '../../nodes/webhook/wechat/rule';
import { officialAccount, useWechat } from './wechat';

/** Auto-Reply: the console's rules as rows that the WeChat Trigger's rules take. */
const wechat = useWechat();

const node = (more: IDataObject = {}) => officialAccount('autoReply', 'getAll', { returnAll: true, ...more });
const word = (match_mode: string, content: string) => ({ type: 'text', match_mode, content });
const rule = (rule_name: string, keyword_list_info: IDataObject[], ...reply_list_info: IDataObject[]) => ({
	rule_name,
	create_time: 1795176940,
	reply_mode: 'reply_all',
	keyword_list_info,
	reply_list_info,
});
const hello = { type: 'text', content: 'Hello' };

async function rowsOf(autoReplies: IDataObject): Promise<IDataObject[]> {
	await wechat.client.control('/console', { autoReplies });
	const run = await wechat.run(node());
	expect(run.error).toBeUndefined();
	return run.json('WeChat')!;
}

const keywordRules = async (...list: IDataObject[]) =>
	await rowsOf({ is_add_friend_reply_open: 0, is_autoreply_open: 1, keyword_autoreply_info: { list } });

test('nothing set up: no items', async () => {
	const run = await wechat.run(node());
	expect([run.error, run.json('WeChat')]).toEqual([undefined, []]);
});

test('a rule with words to contain and words to be makes a row for each way: a rule of the trigger has one', async () => {
	const rows = await keywordRules(rule('Tea', [word('contain', 'tea'), word('equal', '茶'), word('contain', 'green, please')], hello));
	expect(rows.map(({ match, keywords, reply_text }) => [match, keywords, reply_text])).toEqual([
		['contains', 'tea, green, please', 'Hello'],
		['is', '茶', 'Hello'],
	]);
});

test('match and keywords are what a rule of the trigger takes', async () => {
	const [contains, is] = await keywordRules(rule('A', [word('contain', 'coupon'), word('contain', '优惠')], hello), rule('B', [word('equal', '1')], hello));
	const fits = ({ match, keywords }: IDataObject, text: string) => fitsRule({ match, values: keywords }, { event: 'message.text', text });
	expect([fits(contains, 'a Coupon?'), fits(contains, '有优惠吗'), fits(contains, 'tea')]).toEqual([true, true, false]);
	expect([fits(is, '1'), fits(is, '12')]).toEqual([true, false]);
});

test('several replies of several types: one row, nothing lost', async () => {
	const news = { type: 'news', news_info: { list: [{ title: 'Spring', content_url: 'https://mp.weixin.example/s/1' }, { title: 'Summer', content_url: 'https://mp.weixin.example/s/2' }] } };
	const [row] = await keywordRules(
		rule('All', [word('equal', 'all')], hello, { type: 'text', content: 'Bye' }, { type: 'img', content: 'IMG_1' }, { type: 'voice', content: 'VOICE_1' }, { type: 'video', content: 'https://v.example/1.mp4' }, news),
	);
	expect(row).toMatchObject({
		rule: 'All',
		reply_mode: 'all of them',
		replies: 6,
		reply_type: 'text, image, voice, video, news',
		reply_text: 'Hello\n\nBye',
		reply_media_id: 'IMG_1, VOICE_1',
		reply_link: 'https://v.example/1.mp4, https://mp.weixin.example/s/1, https://mp.weixin.example/s/2',
		reply_title: 'Spring, Summer',
		created_at: '2026-11-20T20:15:40+08:00',
	});
});

test('a text that is an address is a text', async () => {
	const [row] = await keywordRules(rule('Shop', [word('equal', 'shop')], { type: 'text', content: 'https://lotus.example/' }));
	expect(row).toMatchObject({ reply_text: 'https://lotus.example/', reply_link: null });
});

test('switched off in the console: said, not left out', async () => {
	const rows = await rowsOf({ is_add_friend_reply_open: 0, is_autoreply_open: 0, add_friend_autoreply_info: hello, message_default_autoreply_info: hello });
	expect(rows.map(({ applies_to, is_on }) => [applies_to, is_on])).toEqual([
		['new follower', false],
		['every other message', false],
	]);
});

test('every row has the same columns', async () => {
	const rows = await rowsOf({
		is_add_friend_reply_open: 1,
		is_autoreply_open: 1,
		add_friend_autoreply_info: hello,
		message_default_autoreply_info: hello,
		keyword_autoreply_info: { list: [rule('A', [word('contain', 'a')], hello)] },
	});
	expect(new Set(rows.map((row) => Object.keys(row).sort().join())).size).toBe(1);
	expect(rows).toHaveLength(3);
});

test('a limit cuts the list; Simplify off adds the rule as WeChat tells it', async () => {
	const list = ['A', 'B', 'C'].map((name) => rule(name, [word('contain', name)], hello));
	await wechat.client.control('/console', { autoReplies: { is_add_friend_reply_open: 0, is_autoreply_open: 1, keyword_autoreply_info: { list } } });
	const run = await wechat.run(node({ returnAll: false, limit: 2, simplify: false }));
	expect(run.json('WeChat')!.map(({ rule: name, raw }) => [name, raw])).toEqual([
		['A', list[0]],
		['B', list[1]],
	]);
});

test('an account that is not verified has it too', async () => {
	await wechat.client.control('/accounts', { verified: false });
	expect((await wechat.run(node())).error).toBeUndefined();
});

test('a refusal comes with its code and what to do', async () => {
	await wechat.fault({ path: '/cgi-bin/get_current_autoreply_info', errcode: 48001 });
	expect((await wechat.run(node())).error).toMatchObject({ message: expect.stringContaining('(48001)'), description: expect.stringMatching(/.{20}/) });
});

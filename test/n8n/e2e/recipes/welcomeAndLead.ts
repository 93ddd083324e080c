import { sceneOfCampaign } from '../../../../nodes/protocol/campaign';
import { errorOf, jsonOf, ran, type Json } from '../outcome';
import type { Recipe } from './recipe';
import type { Stage } from './stage';

const FAIR = 'Nice to have met you at the spring fair! Show this message at our stand for a free cup of tea.';
const WELCOME = 'Welcome! Write “coupon” to get 10% off your first order.';

/** The names of this follower's tags. */
async function tagsOf({ wechat }: Stage, openid: string): Promise<string[]> {
	const { tags } = await wechat.get('/cgi-bin/tags/get');
	const { tagid_list } = await wechat.post('/cgi-bin/tags/getidlist', { openid });
	return tagid_list.map((tagid: number) => tags.find(({ id }: Json) => id === tagid).name);
}

/** Somebody new, or this follower, scans the code of this scene. */
const scan = async ({ wechat }: Stage, scene: string, openid?: string) => {
	const { ticket } = await wechat.post('/cgi-bin/qrcode/create', { action_name: 'QR_LIMIT_STR_SCENE', action_info: { scene: { scene_str: scene } } });
	return await wechat.control('/scan', { ticket, openid });
};

/** What QR Code: Create makes of these. */
const SCENE = sceneOfCampaign({ source: 'spring-fair', campaign: 'tea 618', medium: 'poster' });
const LONG_NAME = sceneOfCampaign({ source: 'mail', campaign: 'x'.repeat(31), medium: null });

export const welcomeAndLead: Recipe = {
	name: 'welcome-and-lead',
	tables: [
		{
			name: 'Leads',
			columns: { openid: 'string', unionid: 'string', source: 'string', campaign: 'string', medium: 'string', followed_at: 'date', is_follower: 'boolean' },
		},
	],
	check(stage) {
		const leads = async (openid: string) => await stage.n8n.tables.rows('Leads', { openid });
		const comes = async (scene: string, openid?: string) => {
			let outcome = '';
			const [execution] = await stage.allTriggered(1, async () => ({ outcome } = await scan(stage, scene, openid)));
			return { execution, outcome, openid: jsonOf(execution, 'WeChat Trigger')[0].openid as string };
		};
		let first: string;

		it('who follows by the code of a campaign is welcomed in its words, tagged with a tag that was not there, and a lead', async () => {
			const { execution, outcome, openid } = await comes(SCENE);
			first = openid;
			expect([errorOf(execution), outcome, await stage.texts(openid)]).toEqual(['', 'reply', [FAIR]]);
			expect(await leads(openid)).toMatchObject([{ source: 'spring-fair', campaign: 'tea 618', medium: 'poster', is_follower: true }]);
			const [{ unionid, followed_at }] = await leads(openid);
			const { unionid: known, subscribe_time } = await stage.wechat.get('/cgi-bin/user/info', { openid });
			expect([unionid ?? undefined, Date.parse(String(followed_at)) / 1000]).toEqual([known, subscribe_time]);
			expect([ran(execution, 'Create the Tag'), await tagsOf(stage, openid)]).toEqual([true, ['tea 618']]);
		});

		it('a follower who scans it gets the same tag, with the time of the follow in the row', async () => {
			const subscribe_time = Date.parse('2026-05-01T20:30:00+08:00') / 1000;
			const { execution, openid } = await comes(SCENE, await stage.wechat.follower({ subscribe_time }));
			expect([errorOf(execution), await stage.texts(openid), await tagsOf(stage, openid)]).toEqual(['', [FAIR], ['tea 618']]);
			expect(ran(execution, 'Create the Tag')).toBe(false);
			expect(await leads(openid)).toMatchObject([{ followed_at: '2026-05-01T12:30:00.000Z', campaign: 'tea 618' }]);
		});

		it('who comes by searching is welcomed, and a lead without a tag', async () => {
			const openid = await stage.wechat.follower({ subscribe_scene: 'ADD_SCENE_SEARCH' });
			const execution = await stage.triggered(async () => await stage.wechat.control('/push', { openid, MsgType: 'event', Event: 'subscribe' }));
			expect([await stage.texts(openid), ran(execution, 'Add the Tag'), await tagsOf(stage, openid)]).toEqual([[WELCOME], false, []]);
			expect(await leads(openid)).toMatchObject([{ campaign: null, medium: null, is_follower: true }]);
		});

		it('who leaves is marked, who comes back has one row, and who was never a lead changes nothing', async () => {
			const push = async (Event: string, openid: string) =>
				await stage.triggered(async () => await stage.wechat.control('/push', { openid, MsgType: 'event', Event, times: 2 }));
			await push('unsubscribe', first);
			expect(await leads(first)).toMatchObject([{ is_follower: false, campaign: 'tea 618' }]);
			await push('subscribe', first);
			expect(await leads(first)).toMatchObject([{ is_follower: true }]);
			const rows = (await stage.n8n.tables.rows('Leads')).length;
			await push('unsubscribe', await stage.wechat.follower());
			expect(await stage.n8n.tables.rows('Leads')).toHaveLength(rows);
		});

		it('while the profile cannot be had, source and campaign are those of the code all the same', async () => {
			await stage.wechat.control('/faults', { path: '/cgi-bin/user/info', errcode: 48001 });
			const { execution, openid } = await comes(SCENE);
			expect([errorOf(execution), await stage.texts(openid)]).toEqual(['', [FAIR]]);
			expect(await leads(openid)).toMatchObject([{ source: 'spring-fair', campaign: 'tea 618', followed_at: expect.any(String) }]);
		});

		it('two who come at the same time by a new campaign both get its tag', async () => {
			const scene = sceneOfCampaign({ source: 'store-1', campaign: 'tea 11', medium: null });
			const executions = await stage.allTriggered(2, async () => await Promise.all([scan(stage, scene), scan(stage, scene)]));
			const openids = executions.map((one) => jsonOf(one, 'WeChat Trigger')[0].openid);
			expect([executions.map(errorOf), await Promise.all(openids.map(async (one) => await tagsOf(stage, one)))]).toEqual([
				['', ''],
				[['tea 11'], ['tea 11']],
			]);
		});

		it('a campaign whose name is too long for a tag: they are welcomed and a lead, and the execution says what is wrong', async () => {
			const { execution, outcome, openid } = await comes(LONG_NAME);
			expect([outcome, await stage.texts(openid), (await leads(openid)).length]).toEqual(['reply', [WELCOME], 1]);
			expect([execution.status, errorOf(execution)]).toEqual(['error', expect.stringContaining('There is no tag “xxx')]);
			expect(jsonOf(execution, 'Create the Tag')[0].error).toContain('too long: 31 bytes');
		});

		it('who leaves before the tag comes is a lead, and the execution says so', async () => {
			await stage.wechat.control('/faults', { path: '/cgi-bin/tags/members/batchtagging', errcode: 49003, times: 2 });
			const { execution } = await comes(SCENE);
			expect([execution.status, errorOf(execution)]).toEqual(['error', expect.stringContaining('49003')]);
		});
	},
};

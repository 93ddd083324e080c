import { sceneOfCampaign } from '../../../../nodes/protocol/campaign';
import { errorOf, good, ran } from '../outcome';
import type { Recipe } from './recipe';
import { hubspot, type Contact } from './standIns/hubspot';
import { onTheInternet } from './standIns/internet';
import type { Stage } from './stage';

/** There is no HubSpot account to be had here: n8n talks to a stand-in of HubSpot's HTTP API. */
const hub = hubspot();
/** Three portions. */
const MANY = 150;
const SENT = 'Sent to HubSpot';

const contactOf = (openid: string): Contact[] => hub.contacts.filter(({ properties }) => properties.wechat_openid === openid);

/** A run by hand, to a good end: the calls that it made to HubSpot, by the end of their path. */
async function run(stage: Stage): Promise<string[]> {
	const before = hub.calls.length;
	good(await stage.run('Run Now'));
	return hub.calls.slice(before).map((path) => path.split('/').at(-1)!);
}

export const followersToHubspot: Recipe = {
	name: 'followers-to-hubspot',
	tables: [{ name: SENT, columns: { openid: 'string', sent: 'string' } }],
	async standIns() {
		return { ...(await onTheInternet(hub.hosts)), credentials: [{ id: 'hubspotDemo', name: 'HubSpot', type: 'hubspotAppToken', data: { appToken: hub.token } }] };
	},
	check(stage) {
		const scene = sceneOfCampaign({ source: 'spring-fair', campaign: 'tea 618', medium: 'poster' });
		let li: string;

		beforeAll(async () => {
			await stage.wechat.control('/reset', {});
			stage.wechat.forgetToken();
		});

		it('an account without followers costs HubSpot no call', async () => {
			expect(await run(stage)).toEqual([]);
		});

		it('a run that breaks off, and the next one: everybody is a contact, nobody twice', async () => {
			li = await stage.wechat.follower({ unionid: 'oUnionLi', remark: 'Li', subscribe_scene: 'ADD_SCENE_QR_CODE', qr_scene_str: scene });
			await stage.wechat.control('/followers', { list: Array.from({ length: MANY - 1 }, (_, index) => ({ unionid: `oUnionNumber${index}` })) });
			// The properties, a search and a portion, then a search.
			hub.downAfter = 4;
			const broken = await stage.run('Run Now');
			expect([broken.status, errorOf(broken)]).toEqual(['error', expect.stringMatching(/502|gateway/i)]);
			expect([hub.contacts.length, (await stage.n8n.tables.rows(SENT)).length]).toEqual([50, 50]);

			// At worst, as if it had broken off before it could remember them; and HubSpot's search does not have them yet.
			hub.downAfter = Infinity;
			await stage.n8n.tables.clear(SENT);
			expect(await run(stage)).toEqual(['create', ...Array.from({ length: MANY / 50 }, () => ['search', 'upsert']).flat()]);
			expect([hub.contacts.length, new Set(hub.contacts.map(({ properties }) => properties.wechat_openid)).size]).toEqual([MANY, MANY]);
			expect(contactOf(li)).toMatchObject([
				{
					properties: {
						...{ wechat_unionid: 'oUnionLi', wechat_source: 'spring-fair', wechat_campaign: 'tea 618', wechat_medium: 'poster', wechat_scene: scene },
						...{ wechat_tags: '', wechat_remark: 'Li', wechat_is_follower: 'true', lastname: 'Li' },
						wechat_followed_at: expect.stringMatching(/Z$/),
					},
				},
			]);
			hub.contacts.forEach((one) => (one.isIndexed = true));
		});

		it('the second run costs no call', async () => {
			expect(await run(stage)).toEqual([]);
		});

		it('a changed tag, one who left and a customer whom HubSpot knows by unionid cost two calls', async () => {
			const shop = hub.add({ wechat_unionid: 'oUnionZhao', email: 'zhao@example.com', lastname: 'Zhao' });
			const namesake = hub.add({ wechat_unionid: 'ounionzhao', lastname: 'Somebody Else' });
			[shop, namesake].forEach((one) => (one.isIndexed = true));
			const zhao = await stage.wechat.follower({ unionid: 'oUnionZhao' });
			const { tag } = await stage.wechat.post('/cgi-bin/tags/create', { tag: { name: 'VIP' } });
			await stage.wechat.post('/cgi-bin/tags/members/batchtagging', { openid_list: [li], tagid: tag.id });
			const leaver = hub.contacts[5].properties.wechat_openid;
			await stage.wechat.control('/push', { openid: leaver, MsgType: 'event', Event: 'unsubscribe' });
			contactOf(li)[0].properties.lastname = 'Li, of the tea house';

			expect(await run(stage)).toEqual(['search', 'update']);
			expect(hub.contacts).toHaveLength(MANY + 2);
			expect(shop.properties).toMatchObject({ wechat_openid: zhao, email: 'zhao@example.com', lastname: 'Zhao', wechat_is_follower: 'true' });
			expect(namesake.properties).not.toHaveProperty('wechat_openid');
			expect(contactOf(li)).toMatchObject([{ properties: { wechat_tags: 'VIP', lastname: 'Li, of the tea house' } }]);
			expect(contactOf(leaver)).toMatchObject([{ properties: { wechat_is_follower: 'false', wechat_unionid: expect.stringContaining('oUnion') } }]);
			expect(await run(stage)).toEqual([]);
		});

		it('who has no unionid is found by openid; who was deleted in HubSpot and leaves is not made again', async () => {
			const openid = await stage.wechat.follower({ unionid: '' });
			expect(await run(stage)).toEqual(['upsert']);
			expect(contactOf(openid)).toMatchObject([{ properties: { wechat_unionid: '', lastname: `WeChat ${openid.slice(-6)}` } }]);
			contactOf(openid)[0].properties.lastname = 'Wang';
			await stage.wechat.post('/cgi-bin/user/info/updateremark', { openid, remark: 'W' });
			expect(await run(stage)).toEqual(['upsert']);
			expect(contactOf(openid)).toMatchObject([{ properties: { wechat_remark: 'W', lastname: 'Wang' } }]);
			hub.contacts = hub.contacts.filter(({ properties }) => properties.wechat_openid !== openid);
			await stage.wechat.control('/push', { openid, MsgType: 'event', Event: 'unsubscribe' });
			expect(await run(stage)).toEqual(['update']);
			expect(contactOf(openid)).toEqual([]);
			expect(await run(stage)).toEqual([]);
		});

		it('when HubSpot has had too many calls, the run waits and goes on', async () => {
			const openid = await stage.wechat.follower();
			hub.busy = 1;
			expect(await run(stage)).toEqual(['search', 'search', 'upsert']);
			expect(contactOf(openid)).toHaveLength(1);
		});

		it.each([
			['a property that somebody has deleted', async () => void hub.properties.delete('wechat_tags'), /^Bad request.*wechat_tags/],
			['a key that HubSpot has withdrawn', async () => void (hub.token = 'pat-na1-another'), /^Authorization failed/],
		])('%s fails the run, and whom it concerned is sent the next time', async (_, spoil, words) => {
			const openid = await stage.wechat.follower();
			await spoil();
			const execution = await stage.run('Run Now');
			const { description } = execution.data.resultData.error as { description?: string };
			expect([execution.status, `${errorOf(execution)}: ${description}`, ran(execution, 'Remember What Was Sent')]).toEqual(['error', expect.stringMatching(words), false]);
			expect(await stage.n8n.tables.rows(SENT, { openid })).toEqual([]);
		});
	},
};

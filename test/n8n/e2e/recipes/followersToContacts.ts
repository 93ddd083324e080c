import { CONTACTS } from '../../../../demo/followers';
import { sceneOfCampaign } from '../../../../nodes/protocol/campaign';
import { good, jsonOf } from '../outcome';
import type { Recipe } from './recipe';

const campaign = { source: 'spring-fair', campaign: 'tea 618', medium: 'poster' };

/** 12,000 followers in the fewest calls, and runs that find nothing to change: demo/followers.ts. */
export const followersToContacts: Recipe = {
	name: 'followers-to-contacts',
	tables: [CONTACTS],
	check(stage) {
		const contact = async (openid: string) => await stage.n8n.tables.rows(CONTACTS.name, { openid });

		it('a new follower of a campaign and a changed tag are in the table; the others are left alone', async () => {
			const openid = 'oNewComerByTheSpringFairPost';
			const EventKey = `qrscene_${sceneOfCampaign(campaign)}`;
			await stage.triggered(async () => await stage.wechat.control('/push', { openid, MsgType: 'event', Event: 'subscribe', EventKey }));
			expect(await contact(openid)).toMatchObject([{ openid, ...campaign, tags: '', is_follower: true }]);

			const other = await stage.wechat.follower({ subscribe_scene: 'ADD_SCENE_QR_CODE', qr_scene_str: sceneOfCampaign(campaign) });
			good(await stage.run('Run Now'));
			expect(await contact(other)).toMatchObject([{ openid: other, ...campaign, is_follower: true }]);
			const { tag } = await stage.wechat.post('/cgi-bin/tags/create', { tag: { name: 'Regulars' } });
			await stage.wechat.post('/cgi-bin/tags/members/batchtagging', { openid_list: [openid], tagid: tag.id });
			const before = await contact(other);
			const second = good(await stage.run('Run Now'));
			expect(jsonOf(second, 'Update Them')).toMatchObject([{ openid, ...campaign, tags: 'Regulars' }]);
			expect(await contact(other)).toEqual(before);
		});

		it('who leaves is marked at once, also when the trigger has missed it', async () => {
			const leaves = await stage.wechat.follower();
			const missed = { openid: 'oWhoLeftWhileNobodyListened0', is_follower: true, followed_at: '2026-01-01T08:00:00+08:00' };
			await stage.n8n.tables.insert(CONTACTS.name, [{ openid: leaves, is_follower: true }, missed]);
			await stage.triggered(async () => await stage.wechat.control('/push', { openid: leaves, MsgType: 'event', Event: 'unsubscribe' }));
			expect(await contact(leaves)).toMatchObject([{ is_follower: false }]);
			good(await stage.run('Run Now'));
			expect(await contact(missed.openid)).toMatchObject([{ is_follower: false }]);
		});
	},
};

import type { Case } from '../case';

const DAY = 24 * 3600;
/** Noon in China, so many days ago: in seconds, and as a date. */
const noon = (ago: number) => Math.floor((Date.now() / 1000 + 8 * 3600) / DAY - ago) * DAY + 4 * 3600;
const date = (ago: number) => new Date((noon(ago) + 8 * 3600) * 1000).toISOString().slice(0, 10);

export const cases: Record<string, Case> = {
	'wechatOfficialAccount report get': {
		given: async ({ client }) => {
			const list = [{ subscribe_time: noon(3), subscribe_scene: 'ADD_SCENE_QR_CODE' }, { subscribe_time: noon(2) }];
			return await client.control('/followers', { list });
		},
		parameters: () => ({ report: 'followersChange', range: 'custom', begin_date: `${date(20)}T00:00:00`, end_date: `${date(2)}T00:00:00` }),
		output: () => [
			{ report: 'followersChange', ref_date: date(3), user_source: 30, user_source_name: 'QR code', new_user: 1, cancel_user: 0 },
			{ report: 'followersChange', ref_date: date(2), user_source: 1, user_source_name: 'Search', new_user: 1, cancel_user: 0 },
		],
		simplifies: true,
		after: async (_, { calls }) =>
			expect((await calls('/datacube/getusersummary')).map(({ body }) => body)).toEqual([
				{ begin_date: date(20), end_date: date(14) },
				{ begin_date: date(13), end_date: date(7) },
				{ begin_date: date(6), end_date: date(2) },
			]),
	},
};

import { sceneOfCampaign } from '../../../../nodes/protocol/campaign';
import { good, errorOf, type Json } from '../outcome';
import type { Recipe } from './recipe';
import { googleSheets } from './standIns/googleSheets';
import { onTheInternet } from './standIns/internet';
import type { Stage } from './stage';

/** There is no Google account to be had here: n8n's own node talks to a stand-in of Google's HTTP API. */
const google = googleSheets();
/** More than a new sheet has rows. */
const MANY = 1500;
const NODES = ['Read the Sheet', 'Add or Update Their Rows', 'Complete Their Rows'];

/** The sheet as it is read: rows by the names of the first one. */
function sheet(): Json[] {
	const [names, ...rows] = google.rows;
	return rows.map((row) => Object.fromEntries(names.map((name, index) => [name, row[index] ?? ''])));
}

/** A run by hand, to a good end: the calls that it made to Google. */
async function run(stage: Stage): Promise<string[]> {
	const before = google.calls.length;
	good(await stage.run('Run Now'));
	return google.calls.slice(before);
}

export const followersToGoogleSheets: Recipe = {
	name: 'followers-to-google-sheets',
	tables: [],
	async standIns() {
		const data = { ...google.credential, region: 'us-central1', inpersonate: false, httpNode: false };
		return { ...(await onTheInternet(google.hosts)), credentials: [{ id: 'googleDemo', name: 'Google Service Account', type: 'googleApi', data }] };
	},
	async fillIn({ change }) {
		for (const node of NODES) {
			await change(node, ({ parameters }) => {
				parameters.documentId = { __rl: true, mode: 'id', value: google.spreadsheetId };
				parameters.sheetName = { __rl: true, mode: 'name', value: google.sheet.title };
			});
		}
	},
	check(stage) {
		const scene = sceneOfCampaign({ source: 'spring-fair', campaign: 'tea 618', medium: 'poster' });
		let li: string;

		beforeAll(async () => {
			await stage.wechat.control('/reset', {});
			stage.wechat.forgetToken();
		});

		it('an account without followers leaves the sheet alone', async () => {
			expect([await run(stage), google.rows]).toEqual([[], []]);
		});

		it('the first run fills an empty sheet, names of columns and all, in few calls', async () => {
			li = await stage.wechat.follower({ unionid: 'oUnionLi', remark: '=Li', subscribe_scene: 'ADD_SCENE_QR_CODE', qr_scene_str: scene });
			await stage.wechat.control('/followers', { count: MANY - 1 });
			const calls = await run(stage);
			expect(google.rows[0]).toEqual(['openid', 'unionid', 'source', 'campaign', 'medium', 'scene', 'tags', 'remark', 'followed_at', 'is_follower']);
			expect(google.rows).toHaveLength(1 + MANY);
			expect(sheet()).toContainEqual({
				...{ openid: li, unionid: 'oUnionLi', source: 'spring-fair', campaign: 'tea 618', medium: 'poster', scene, tags: '' },
				// As text: nobody's remark is a formula.
				...{ remark: '=Li', followed_at: expect.stringMatching(/\+08:00$/), is_follower: true },
			});
			expect(calls.length).toBeLessThanOrEqual(8);
		});

		it('the second run reads the sheet, and writes nothing', async () => {
			const before = structuredClone(google.rows);
			expect((await run(stage)).filter((call) => !call.startsWith('GET'))).toEqual([]);
			expect(google.rows).toEqual(before);
		});

		it('a changed tag, somebody who has left and somebody new change their rows only, also in a sheet that was sorted and has columns of its own', async () => {
			const [names, ...rows] = google.rows;
			google.rows = [[...names, 'note'], ...rows.reverse().map((row) => [...row, 'mine'])];
			const leaver = String(sheet().find(({ openid }) => openid !== li)!.openid);
			const { tag } = await stage.wechat.post('/cgi-bin/tags/create', { tag: { name: 'VIP' } });
			await stage.wechat.post('/cgi-bin/tags/members/batchtagging', { openid_list: [li], tagid: tag.id });
			await stage.wechat.control('/push', { openid: leaver, MsgType: 'event', Event: 'unsubscribe' });
			const comer = await stage.wechat.follower({ unionid: 'oUnionWang' });
			const before = sheet();

			const calls = await run(stage);
			const changed = sheet().filter((row, index) => JSON.stringify(row) !== JSON.stringify(before[index]));
			expect(changed).toEqual([
				...before.filter(({ openid }) => openid === leaver).map((row) => ({ ...row, is_follower: false })),
				...before.filter(({ openid }) => openid === li).map((row) => ({ ...row, tags: 'VIP' })),
				expect.objectContaining({ openid: comer, unionid: 'oUnionWang', note: '' }),
			]);
			expect(calls.length).toBeLessThanOrEqual(8);

			await stage.wechat.post('/cgi-bin/tags/members/batchuntagging', { openid_list: [li], tagid: tag.id });
			await run(stage);
			expect(sheet().find(({ openid }) => openid === li)).toMatchObject({ tags: '', remark: '=Li' });
			expect((await run(stage)).filter((call) => !call.startsWith('GET'))).toEqual([]);
		});

		it('a row that somebody made by unionid becomes that of the follower', async () => {
			const rows = sheet().length;
			google.rows.push(google.rows[0].map((name) => ({ unionid: 'oUnionZhao', note: 'buys in the Mini Program' })[String(name)] ?? ''));
			const zhao = await stage.wechat.follower({ unionid: 'oUnionZhao' });
			await run(stage);
			expect(sheet()).toHaveLength(rows + 1);
			expect(sheet().at(-1)).toMatchObject({ openid: zhao, unionid: 'oUnionZhao', is_follower: true, note: 'buys in the Mini Program' });
		});

		it('when Google has had too many calls, the run waits and goes on', async () => {
			await stage.wechat.follower();
			google.busy = 1;
			const rows = sheet().length;
			await run(stage);
			expect(sheet()).toHaveLength(rows + 1);
		});

		it('a sheet that is not shared with the account fails the run, in words', async () => {
			google.hosts['sheets.googleapis.com'] = (_, response) => {
				const error = { code: 403, message: 'The caller does not have permission', status: 'PERMISSION_DENIED' };
				response.writeHead(403, { 'content-type': 'application/json' }).end(JSON.stringify({ error }));
			};
			await onTheInternet(google.hosts);
			const execution = await stage.run('Run Now');
			expect([execution.status, errorOf(execution)]).toEqual(['error', expect.stringMatching(/permission|Forbidden/i)]);
		});
	},
};

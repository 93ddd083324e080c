import { Client } from './client';
import { type Simulator, startSimulator } from './simulator';

/** What followers of a migrated account are called in the new one. */

let simulator: Simulator;
let client: Client;

const OLD = 'wx00000000000000d1';

beforeAll(async () => (simulator = await startSimulator()));
afterAll(async () => await simulator.close());
beforeEach(async () => {
	client = new Client(simulator.url);
	await client.control('/reset', {});
	await client.control('/accounts', { appid: OLD });
	await client.control('/accounts', { appid: client.appid, migratedFrom: [OLD] });
});

const convert = async (openid_list: string[], from_appid = OLD) => await client.post('/cgi-bin/changeopenid', { from_appid, openid_list });

test('the same person, by unionid; who does not follow the new account has none', async () => {
	const { openids: old } = await client.control('/followers', { appid: OLD, count: 3 });
	const first = await client.follower();
	await client.follower({ subscribed: false });
	expect(await convert([old[1], old[0], old[2], 'nobody'])).toEqual({
		errcode: 0,
		errmsg: 'ok',
		result_list: [
			{ ori_openid: old[1], err_msg: 'ori_openid error' },
			{ ori_openid: old[0], new_openid: first, err_msg: 'ok' },
			{ ori_openid: old[2], err_msg: 'ori_openid error' },
			{ ori_openid: 'nobody', err_msg: 'ori_openid error' },
		],
	});
});

test('an account that was not taken over', async () => {
	expect(await convert(['o1'], 'wx00000000000000d2')).toMatchObject({ errcode: 40013 });
});

test('1 to 100 at once', async () => {
	const list = Array.from({ length: 101 }, (_, n) => `o${n}`);
	expect(await convert(list)).toMatchObject({ errcode: 40032 });
	expect(await convert([])).toMatchObject({ errcode: 40032 });
	expect((await convert(list.slice(1))).result_list).toHaveLength(100);
});

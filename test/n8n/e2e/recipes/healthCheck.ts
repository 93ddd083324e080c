import { SERVICE } from '../../../simulator/client';
import { errorOf, good, jsonOf, ran } from '../outcome';
import type { Recipe } from './recipe';
import { onTheInternet } from './standIns/internet';
import { group } from './standIns/team';

export const healthCheck: Recipe = {
	name: 'health-check',
	tables: [],
	standIns: async () => await onTheInternet(group.hosts),
	check(stage) {
		beforeEach(() => void group.heard.splice(0));
		const account = async (settings: Record<string, unknown>) => await stage.wechat.control('/accounts', settings);
		/** What the team reads of one run. */
		const told = async () => good(await stage.run('Check Now')) && group.heard;
		const callback = { url: 'https://shop.example.com/webhook' };

		it('says nothing when all is well, and asks about everything', async () => {
			await account({ callback });
			const execution = good(await stage.run('Check Now'));
			expect([group.heard, ran(execution, 'Put It Into Words')]).toEqual([[], false]);
			expect(jsonOf(execution, 'Check Setup').length).toBeGreaterThan(15);
		});

		it('says nothing of what the account may not do and nobody has asked about', async () => {
			await stage.wechat.control('/faults', { path: '/cgi-bin/freepublish/batchget', errcode: 48001 });
			expect(await told()).toEqual([]);
		});

		it('a Server URL that WeChat does not find, and a quota used up, are one message with what to do', async () => {
			await account({ callback: { url: 'https://gone.invalid/webhook' }, quota: { '/cgi-bin/message/custom/send': 0 } });
			const [words, ...others] = await told();
			await account({ callback, quota: {} });
			expect(others).toEqual([]);
			expect(words.split('\n')).toEqual([
				'WeChat: something is wrong.',
				expect.stringMatching(/^• Server URL reachable .*: WeChat found no address for the host of the Server URL: Check the domain/),
				expect.stringMatching(/^• Daily quota of customer service messages: The daily quota/),
			]);
		});

		it.each([
			['an IP that is not in the whitelist', { ipWhitelist: ['203.0.113.9'] }, { ipWhitelist: [] }, /• IP whitelist: .*40164/],
			['an App Secret that was changed', { secret: 'f'.repeat(32) }, { secret: SERVICE.secret }, /• Access token: .*\(40125\): The App Secret is wrong/],
		])('%s is told', async (_, wrong, right, words) => {
			await account(wrong);
			const heard = await told().finally(async () => await account(right));
			expect(heard).toEqual([expect.stringMatching(words)]);
		});

		it('no answer from WeChat is told too', async () => {
			await stage.wechat.control('/faults', { path: '/cgi-bin/stable_token', drop: true, times: 20 });
			const heard = await told().finally(async () => await stage.wechat.control('/faults', undefined, 'DELETE'));
			expect(heard).toEqual([expect.stringContaining('• Access token: ')]);
		});

		it('a relay that answers in the place of WeChat is told', async () => {
			await stage.wechat.control('/faults', { path: '/cgi-bin/stable_token', body: '<html>Welcome to nginx</html>', times: 20 });
			const heard = await told().finally(async () => await stage.wechat.control('/faults', undefined, 'DELETE'));
			expect(heard).toEqual([expect.stringContaining('• Access token: The answer did not come from WeChat')]);
		});

		it('when WeChat cannot even be asked, as somebody has deleted the credential, this is told', async () => {
			const choose = async (id: string, name: string) => await stage.change('Check Setup', ({ credentials }) => (credentials.wechatApi = { id, name }));
			await choose('deleted', 'Deleted');
			const heard = await told().finally(async () => await choose('wechatDemo', 'WeChat'));
			expect(heard).toEqual([expect.stringContaining('• Check Setup: Credential with ID "deleted" does not exist')]);
		});

		it('when the group does not take the message, the execution fails with what was wrong', async () => {
			await account({ callback: { url: 'https://gone.invalid/webhook' } });
			group.isWrongKey = true;
			const failed = await stage.run('Check Now');
			group.isWrongKey = false;
			await account({ callback });
			expect([failed.status, errorOf(failed)]).toEqual(['error', expect.stringMatching(/invalid webhook url.*WeChat found no address/s)]);
		});
	},
};

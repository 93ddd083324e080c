import { SERVICE } from '../../wechat';
import { time, type Case } from '../case';

const { appid } = SERVICE;
const LAN = 'lan@lotustea';

export const cases: Record<string, Case> = {
	'wechatCustomerService chatRecord getAll': {
		given: async ({ client, customer }) => {
			const openid = await customer();
			await client.post('/customservice/kfsession/create', { kf_account: LAN, openid });
			await client.control('/push', { openid, Content: 'Is the tea fresh?' });
			const customservice = { kf_account: LAN };
			await client.post('/cgi-bin/message/custom/send', { touser: openid, msgtype: 'text', text: { content: '刚到的' }, customservice });
			return { openid };
		},
		parameters: () => ({ period: 'today', returnAll: true }),
		output: ({ openid }) =>
			[
				['from_customer', 'Is the tea fresh?'],
				['to_customer', '刚到的'],
			].map(([direction, text]) => ({ openid, unionid: null, appid, kf_account: LAN, direction, text, sent_at: time })),
		simplifies: true,
	},
};

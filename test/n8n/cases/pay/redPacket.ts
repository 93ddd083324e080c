import type { IDataObject } from 'n8n-workflow';
import type { Wechat } from '../../wechat';
import { text, time, type Case } from '../case';
import { appid, mchid, NOTHING, SUB_MCHID } from './shared';

/** The shop has ¥99.00, and somebody follows it. */
const funded = async ({ client }: Wechat): Promise<IDataObject> => {
	await client.control('/merchants', { mchid, balance: 9900 });
	return { openid: await client.follower() };
};

const gift = ({ openid }: IDataObject) => ({
	...{ mch_billno: 'GIFT1', openid, total_amount: '8.88' },
	...{ send_name: '莲花茶 Lotus Tea', wishing: '恭喜发财 & <good luck>', act_name: 'Tea lottery', remark: 'Tell your friends' },
});

const sent = async (wechat: Wechat): Promise<IDataObject> => {
	const given = await funded(wechat);
	const run = await wechat.run({ name: 'WeChat', type: 'wechatPay', parameters: { resource: 'redPacket', operation: 'send', ...gift(given) } as never });
	if (run.error) throw run.error;
	await wechat.client.control('/redPacket', { mchid, mch_billno: 'GIFT1', status: 'RECEIVED' });
	return given;
};

const ofGift = ({ openid }: IDataObject) => ({
	...NOTHING,
	...{ openid, appid, amount_fen: 888, amount_yuan: '8.88', currency: 'CNY' },
	...{ mch_billno: 'GIFT1', red_packet_id: text, sent_at: null, received_at: null, refunded_at: null, fail_reason: null },
});

export const redPacket: Record<string, Case> = {
	'wechatPay redPacket send': {
		given: funded,
		parameters: gift,
		output: (given) => [{ ...ofGift(given), status: 'SENT', claim_parameters: null }],
		simplifies: true,
		after: async ({ openid }, { client }) => {
			expect(await client.control('/redPackets')).toMatchObject([{ openid, amount: 888, wishing: '恭喜发财 & <good luck>', status: 'SENT' }]);
			const chats = (await client.control(`/conversations?openid=${String(openid)}`)) as Record<string, unknown[]>;
			expect(chats[String(openid)].at(-1)).toMatchObject({ type: 'redPacket' });
		},
		partner: {
			output: (given) => [{ ...ofGift(given), mchid: SUB_MCHID, status: 'SENT', claim_parameters: null }],
		},
	},
	'wechatPay redPacket get': {
		given: sent,
		parameters: () => ({ mch_billno: 'GIFT1' }),
		output: (given) => [{ ...ofGift(given), status: 'RECEIVED', sent_at: time, received_at: time, occurred_at: time }],
		simplifies: true,
	},
};

import type { XmlFields } from '../../../http/payXml';
import { newRedPacketId } from '../../../world/pay/numbers';
import { describeRedPacket, type RedPacket } from '../../../world/pay/redPacket';
import type { Merchant } from '../../../world/pay/merchant';
import { canonical } from '../rules';
import { type V2Context, type V2Endpoints, V2Refused } from './context';
import { checkV2Rules } from './rules';

const DAY = 24 * 3600_000;
const MONTH = 30 * DAY;

/** Fen, without a scene; per person and day: fen, and red packets. */
const LEAST = 100;
const MOST = 20_000;
const MOST_RECEIVED = 100_000;
const MOST_PACKETS = 10;

/** wechat-pay.md §3.12. Groups of red packets are no more: WeChat has switched them off in June 2024. */
export const redPacket: V2Endpoints = {
	'/mmpaymkttransfers/sendredpack': (context) => sent(context),

	'/mmpaymkttransfers/sendminiprogramhb': (context) => {
		const { fields } = context;
		if (fields.notify_way !== 'MINI_PROGRAM_JSAPI') throw new V2Refused('PARAM_ERROR', 'notify_way参数错误');
		const answer = sent(context);
		return { ...answer, package: `sendid=${answer.send_listid}&ver=8&sign=0e51ab84&mchid=${fields.mch_id}&appid=${fields.wxappid}` };
	},

	'/mmpaymkttransfers/gethbinfo': ({ merchant, fields, now }) => {
		checkV2Rules(fields);
		const packet = merchant.redPackets.get(fields.mch_billno);
		if (!packet || packet.appid !== fields.appid || now > packet.sentAt + MONTH) throw new V2Refused('NOT_FOUND', '指定单号数据不存在');
		return { return_msg: 'OK', mch_id: fields.mch_id, ...describeRedPacket(packet) };
	},
};

/** The same number again is the same red packet, if it asks for the same. */
function sent(context: V2Context) {
	const { world, merchant, fields, now } = context;
	checkV2Rules(fields);
	const request = canonical(fields);
	const known = merchant.redPackets.get(fields.mch_billno);
	if (known && known.request !== request) throw new V2Refused('FATAL_ERROR', '参数和原始单参数不一致');
	const packet = known ?? newPacket(context, request);
	if (!known) {
		merchant.balance -= packet.amount;
		merchant.redPackets.set(packet.mch_billno, packet);
		world.conversations.add({ ...{ at: now, appid: packet.appid, openid: packet.openid }, from: 'wechat', via: 'notice', type: 'redPacket', content: shown(packet, fields) });
		world.tell({ kind: 'pay', data: null });
	}
	if (packet.status === 'FAILED') throw new V2Refused('SEND_FAILED', '红包发放失败，请更换单号再重试');
	const { mch_billno, wxappid, re_openid, total_amount, mch_id } = fields;
	return { return_msg: '发放成功', mch_billno, mch_id, wxappid, re_openid, total_amount, send_listid: packet.detail_id };
}

function newPacket({ world, merchant, fields, now }: V2Context, request: string): RedPacket {
	const { mch_billno, wxappid: appid, re_openid: openid, wishing, act_name, remark } = fields;
	const amount = Number(fields.total_amount);
	if (!fields.scene_id && (amount < LEAST || amount > MOST)) throw new V2Refused('MONEY_LIMIT', '红包金额发放限制');
	// Of a partner, the openid may be of the account that sends the message.
	if (![appid, fields.msgappid].some((id) => world.accounts.get(id)?.followers.has(openid))) throw new V2Refused('OPENID_ERROR', 'openid和appid不匹配');
	checkToday(merchant, openid, amount, now);
	if (merchant.balance < amount) throw new V2Refused('NOTENOUGH', '帐号余额不足，请到商户平台充值后再重试');
	const detail_id = newRedPacketId(now);
	return { ...{ mch_billno, detail_id, appid, openid, amount, wishing, act_name, remark, request }, sentAt: now, changedAt: now, status: 'SENT' };
}

function checkToday({ redPackets }: Merchant, wanted: string, amount: number, now: number): void {
	const today = [...redPackets.values()].filter(({ openid, sentAt, status }) => openid === wanted && now - sentAt < DAY && status !== 'FAILED');
	if (today.length >= MOST_PACKETS) throw new V2Refused('SENDNUM_LIMIT', '该用户今日领取红包个数超过限制');
	const received = today.reduce((sum, packet) => sum + packet.amount, 0);
	if (received + amount > MOST_RECEIVED) throw new V2Refused('RCVDAMOUNT_LIMIT', '该用户今日领取金额超过限制');
}

/** What the phone shows. */
function shown({ mch_billno, amount, wishing }: RedPacket, { send_name }: XmlFields) {
	return { text: `${send_name}：${wishing}`, english: `A red packet of ¥${(amount / 100).toFixed(2)}`, mch_billno };
}

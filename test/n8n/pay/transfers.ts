import type { IDataObject } from 'n8n-workflow';
import { MERCHANT, SERVICE, type Wechat } from '../wechat';
import { shop } from './shop';

const { mchid } = MERCHANT;
const { appid } = SERVICE;

export const TRANSFERS = '/v3/fund-app/mch-transfer/transfer-bills';
export const AUTHORIZATIONS = '/v3/fund-app/mch-transfer/user-confirm-authorization';
export const BATCHES = '/v3/transfer/batches';

/** What must be reported of a transfer for cash marketing, as the form has it and as it goes out. */
export const FORM = { reportActivityName: '新会员有礼', reportReward: '注册会员抽奖一等奖' };
export const REPORT = [
	{ info_type: '活动名称', info_content: '新会员有礼' },
	{ info_type: '奖励说明', info_content: '注册会员抽奖一等奖' },
];

/** The merchant has money, nothing takes time, and there is a customer. */
export async function funded({ client }: Wechat, settings: IDataObject = {}): Promise<{ openid: string }> {
	await client.control('/merchants', { mchid, balance: 1_000_000 });
	await client.control('/transfers', { delay: 0, ...settings });
	return { openid: await client.follower({ unionid: 'oR5_union' }) };
}

/** A program of the shop makes a transfer: ¥0.50 unless told; `days` ago as WeChat's clock is. */
export async function transferred(wechat: Wechat, body: IDataObject, days = 0): Promise<IDataObject> {
	const { data, status } = await shop(wechat, days).post(TRANSFERS, {
		...{ appid, transfer_scene_id: '1000', transfer_amount: 50, transfer_remark: '谢谢', transfer_scene_report_infos: REPORT },
		...body,
	});
	if (status !== 200) throw new Error(JSON.stringify(data));
	return data as IDataObject;
}

/** A customer allows transfers without being asked. */
export async function authorized(wechat: Wechat, body: IDataObject): Promise<IDataObject> {
	const given = { appid, transfer_scene_id: '1000', user_display_name: 'Member A17', authorization_notify_url: 'http://127.0.0.1:19/notify', ...body };
	const { data, status } = await shop(wechat).post(AUTHORIZATIONS, given);
	if (status !== 200) throw new Error(JSON.stringify(data));
	const { out_authorization_no } = given as IDataObject;
	return (await wechat.client.control('/authorizations', { out_authorization_no })).authorization as IDataObject;
}

/** A batch of these transfers, finished; `days` ago as WeChat's clock is. */
export async function batched(wechat: Wechat, out_batch_no: string, details: IDataObject[], days = 0): Promise<IDataObject> {
	const list = details.map((detail, at) => ({ out_detail_no: `${out_batch_no}D${at}`, transfer_amount: 50, transfer_remark: '谢谢', ...detail }));
	const total_amount = list.reduce((sum, { transfer_amount }) => sum + Number(transfer_amount), 0);
	const named = { appid, out_batch_no, batch_name: 'November', batch_remark: 'Commissions', transfer_scene_id: '1005' };
	const { data, status } = await shop(wechat, days).post(BATCHES, { ...named, total_amount, total_num: list.length, transfer_detail_list: list });
	if (status !== 200) throw new Error(JSON.stringify(data));
	await until(async () => (await stored(wechat)).batches.every((batch) => batch.status === 'FINISHED'));
	return data as IDataObject;
}

interface Stored {
	balance: number;
	transfers: IDataObject[];
	authorizations: IDataObject[];
	batches: Array<IDataObject & { details: IDataObject[] }>;
}

/** What WeChat Pay keeps of all this. */
export async function stored({ client }: Wechat): Promise<Stored> {
	return (await client.control('/transfers')) as Stored;
}

/** Waits for what happens by itself. */
export async function until(isSo: () => Promise<boolean>): Promise<void> {
	for (let tries = 0; !(await isSo()); tries++) {
		if (tries > 200) throw new Error('It does not happen');
		await new Promise((resolve) => setTimeout(resolve, 10));
	}
}

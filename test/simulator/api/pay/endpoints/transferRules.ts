import type { Merchant } from '../../../world/pay/merchant';
import scenes from '../../../world/pay/transferScenes.json';
import type { World } from '../../../world/world';
import { paramError, PayError } from '../errors';
import { checkFen, checkRules } from '../rules';

const NAMED_FROM = 200_000;
const RED_PACKET_UP_TO = 20_000;

/** The body of a transfer, whichever way the customer gets it. */
export interface TransferRequest {
	appid: string;
	out_bill_no: string;
	openid: string;
	transfer_amount: number;
	transfer_remark: string;
	transfer_scene_id: string;
	transfer_scene_report_infos: Array<{ info_type: string; info_content: string }>;
	notify_url?: string;
	user_recv_style?: { type: string };
	authorization_info?: { user_display_name: string; out_authorization_no: string; authorization_notify_url: string };
	authorization_id?: string;
	out_authorization_no?: string;
}

/** What is the same for all three ways (wechat-pay.md §3.6). @param name in clear */
export function checkTransfer(body: TransferRequest, name: string | undefined): void {
	checkRules({ ...body }, ['out_bill_no', 'transfer_remark', 'notify_url', 'out_authorization_no']);
	checkFen(body.transfer_amount, '/transfer_amount');
	if (body.transfer_amount >= NAMED_FROM && !name) throw paramError('body', '/user_name', '', '必填性规则校验失败，转账金额大于等于2000元时此字段为必填项');
	if (body.user_recv_style?.type === 'RED_PACKET' && body.transfer_amount > RED_PACKET_UP_TO) {
		throw paramError('body', '/transfer_amount', body.transfer_amount, '校验失败，红包样式单笔不超过200元');
	}
	checkReports(body);
}

/** Each of the scene's types exactly once; of a scene that is not in the list whatever there is. */
function checkReports({ transfer_scene_id, transfer_scene_report_infos: infos }: TransferRequest): void {
	for (const info of infos) checkRules({ ...info }, ['info_type', 'info_content']);
	const wanted = (scenes as Record<string, string[]>)[transfer_scene_id];
	const given = infos.map(({ info_type }) => info_type).sort();
	if (wanted && JSON.stringify(given) !== JSON.stringify([...wanted].sort())) {
		throw new PayError('PARAM_ERROR', { message: '转账场景报备信息与转账场景不匹配，请按照转账场景要求填写完整' });
	}
}

/** The account is the merchant's, and the person is one of its. */
export function checkPayee(world: World, { appids }: Merchant, appid: string, openid: string): void {
	checkAppid({ appids }, appid);
	if (!world.accounts.get(appid)?.followers.has(openid)) throw paramError('body', '/openid', openid, '校验失败，openid与appid不匹配');
}

export function checkAppid({ appids }: Pick<Merchant, 'appids'>, appid: string): void {
	if (!appids.includes(appid)) throw new PayError('APPID_MCHID_NOT_MATCH');
}

/** The same number again is the same thing, if it asks for the same. */
export function sameRequest<T extends { request: string }>(known: T, request: string): T {
	if (known.request === request) return known;
	throw new PayError('INVALID_REQUEST', { message: '请求重入时，参数与首次请求时不一致', internal: 268498688 });
}

/** Takes the money out of the merchant's balance. */
export function takeFrom(merchant: Merchant, fen: number): void {
	checkFunds(merchant, fen);
	merchant.balance -= fen;
}

export function checkFunds({ balance }: Merchant, fen: number): void {
	if (balance < fen) throw new PayError('NOT_ENOUGH', { message: '商户运营账户资金不足，请充值后使用原单号重试' });
}

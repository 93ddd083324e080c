import type { IDataObject, IWebhookFunctions } from 'n8n-workflow';
import type { Notification } from '../../protocol/pay/notification';
import { payItem } from '../../protocol/pay/payItem';
import { v3ObjectOf } from '../../protocol/pay/v2Object';
import { Client } from '../../transport/client';
import { isRefusedWith, wechatPay } from '../../transport/wechatPay';
import { inTime, once } from '../inTime';

/** WeChat Pay's word on a notice: it is true, it is not, or WeChat Pay could not be asked, and why. */
export type Word = { isTrue: boolean } | string;

/** What WeChat Pay says to the number of a refund that it does not know. */
const UNKNOWN = ['RESOURCE_NOT_EXISTS', 'NOT_FOUND', 'REFUND_NOT_EXISTS'];

/** In these a notice and WeChat Pay's own record of the refund must agree. */
const COMPARED = ['status', 'out_trade_no', 'transaction_id', 'out_refund_no', 'amount_fen', 'refund_yuan'] as const;

/**
 * Asks WeChat Pay whether the notice of a refund is true, which nothing else proves in the old XML interface.
 * @param until ms since 1970
 */
export async function wordOn({ resource }: Notification, context: IWebhookFunctions, until: number): Promise<Word> {
	const client = new Client(context, wechatPay);
	const { out_refund_no, refund_id, sub_mch_id } = resource as Record<string, string | undefined>;
	const path = `/v3/refund/domestic/refunds/${encodeURIComponent(String(out_refund_no))}`;
	const found = await inTime<IDataObject | NotThere>(
		async () =>
			await client.json(once({ method: 'GET', path, query: { sub_mchid: sub_mch_id } }, until)).catch((error: unknown) =>
				isRefusedWith(error, UNKNOWN) ? new NotThere() : Promise.reject(error as Error),
			),
		until,
		wechatPay.name,
	);
	if (typeof found === 'string') return found;
	if (found instanceof NotThere) return { isTrue: false };
	const [told, known] = [payItem(v3ObjectOf(resource)), payItem(found)];
	return { isTrue: found.refund_id === refund_id && COMPARED.every((name) => told[name] === known[name]) };
}

class NotThere {}

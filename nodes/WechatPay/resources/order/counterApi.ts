import type { IDataObject } from 'n8n-workflow';
import type { Call } from '../../../operation/operation';
import type { PayObject } from '../../../protocol/pay/payItem';

/** What each of WeChat's interfaces can do with the order of a payment code; answers are in the words of API v3. */
export interface Counter {
	/** Takes the money, or says that the customer is entering the password (`USERPAYING`). */
	pay(call: Call): Promise<PayObject>;
	look(call: Call): Promise<PayObject>;
	/** Nobody can pay it any more; what has been paid is given back. */
	reverse(call: Call): Promise<void>;
}

/** What such a call is about, for errors. */
export function orderOf({ parameters }: Call): { what: string; number: IDataObject } {
	return { what: 'order', number: { out_trade_no: parameters.out_trade_no as string } };
}

import type { XmlFields, XmlTree } from '../../../http/payXml';
import type { Merchant } from '../../../world/pay/merchant';
import type { World } from '../../../world/world';

/** A call of the old XML interface that passed every gate: rightly signed, documented, its parameters as documented. */
export interface V2Context {
	world: World;
	merchant: Merchant;
	/** Everything but nonce and signature. */
	fields: XmlFields;
	now: number;
}

/** By path; what they answer beside whose answer it is. */
export type V2Endpoints = Record<string, (context: V2Context) => XmlTree>;

/** WeChat Pay carried nothing out: `result_code` FAIL, `err_code` and its words (wechat-pay.md §4.2). */
export class V2Refused extends Error {
	constructor(
		readonly code: string,
		message: string,
		/** What the answer says besides. */
		readonly more: XmlTree = {},
	) {
		super(message);
	}
}

/** WeChat Pay did not even look at it: `return_code` FAIL, words only. */
export class V2Unread extends Error {}

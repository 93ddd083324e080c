import type { IDataObject } from 'n8n-workflow';
import type { FieldKind, Parameters, WireField } from '../../../operation/operation';
import type { Credentials } from '../../../transport/product';
import { subMchid } from '../merchantType';

export const PATH = '/v3/merchant-service/complaints-v2/{complaint_id}';

/** WeChat Pay's number of a complaint. */
export const complaintId: WireField = {
	displayName: 'Complaint ID',
	name: 'complaint_id',
	type: 'string',
	default: '',
	required: true,
	trims: true,
	matches: { pattern: /^\w{1,64}$/, words: 'letters and digits only' },
	placeholder: 'e.g. 200201820200101080076610000',
	description: "WeChat Pay's number of the complaint (投诉单号): complaint_id of the WeChat Pay Trigger, or of Get Many",
};

/** Blanks are no answer; those around a text stay: paragraphs begin with two in Chinese. */
export const SOME_TEXT = { pattern: /\S/, words: 'more than blanks' };

/** Of whose sale the customer complains, where the caller is a partner. */
export const complainedShop: FieldKind = {
	...subMchid,
	at: 'complainted_mchid',
	properties: subMchid.properties.map((property) => ({
		...property,
		description: 'The merchant of yours that the complaint is about (被诉商户号): mchid in the output of Get. Leave it empty for the one in the credential.',
	})),
};

/** The same where no other shop is named, for `Request.fixed`. */
export function ownShop({ mchid }: Credentials): IDataObject {
	return { complainted_mchid: String(mchid) };
}

/** Whose shop it is, for the item. */
export function shopOf({ sub_mchid }: Parameters, { mchid }: Credentials): string {
	return String(sub_mchid ?? mchid);
}

/** Whether the pictures come along. */
export const downloadImages: WireField = {
	displayName: 'Download Pictures',
	name: 'downloadImages',
	at: false,
	type: 'boolean',
	default: true,
	description: 'Whether the pictures come along as files, in the binary fields image_0, image_1 …',
};

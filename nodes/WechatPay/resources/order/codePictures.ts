import type { IBinaryKeyData, IDataObject } from 'n8n-workflow';
import type { Call, Field } from '../../../operation/operation';
import { qrPrint, qrSvg } from '../../../protocol/qrPicture';
import { paidBy } from './whereToPay';

/** Where the pictures of a code go. */
export const pictureFields: Field[] = [
	...paidBy('native', {
		displayName: 'Put QR Code in Field',
		name: 'qrCodeField',
		at: false,
		type: 'string',
		default: 'data',
		hint: 'The name of the output binary field for the code as a PNG picture; empty for none',
	}),
	...paidBy('native', {
		displayName: 'Put QR Code for Print in Field',
		name: 'qrCodeSvgField',
		at: false,
		type: 'string',
		default: 'svg',
		hint: 'The name of the output binary field for the code as an SVG drawing, sharp at any size; empty for none',
	}),
];

/** A code to be scanned, for screens (PNG) and prints (SVG). */
export async function codePictures({ code_url }: IDataObject, { context, parameters }: Call): Promise<IBinaryKeyData> {
	if (!code_url) return {};
	const { qrCodeField, qrCodeSvgField, out_trade_no, combine_out_trade_no } = parameters as Record<string, string | undefined>;
	const text = String(code_url);
	const name = String(out_trade_no ?? combine_out_trade_no).replace(/[|*]/g, '_');
	const { prepareBinaryData } = context.helpers;
	return {
		...(qrCodeField && { [qrCodeField]: await prepareBinaryData(await qrPrint(text), `${name}.png`, 'image/png') }),
		...(qrCodeSvgField && { [qrCodeSvgField]: await prepareBinaryData(qrSvg(text), `${name}.svg`, 'image/svg+xml') }),
	};
}

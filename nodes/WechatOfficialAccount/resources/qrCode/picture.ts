import type { IBinaryKeyData, IDataObject } from 'n8n-workflow';
import { outputField } from '../../../operation/fields/outputField';
import { InvalidInput, type Call, type Field, type Parameters } from '../../../operation/operation';
import { qrPng, qrSvg } from '../../../protocol/qrPicture';

const SIZES = { least: 100, most: 4000 };

const sizeOf = ({ pictureSize }: Parameters): number => Number(pictureSize);

/** What the picture is for. */
export const pictureFields: Field[] = [
	{
		displayName: 'Picture',
		name: 'picture',
		at: false,
		type: 'options',
		noDataExpression: true,
		default: 'png',
		options: [
			{ name: 'None', value: 'none', description: 'Links only' },
			{ name: 'PNG', value: 'png', description: 'For screens, chats and documents' },
			{ name: 'SVG', value: 'svg', description: 'For print: sharp at any size' },
		],
		description: 'The code as a file in the output',
	},
	{
		displayName: 'Size',
		name: 'pictureSize',
		at: false,
		type: 'number',
		typeOptions: { minValue: SIZES.least, maxValue: SIZES.most },
		default: 600,
		required: true,
		displayOptions: { show: { picture: ['png'] } },
		description: 'Width and height in pixels, 100 to 4000',
	},
	{ ...outputField, displayOptions: { show: { picture: ['png', 'svg'] } } },
];

/** @throws InvalidInput for a picture that cannot be drawn */
export function checkPicture(parameters: Parameters): void {
	if (parameters.picture !== 'png') return;
	const size = sizeOf(parameters);
	if (Number.isInteger(size) && size >= SIZES.least && size <= SIZES.most) return;
	throw new InvalidInput(`“Size” cannot be ${size}`, `It takes a whole number of pixels, ${SIZES.least} to ${SIZES.most}; for larger prints choose SVG`);
}

/** The code drawn here: WeChat says of `url` that one may. A file name of what the code stands for. */
export async function picture(url: string, scene: string, { context, parameters }: Call): Promise<IBinaryKeyData> {
	const { picture: kind, outputPropertyName } = parameters as IDataObject;
	if (kind === 'none') return {};
	const name = scene.replace(/[^\p{L}\p{N}_.-]+/gu, '-');
	const data =
		kind === 'svg'
			? await context.helpers.prepareBinaryData(qrSvg(url), `${name}.svg`, 'image/svg+xml')
			: await context.helpers.prepareBinaryData(await qrPng(url, sizeOf(parameters)), `${name}.png`, 'image/png');
	return { [String(outputPropertyName)]: data };
}

import type { INodeProperties } from 'n8n-workflow';
import { fetchFile, inputFile, type OutgoingFile } from '../../../operation/files/file';
import { acceptable } from '../../../operation/files/mediaRules';
import { asPicture } from '../../../operation/files/pictureKind';
import { InvalidInput, type Call, type FieldKind, type WireField } from '../../../operation/operation';
import { readProperty } from '../../../operation/parameters';
import { payUpload } from '../payUpload';

const UPLOAD = '/v3/merchant-service/images/upload';
const MOST = 4;

/**
 * Pictures that go with an answer: they are uploaded, and their ids sent (wechat-pay.md §3.8).
 * @param name WeChat's parameter
 */
export function pictures(name: string, more: { at?: false; displayOptions?: INodeProperties['displayOptions'] } = {}): FieldKind {
	const field: WireField = {
		displayName: 'Pictures',
		name,
		type: 'string',
		default: '',
		list: true,
		placeholder: 'e.g. data, photo_2',
		description:
			'Names of input binary fields that hold pictures, or web addresses of pictures, separated by commas: up to 4, each JPG, PNG or BMP of at most 2 MB',
	};
	return { name, ...more, properties: [field], endpoints: [`POST ${UPLOAD}`], read: async (call) => await uploaded(field, call) };
}

async function uploaded(field: WireField, call: Call): Promise<string[] | undefined> {
	const named = readProperty(field, call) as string[] | undefined;
	if (!named) return undefined;
	if (named.length > MOST) throw new InvalidInput(`“${field.displayName}” has ${named.length} entries`, `WeChat Pay takes up to ${MOST}: leave out the others`);
	// Nothing is sent before all of them will do.
	const files: OutgoingFile[] = [];
	for (const one of named) files.push(await fileOf(one, field.displayName, call));
	const ids: string[] = [];
	for (const file of files) ids.push(String((await call.client.json(payUpload(UPLOAD, file))).media_id));
	return ids;
}

async function fileOf(named: string, label: string, { context, item }: Call): Promise<OutgoingFile> {
	const file = /^https?:\/\//i.test(named) ? await fetchFile(context, named, label) : await inputFile(context, item, named, label);
	return acceptable(asPicture(file, `“${label}”: ${named}`), 'payPicture', label);
}

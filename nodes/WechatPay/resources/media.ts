import { fileFields, FROM_BINARY, FROM_URL } from '../../operation/fields/fileFields';
import { fetchFile, inputFile, type OutgoingFile } from '../../operation/files/file';
import { acceptable, type PayUse } from '../../operation/files/mediaRules';
import { asPicture } from '../../operation/files/pictureKind';
import type { Call, FieldKind, Operation, Resource } from '../../operation/operation';
import { readProperty } from '../../operation/parameters';
import { payUpload } from './payUpload';

type UsedFor = 'document' | 'marketing' | 'video';

const PATHS: Record<UsedFor, string> = {
	document: '/v3/merchant/media/upload',
	marketing: '/v3/marketing/favor/media/image-upload',
	video: '/v3/merchant/media/video_upload',
};

const { source, binary, url } = fileFields({
	label: 'File',
	prefix: 'file',
	choices: [FROM_BINARY, FROM_URL],
	placeholder: 'e.g. https://example.com/license.jpg',
	description: 'Public address of the file',
});

const file: FieldKind = {
	name: 'file',
	at: false,
	properties: [source, binary, url],
	async read(call) {
		const isUrl = readProperty(source, call) === 'url';
		const given = isUrl ? await fetchFile(call.context, String(readProperty(url, call)), url.displayName) : await inputFile(call.context, call.item, String(readProperty(binary, call)), 'File');
		return ready(given, call.parameters.usedFor as UsedFor, isUrl ? url.displayName : 'File');
	},
};

/** The file as WeChat Pay takes it for this; pictures under the name that their bytes deserve. */
function ready(given: OutgoingFile, usedFor: UsedFor, field: string): OutgoingFile {
	if (usedFor === 'video') return acceptable(given, 'payVideo', field);
	const isPdf = usedFor === 'document' && given.content.toString('latin1', 0, 4) === '%PDF';
	if (isPdf) return acceptable({ ...given, contentType: 'application/pdf' }, 'payPdf', field);
	const use: PayUse = usedFor === 'document' ? 'payDocument' : 'payPicture';
	return acceptable(asPicture(given, `“${field}”: ${given.fileName || 'the file'}`), use, field);
}

const upload: Operation = {
	value: 'upload',
	name: 'Upload',
	action: 'Upload a file',
	description: 'Give WeChat Pay a picture, a document or a video, for use in another call. Pictures for a complaint are uploaded by Complaint: Reply itself.',
	fields: [
		{
			displayName: 'Used For',
			name: 'usedFor',
			at: false,
			type: 'options',
			noDataExpression: true,
			default: 'document',
			options: [
				{ name: 'Coupons and Marketing: Picture', value: 'marketing', description: 'JPG, PNG or BMP up to 2 MB (图片上传, 营销专用)' },
				{ name: 'Merchant Documents: Picture or PDF', value: 'document', description: 'JPG, PNG or BMP up to 5 MB (2 MB for older products), PDF up to 7.5 MB (图片上传)' },
				{ name: 'Merchant Documents: Video', value: 'video', description: 'MP4, MOV, AVI, WMV and others up to 5 MB (视频上传)' },
			],
		},
		file,
	],
	run: async ({ client, credentials, parameters }: Call) => {
		const { usedFor, file: given } = parameters as { usedFor: UsedFor; file: OutgoingFile };
		const { media_id = null, media_url = null } = await client.json(payUpload(PATHS[usedFor], given));
		const { fileName, contentType, content } = given;
		return [{ json: { mchid: String(credentials.mchid), media_id, media_url, file_name: fileName, mime_type: contentType, bytes: content.length } }];
	},
	endpoints: Object.values(PATHS).map((path) => `POST ${path}`),
};

/** Uploads 图片上传, 视频上传 (wechat-pay.md §3.9). */
export const media: Resource = {
	value: 'media',
	name: 'Media',
	description: 'Files that other calls refer to (素材)',
	operations: [upload],
};

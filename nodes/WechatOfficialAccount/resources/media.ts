import type { IDataObject } from 'n8n-workflow';
import { fetchFile, inputFile, type OutgoingFile } from '../../operation/files/file';
import { acceptable, type MediaType, type MediaUse } from '../../operation/files/mediaRules';
import type { Call, Field, Operation, Parameters, Resource, Result } from '../../operation/operation';
import { articleImageUpload, libraryUpload, temporaryUpload } from '../../operation/files/upload';
import { beijingTime } from '../../protocol/time';
import type { Answer, IncomingFile } from '../../transport/answer';
import type { WireRequest } from '../../transport/client';

const type: Field = {
	displayName: 'Type',
	name: 'type',
	type: 'options',
	default: 'image',
	options: [
		{ name: 'Image', value: 'image', description: 'JPG, PNG, GIF or BMP, at most 10 MB' },
		{ name: 'Thumbnail', value: 'thumb', description: 'JPG, at most 64 KB: the small picture of a video or a piece of music' },
		{ name: 'Video', value: 'video', description: 'MP4, at most 10 MB' },
		{ name: 'Voice', value: 'voice', description: 'MP3, AMR, WMA or WAV, at most 2 MB and 60 seconds' },
	],
};

const upload: Operation = {
	value: 'upload',
	name: 'Upload',
	action: 'Upload a file',
	description: 'Give WeChat an image, voice, video or thumbnail, and get the media ID or URL that other operations need',
	keepsInput: true,
	fields: [
		{
			displayName: 'Where Will It Be Used?',
			name: 'usedFor',
			type: 'options',
			default: 'message',
			options: [
				{ name: 'In a Message, Now', value: 'message', description: 'Temporary media (临时素材): the media ID is valid for three days' },
				{ name: 'In Messages and as a Cover, Again and Again', value: 'library', description: 'Media library (永久素材): stays until it is deleted' },
				{ name: 'Inside the Text of an Article', value: 'article', description: 'An image in an article (图文消息内的图片): returns its URL' },
			],
		},
		{ ...type, displayOptions: { show: { usedFor: ['message', 'library'] } } },
		{
			displayName: 'Input Data Field Name',
			name: 'binaryPropertyName',
			type: 'string',
			default: 'data',
			required: true,
			hint: 'The name of the input binary field that holds the file',
		},
		{
			displayName: 'Title',
			name: 'title',
			type: 'string',
			default: '',
			required: true,
			displayOptions: { show: { usedFor: ['library'], type: ['video'] } },
			description: 'Title of the video in the library',
		},
		{
			displayName: 'Introduction',
			name: 'introduction',
			type: 'string',
			default: '',
			required: true,
			displayOptions: { show: { usedFor: ['library'], type: ['video'] } },
			description: 'Description of the video in the library',
		},
	],
	run: async (call) => {
		const answer = await call.client.json(uploadRequest(call.parameters, await fileToUpload(call)));
		return [{ json: uploaded(answer), raw: answer }];
	},
	endpoints: [
		'POST /cgi-bin/media/upload',
		'POST /cgi-bin/material/add_material',
		'POST /cgi-bin/media/uploadimg',
	],
};

async function fileToUpload({ context, item, parameters }: Call): Promise<OutgoingFile> {
	const use = parameters.usedFor === 'article' ? 'articleImage' : (parameters.type as MediaUse);
	const property = String(parameters.binaryPropertyName);
	return acceptable(await inputFile(context, item, property, 'Input Data Field Name'), use, 'Input Data Field Name');
}

function uploadRequest({ usedFor, type, title, introduction }: Parameters, file: OutgoingFile): WireRequest {
	if (usedFor === 'article') return articleImageUpload(file);
	if (usedFor === 'message') return temporaryUpload(type as MediaType, file);
	return libraryUpload(type as MediaType, file, type === 'video' ? ({ title, introduction } as IDataObject) : undefined);
}

function uploaded(answer: IDataObject): IDataObject {
	const created = Number(answer.created_at);
	return {
		media_id: answer.media_id ?? answer.thumb_media_id ?? null,
		url: answer.url ?? null,
		type: answer.type ?? null,
		expires_at: created ? beijingTime(created + 3 * 24 * 3600) : null,
	};
}

const mediaId: Field = {
	displayName: 'Media ID',
	name: 'media_id',
	type: 'string',
	default: '',
	required: true,
	placeholder: 'e.g. {{ $json.media_id }}',
};

const download: Operation = {
	value: 'download',
	name: 'Download',
	action: 'Download a file',
	description: 'Get an image, voice, video or article: what a customer sent, or what is in the library',
	keepsInput: true,
	fields: [
		{
			displayName: 'From',
			name: 'from',
			type: 'options',
			default: 'message',
			options: [
				{ name: 'A Message or Temporary Upload', value: 'message', description: 'Media of the last three days' },
				{ name: 'Media Library', value: 'library' },
				{ name: 'Voice Recorded on a Web Page', value: 'jssdk', description: 'In full quality (Speex), recorded with the JS-SDK' },
			],
		},
		mediaId,
		{
			displayName: 'Put Output File in Field',
			name: 'binaryPropertyName',
			type: 'string',
			default: 'data',
			required: true,
			hint: 'The name of the output binary field to put the file in',
		},
	],
	run: async (call) => {
		const id = String(call.parameters.media_id);
		const answer = await call.client.file(downloadRequest(String(call.parameters.from), id));
		return [await downloaded(id, answer, call)];
	},
	endpoints: [
		'GET /cgi-bin/media/get',
		'POST /cgi-bin/material/get_material',
		'GET /cgi-bin/media/get/jssdk',
	],
};

function downloadRequest(from: string, media_id: string): WireRequest {
	if (from === 'library') {
		return { method: 'POST', path: '/cgi-bin/material/get_material', body: { media_id }, repeatable: true };
	}
	return { method: 'GET', path: from === 'jssdk' ? '/cgi-bin/media/get/jssdk' : '/cgi-bin/media/get', query: { media_id } };
}

/** A video comes as JSON with its URL, an article as JSON; everything else is the file. */
async function downloaded(media_id: string, answer: Answer, call: Call): Promise<Result> {
	if ('file' in answer) return await asBinary(media_id, answer.file, {}, call);
	const { json } = answer;
	const url = json.video_url ?? json.down_url;
	if (!url) return { json: { media_id, file_name: null, mime_type: null, bytes: null, ...json } };
	const file = await fetchFile(call.context, String(url), 'Media ID');
	return await asBinary(media_id, file, { title: json.title ?? null, description: json.description ?? null }, call);
}

async function asBinary(
	media_id: string,
	{ content, fileName, contentType }: IncomingFile,
	about: IDataObject,
	call: Call,
): Promise<Result> {
	const data = await call.context.helpers.prepareBinaryData(content, fileName || undefined, contentType || undefined);
	return {
		json: {
			media_id,
			file_name: data.fileName ?? null,
			mime_type: data.mimeType,
			bytes: content.length,
			...about,
		},
		binary: { [String(call.parameters.binaryPropertyName)]: data },
	};
}

const getMany: Operation = {
	value: 'getAll',
	name: 'Get Many',
	action: 'Get many files of the library',
	description: 'List the media library (永久素材), newest first',
	many: true,
	fields: [
		{
			displayName: 'Type',
			name: 'type',
			type: 'options',
			default: 'image',
			options: [
				{ name: 'Image', value: 'image' },
				{ name: 'Video', value: 'video' },
				{ name: 'Voice', value: 'voice' },
			],
		},
	],
	request: {
		method: 'POST',
		path: '/cgi-bin/material/batchget_material',
		page: { items: 'item', offset: 'offset', count: 'count', size: 20, total: 'total_count' },
		repeatable: true,
	},
	simplify: ({ media_id, name, url, update_time }, { parameters }) => ({
		media_id,
		name: name ?? null,
		type: parameters.type as string,
		url: url ?? null,
		updated_at: update_time ? beijingTime(Number(update_time)) : null,
	}),
};

const remove: Operation = {
	value: 'delete',
	name: 'Delete',
	action: 'Delete a file of the library',
	description: 'Delete a file of the media library (永久素材); messages and menus that use it lose it',
	irreversible: true,
	keepsInput: true,
	fields: [mediaId],
	request: { method: 'POST', path: '/cgi-bin/material/del_material' },
	reports: ({ parameters }) => ({ media_id: parameters.media_id as string, deleted: true }),
};

/** Media 素材 (wechat-api.md C.4). */
export const media: Resource = {
	value: 'media',
	name: 'Media',
	description: 'Images, voices and videos (素材)',
	operations: [upload, download, getMany, remove],
};

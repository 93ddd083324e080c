import type { IDataObject } from 'n8n-workflow';
import { mediaLocator } from '../../operation/fields/media';
import { outputField } from '../../operation/fields/outputField';
import { fetchFile, inputFile, outputFile, type OutgoingFile } from '../../operation/files/file';
import { acceptable, type MediaType } from '../../operation/files/mediaRules';
import { mediaIdOf } from '../../operation/files/upload';
import type { Call, Field, FieldKind, Operation, Resource, WireField } from '../../operation/operation';
import { readProperty } from '../../operation/parameters';
import { beijingTime } from '../../protocol/time';
import type { WireRequest } from '../../transport/request';

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

/** Where the file will be used decides who takes it. */
const UPLOADS: Record<string, string> = {
	message: '/cgi-bin/media/upload',
	library: '/cgi-bin/material/add_material',
	article: '/cgi-bin/media/uploadimg',
};

const THREE_DAYS_S = 3 * 24 * 3600;

const input: WireField = {
	displayName: 'Input Data Field Name',
	name: 'binaryPropertyName',
	type: 'string',
	default: 'data',
	required: true,
	hint: 'The name of the input binary field that holds the file',
};

/** The file of the input item, if WeChat takes it for the use that is chosen. */
const fileToUpload: FieldKind = {
	name: 'media',
	properties: [input],
	async read(call) {
		const { usedFor, type: kind } = call.parameters;
		const file = await inputFile(call.context, call.item, String(readProperty(input, call)), input.displayName);
		return acceptable(file, usedFor === 'article' ? 'articleImage' : (kind as MediaType), input.displayName);
	},
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
			at: false,
			type: 'options',
			noDataExpression: true,
			default: 'message',
			options: [
				{ name: 'In a Message, Now', value: 'message', description: 'Temporary media (临时素材): the media ID is valid for three days' },
				{ name: 'In Messages or as an Article Cover, for Good', value: 'library', description: 'Media library (永久素材): stays until it is deleted' },
				{ name: 'Inside the Text of an Article', value: 'article', description: 'An image in an article (图文消息内的图片): returns its URL' },
			],
		},
		{ ...type, displayOptions: { show: { usedFor: ['message', 'library'] } } },
		fileToUpload,
		{
			displayName: 'Title',
			name: 'title',
			at: 'description.title',
			type: 'string',
			default: '',
			required: true,
			displayOptions: { show: { usedFor: ['library'], type: ['video'] } },
			description: 'Title of the video in the library',
		},
		{
			displayName: 'Introduction',
			name: 'introduction',
			at: 'description.introduction',
			type: 'string',
			default: '',
			required: true,
			displayOptions: { show: { usedFor: ['library'], type: ['video'] } },
			description: 'Description of the video in the library',
		},
	],
	request: ({ usedFor }) => ({
		method: 'POST',
		path: UPLOADS[usedFor as string],
		query: ['type'],
		file: 'media',
		// Twice does harm in the library only, where both would stay.
		repeatable: usedFor === 'library' ? undefined : true,
	}),
	endpoints: Object.values(UPLOADS).map((path) => `POST ${path}`),
	simplify: (answer) => {
		const created = Number(answer.created_at);
		return {
			media_id: mediaIdOf(answer),
			url: answer.url ?? null,
			type: answer.type ?? null,
			expires_at: created ? beijingTime(created + THREE_DAYS_S) : null,
		};
	},
};

const mediaId: Field = mediaLocator('media_id', 'Media', 'searchLibrary');

/** What the library holds; drafts of articles are in a box of their own (Article: Get Many). */
const libraryType: WireField = {
	displayName: 'Type',
	name: 'type',
	type: 'options',
	default: 'image',
	options: [
		{ name: 'Article', value: 'news', description: 'Articles of the older kind, and those that were sent (图文)' },
		{ name: 'Image', value: 'image' },
		{ name: 'Video', value: 'video' },
		{ name: 'Voice', value: 'voice' },
	],
};

/** What the chooser lists. */
const listed: WireField = { ...libraryType, displayName: 'Type in the List', name: 'libraryType', at: false };

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
		{ ...listed, displayOptions: { show: { from: ['library'] } } },
		mediaId,
		outputField,
	],
	run: async (call) => {
		const { media_id, from, outputPropertyName } = call.parameters as Record<string, string>;
		const answer = await call.client.file(downloadRequest(from, media_id));
		const json = 'json' in answer ? answer.json : {};
		const file = 'file' in answer ? answer.file : await fileNamedBy(json, call);
		if (!file) return [{ json: { media_id, ...NO_FILE, ...json } }];
		const { data, about } = await outputFile(call.context, file);
		const { title, description } = json;
		const words = title === undefined ? {} : { title, description };
		return [{ json: { media_id, ...about, ...words }, binary: { [outputPropertyName]: data } }];
	},
	endpoints: [
		'GET /cgi-bin/media/get',
		'POST /cgi-bin/material/get_material',
		'GET /cgi-bin/media/get/jssdk',
	],
};

const NO_FILE = { file_name: null, mime_type: null, bytes: null };

function downloadRequest(from: string, media_id: string): WireRequest {
	if (from === 'library') {
		return { method: 'POST', path: '/cgi-bin/material/get_material', body: { media_id }, repeatable: true };
	}
	return { method: 'GET', path: from === 'jssdk' ? '/cgi-bin/media/get/jssdk' : '/cgi-bin/media/get', query: { media_id } };
}

/** A video comes as JSON with its URL, an article as JSON alone. */
async function fileNamedBy({ video_url, down_url }: IDataObject, { context }: Call): Promise<OutgoingFile | undefined> {
	const url = video_url ?? down_url;
	if (!url) return undefined;
	return await fetchFile(context, String(url), 'Media', "WeChat's address for the video did not work: run it again");
}

const getMany: Operation = {
	value: 'getAll',
	name: 'Get Many',
	action: 'Get many files of the library',
	description: 'List the media library (永久素材), newest first',
	many: true,
	fields: [libraryType],
	request: {
		method: 'POST',
		path: '/cgi-bin/material/batchget_material',
		page: { items: 'item', offset: 'offset', count: 'count', size: 20, total: 'total_count' },
		repeatable: true,
	},
	simplify: ({ media_id, name, url, update_time, content }, { parameters }) => {
		// Articles have no name, and their links are inside.
		const [article = {}] = (content as { news_item?: IDataObject[] } | undefined)?.news_item ?? [];
		return {
			media_id,
			name: name ?? article.title ?? null,
			type: parameters.type as string,
			url: url ?? article.url ?? null,
			updated_at: update_time ? beijingTime(Number(update_time)) : null,
		};
	},
};

const remove: Operation = {
	value: 'delete',
	name: 'Delete',
	action: 'Delete a file of the library',
	description: 'Delete a file of the media library (永久素材); messages and menus that use it lose it',
	irreversible: true,
	keepsInput: true,
	fields: [listed, mediaId],
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

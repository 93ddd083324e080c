import type {
	IDataObject,
	ILoadOptionsFunctions,
	INodeListSearchResult,
	INodeProperties,
	INodePropertyOptions,
} from 'n8n-workflow';
import { Client } from '../../transport/client';
import { wechat } from '../../transport/wechat';
import { fetchFile, inputFile, type OutgoingFile } from '../files/file';
import { acceptable, type MediaType } from '../files/mediaRules';
import type { Call, FieldKind, Parameters } from '../operation';
import { isFixed, readProperty } from '../parameters';
import { pagedChoices } from './choices';
import { mediaIdOf, temporaryUpload } from '../files/upload';
import { fileFields, FROM_BINARY, FROM_URL } from './fileFields';
import { intoLibrary, libraryPicture } from './libraryPicture';

interface MediaField {
	/** WeChat's parameter, `media_id` or `thumb_media_id`. */
	name: string;
	at: string;
	/** What the user sees: "Media", "Thumbnail". */
	label: string;
	/** Beginning of the names of the helper properties, stored in workflows. */
	prefix: string;
	type: (parameters: Parameters) => MediaType;
	search: 'searchLibrary' | 'searchImages';
	show: NonNullable<INodeProperties['displayOptions']>['show'];
	/** WeChat wants it to stay: every file goes into the library, in test runs too. */
	isPermanent?: true;
	/** A further place, from which the operation itself gets it: nothing is read then. */
	elsewhere?: INodePropertyOptions;
}

/** WeChat's code for a media_id that is gone. */
const UNKNOWN_MEDIA = 40007;

/**
 * A file, from wherever the user has it: the node uploads it and sends its media id. The picture of a fixed
 * URL goes into the library, once: temporary media dies after three days and takes the flow with it.
 */
export function media({ name, at, label, prefix, type, search, show, isPermanent, elsewhere }: MediaField): FieldKind {
	const { source, from, binary, url } = fileFields({
		label,
		prefix,
		choices: [FROM_BINARY, ...(elsewhere ? [elsewhere] : []), { name: 'Media Library or Media ID', value: 'media' }, FROM_URL],
		placeholder: 'e.g. https://example.com/coupon.png',
		description:
			'Public address of the file. A picture with a fixed address is copied into your media library (素材库) once and used from there; change the address to replace it, also after you deleted the copy.',
	});
	const locator = { ...mediaLocator(name, label, search), displayOptions: from('media') };
	if (isPermanent) locator.description = 'From the media library (素材库), or the media ID of a picture in it. Temporary media will not do.';
	return {
		name,
		at,
		displayOptions: { show },
		properties: [source, binary, url, locator],
		endpoints: ['POST /cgi-bin/media/upload', 'POST /cgi-bin/material/add_material'],
		async read(call) {
			const kind = type(call.parameters);
			const chosen = readProperty(source, call);
			if (elsewhere && chosen === elsewhere.value) return undefined;
			switch (chosen) {
				case 'media':
					return readProperty(locator, call);
				case 'url': {
					const address = String(readProperty(url, call));
					const get = async () =>
						acceptable(await fetchFile(call.context, address, url.displayName), kind, url.displayName);
					if (keeps(kind, url.name, call)) return await fromLibrary(address, kind, get, call);
					return isPermanent ? await libraryPicture('url', address, url.displayName, call) : await temporary(kind, await get(), call);
				}
				default: {
					const property = String(readProperty(binary, call));
					if (isPermanent) return await libraryPicture('binary', property, label, call);
					const file = await inputFile(call.context, call.item, property, label);
					return await temporary(kind, acceptable(file, kind, label), call);
				}
			}
		},
	};
}

/** A media ID: chosen from the library, or from an earlier upload or message. */
export function mediaLocator(name: string, label: string, search: MediaField['search']): INodeProperties {
	return {
		displayName: label,
		name,
		type: 'resourceLocator',
		default: { mode: 'list', value: '' },
		required: true,
		description:
			'From the media library, or a media ID from an earlier upload or message. A temporary media ID is valid for three days.',
		modes: [
			{
				displayName: 'From List',
				name: 'list',
				type: 'list',
				typeOptions: { searchListMethod: search, searchable: true },
			},
			{ displayName: 'By Media ID', name: 'id', type: 'string', placeholder: 'e.g. {{ $json.media_id }}' },
		],
	};
}

async function temporary(type: MediaType, file: OutgoingFile, call: Call): Promise<string> {
	return String(mediaIdOf(await call.client.json(temporaryUpload(type, file))));
}

/** Test runs put nothing into the library: n8n would not remember it. */
function keeps(type: MediaType, property: string, call: Call): boolean {
	const isPicture = type === 'image' || type === 'thumb';
	const hasLibrary = call.credentials.accountType !== 'miniProgram';
	return isPicture && hasLibrary && call.context.getMode() !== 'manual' && isFixed(property, call);
}

/** The library's copy of a URL, remembered with the node; forgotten when WeChat no longer knows it. */
async function fromLibrary(
	address: string,
	type: MediaType,
	get: () => Promise<OutgoingFile>,
	call: Call,
): Promise<string> {
	const memory = call.context.getWorkflowStaticData('node');
	const copies = (memory.libraryCopies ??= {}) as IDataObject;
	const key = `${String(call.credentials.appId)} ${type} ${address}`;
	call.whenRefused.push((errcode) => {
		if (errcode === UNKNOWN_MEDIA) delete copies[key];
	});
	copies[key] ??= await intoLibrary(type, key, get, call);
	return copies[key] as string;
}

const PAGE = 20;

/** What messages call otherwise than the library. */
const OTHER_NAMES: Record<string, string> = { mpnews: 'news', mpvideo: 'video' };

/** Entries of the media library of the chosen message type, page by page (`POST /cgi-bin/material/batchget_material`). */
export async function searchLibrary(
	this: ILoadOptionsFunctions,
	filter?: string,
	paginationToken?: string,
): Promise<INodeListSearchResult> {
	const chosen = ['libraryType', 'msgtype', 'type'].map((name) => this.getCurrentNodeParameter(name));
	const type = String(chosen.find((value) => value !== undefined && value !== null) ?? 'image');
	return await library(this, OTHER_NAMES[type] ?? type, filter, paginationToken);
}

/** Pictures of the library: a thumbnail may be any of them. */
export async function searchImages(
	this: ILoadOptionsFunctions,
	filter?: string,
	paginationToken?: string,
): Promise<INodeListSearchResult> {
	return await library(this, 'image', filter, paginationToken);
}

async function library(
	context: ILoadOptionsFunctions,
	type: string,
	filter: string | undefined,
	paginationToken: string | undefined,
): Promise<INodeListSearchResult> {
	const client = new Client(context, wechat);
	const path = '/cgi-bin/material/batchget_material';
	const read = async (offset: number) => {
		const answer = await client.json({ method: 'POST', path, body: { type, offset, count: PAGE }, repeatable: true });
		const entries = ((answer.item ?? []) as IDataObject[]).map(({ name, media_id, url, content }) => {
			const [article = {}] = (content as { news_item?: IDataObject[] } | undefined)?.news_item ?? [];
			const link = url || article.url;
			return { name: String(name || article.title || media_id), value: String(media_id), url: link ? String(link) : undefined };
		});
		return { entries, total: answer.total_count };
	};
	return await pagedChoices(read, filter, paginationToken);
}

import { mediaLocator } from '../../../operation/fields/media';
import { fetchFile, inputFile, type OutgoingFile } from '../../../operation/files/file';
import { acceptable } from '../../../operation/files/mediaRules';
import { mediaIdOf, temporaryUpload } from '../../../operation/files/upload';
import { InvalidInput, type Call, type FieldKind, type WireField } from '../../../operation/operation';
import { readProperty } from '../../../operation/parameters';
import { forEditor } from '../../../operation/properties';

const source: WireField = {
	displayName: 'Images From',
	name: 'imagesSource',
	type: 'options',
	noDataExpression: true,
	default: 'binary',
	options: [
		{ name: 'Files From an Earlier Node', value: 'binary' },
		{ name: 'Media Library or Media IDs', value: 'media' },
		{ name: 'Web Addresses', value: 'url' },
	],
};

const binary: WireField = {
	displayName: 'Input Data Field Names',
	name: 'imagesBinaryPropertyNames',
	type: 'string',
	default: 'data',
	required: true,
	list: true,
	displayOptions: { show: { imagesSource: ['binary'] } },
	hint: 'The names of the input binary fields that hold the images, separated by commas',
};

const urls: WireField = {
	displayName: 'Image URLs',
	name: 'imagesUrls',
	type: 'string',
	typeOptions: { rows: 2 },
	default: '',
	required: true,
	list: true,
	displayOptions: { show: { imagesSource: ['url'] } },
	placeholder: 'e.g. https://example.com/618.png',
	description:
		'Public addresses of the images, one per line',
};

const library: WireField = {
	displayName: 'Images',
	name: 'imagesLibrary',
	type: 'fixedCollection',
	typeOptions: { multipleValues: true, sortable: true },
	placeholder: 'Add Image',
	default: {},
	required: true,
	displayOptions: { show: { imagesSource: ['media'] } },
	options: [
		{
			displayName: 'Image',
			name: 'image',
			values: [mediaLocator('media_id', 'Image', 'searchImages')],
		},
	],
};

/** The pictures of a broadcast, from wherever the user has them; the node uploads them and sends their media ids. */
export const images: FieldKind = {
	name: 'media_ids',
	at: 'images.media_ids',
	displayOptions: { show: { msgtype: ['image'] } },
	properties: [source, binary, urls, library].map(forEditor),
	endpoints: ['POST /cgi-bin/media/upload'],
	async read(call) {
		switch (readProperty(source, call)) {
			case 'media':
				return chosen(call);
			case 'url':
				return await uploaded(urls, call, async (address) => await fetchFile(call.context, address, urls.displayName));
			default:
				return await uploaded(binary, call, async (property) => await inputFile(call.context, call.item, property, binary.displayName));
		}
	},
};

function chosen(call: Call): string[] {
	const rows = readProperty(library, call) as Array<{ media_id: string }> | undefined;
	if (rows) return rows.map(({ media_id }) => media_id);
	throw new InvalidInput('“Images” is empty', 'Add at least one image');
}

/** One after the other, in the order in which they will be seen. */
async function uploaded(field: WireField, call: Call, get: (entry: string) => Promise<OutgoingFile>): Promise<string[]> {
	const ids: string[] = [];
	for (const entry of readProperty(field, call) as string[]) {
		const file = acceptable(await get(entry), 'image', field.displayName);
		ids.push(String(mediaIdOf(await call.client.json(temporaryUpload('image', file)))));
	}
	return ids;
}

import { mediaLocator } from '../../../operation/fields/media';
import { libraryPicture, type PictureSource } from '../../../operation/fields/libraryPicture';
import { InvalidInput, type Call, type WireField } from '../../../operation/operation';

/** "newspic<=20 images" (wechat-api.md C.3). */
const MOST = 20;

const NAMES = 'picturesBinaryPropertyNames';
const ADDRESSES = 'pictureUrls';

/** The pictures of a picture post: from one place, any number of them. */
export function pictureFields(show: Record<string, string[]>): WireField[] {
	const from = (source: string) => ({ show: { ...show, picturesSource: [source] } });
	return [
		{
			displayName: 'Pictures From',
			name: 'picturesSource',
			at: false,
			type: 'options',
			noDataExpression: true,
			default: 'binary',
			displayOptions: { show },
			options: [
				{ name: 'Files From an Earlier Node', value: 'binary' },
				{ name: 'Media IDs', value: 'media' },
				{ name: 'Media Library', value: 'library' },
				{ name: 'Web Addresses', value: 'url' },
			],
			description: 'At most 20; the first is the cover. They are kept in the media library (素材库).',
		},
		{
			displayName: 'Input Data Field Names',
			name: NAMES,
			at: false,
			type: 'string',
			list: true,
			default: 'data',
			required: true,
			displayOptions: from('binary'),
			hint: 'The names of the input binary fields that hold the pictures, separated by commas',
		},
		{
			displayName: 'Media IDs',
			name: 'pictureMediaIds',
			at: false,
			type: 'string',
			list: true,
			default: '',
			required: true,
			displayOptions: from('media'),
			placeholder: 'e.g. {{ $json.media_ids }}',
			description: 'Media IDs of pictures in the library, separated by commas, spaces or lines; an expression may also yield a list',
		},
		{
			displayName: 'Pictures',
			name: 'libraryPictures',
			at: false,
			type: 'fixedCollection',
			typeOptions: { multipleValues: true, sortable: true },
			placeholder: 'Add Picture',
			default: {},
			required: true,
			displayOptions: from('library'),
			options: [
				{
					displayName: 'Picture',
					name: 'picture',
					values: [{ ...mediaLocator('image_media_id', 'Picture', 'searchImages'), description: 'Picture in the media library' }],
				},
			],
		},
		{
			displayName: 'Picture URLs',
			name: ADDRESSES,
			at: false,
			type: 'string',
			list: true,
			typeOptions: { rows: 3 },
			default: '',
			required: true,
			displayOptions: from('url'),
			placeholder: 'e.g. https://example.com/tea-1.jpg',
			description: 'Public addresses of the pictures, separated by spaces or lines; an expression may also yield a list',
		},
	];
}

/**
 * The pictures as WeChat takes them, uploaded one after the other where they are not in the library yet.
 * @returns `{ image_list: [{ image_media_id }] }`
 */
export async function pictureList(call: Call): Promise<{ image_list: Array<{ image_media_id: string }> }> {
	const { picturesSource, pictureMediaIds, libraryPictures, [NAMES]: names, [ADDRESSES]: addresses } = call.parameters;
	const chosen: Record<string, [source: PictureSource, values: unknown, label: string]> = {
		binary: ['binary', names, 'Pictures'],
		media: ['media', pictureMediaIds, 'Media IDs'],
		library: ['media', ((libraryPictures ?? []) as Array<{ image_media_id: string }>).map((row) => row.image_media_id), 'Pictures'],
		url: ['url', addresses, 'Picture URLs'],
	};
	const [source, values, label] = chosen[picturesSource as string];
	const all = values as string[];
	if (all.length > MOST) {
		throw new InvalidInput(`“${label}”: these are ${all.length} pictures`, `A picture post takes ${MOST}. Leave some out, or make several posts`);
	}
	const image_list: Array<{ image_media_id: string }> = [];
	for (const value of all) image_list.push({ image_media_id: await libraryPicture(source, value, label, call) });
	return { image_list };
}

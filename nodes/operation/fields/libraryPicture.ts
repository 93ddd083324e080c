import { fetchFile, inputFile, type OutgoingFile } from '../files/file';
import { acceptable, type MediaType } from '../files/mediaRules';
import { libraryUpload, mediaIdOf } from '../files/upload';
import type { Call } from '../operation';

/** Where a picture comes from: a binary field, a media ID, a web address. */
export type PictureSource = 'binary' | 'media' | 'url';

/**
 * The media ID of a picture that stays in the library, uploaded where it is not there yet (wechat-api.md C.4).
 * @param value the binary field's name, the media ID or the address
 * @param label what the user calls it, for mistakes
 */
export async function libraryPicture(source: PictureSource, value: string, label: string, call: Call): Promise<string> {
	if (source === 'media') return value;
	const get = async () =>
		source === 'url' ? await fetchFile(call.context, value, label) : await inputFile(call.context, call.item, value, label);
	const key = source === 'url' ? value : `${value} of item ${call.item}`;
	return await intoLibrary('image', key, async () => acceptable(await get(), 'image', label), call);
}

/** Uploads into the library once, for all items and tries of this execution. */
export async function intoLibrary(
	type: MediaType,
	key: string,
	get: () => Promise<OutgoingFile>,
	call: Call,
): Promise<string> {
	return (await libraryEntry(type, key, get, call)).media_id;
}

/** The same, with the address at which a text may show the picture. */
export async function libraryEntry(
	type: MediaType,
	key: string,
	get: () => Promise<OutgoingFile>,
	call: Call,
): Promise<{ media_id: string; url: string }> {
	return await call.once(`library ${type} ${key}`, async () => {
		const answer = await call.client.json(libraryUpload(type, await get()));
		return { media_id: String(mediaIdOf(answer)), url: String(answer.url ?? '') };
	});
}

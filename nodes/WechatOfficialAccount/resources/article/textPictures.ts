import { libraryEntry } from '../../../operation/fields/libraryPicture';
import type { OutgoingFile } from '../../../operation/files/file';
import { acceptable, mediaRules } from '../../../operation/files/mediaRules';
import { asPicture } from '../../../operation/files/pictureKind';
import { articleUpload } from '../../../operation/files/upload';
import { AT_ONCE, inOrder } from '../../../operation/inOrder';
import { InvalidInput, type Call } from '../../../operation/operation';
import { isAddress } from '../../../protocol/article/address';
import type { Composed } from '../../../protocol/article/compose';
import { picturesIn, type Picture } from '../../../protocol/article/pictures';
import { digest } from '../../../protocol/digest';
import { toHtml } from '../../../protocol/html';
import { WechatRefusal } from '../../../transport/errors';
import { content } from './fields';
import { pictureFile } from './pictureFile';
import { isWechats } from './wechatsPictures';

/** WeChat says no to a picture, rather than to the call (wechat-errcodes.json). */
const ABOUT_PICTURES = [40004, 40005, 40006, 40009, 40113, 40137, 45001, 87014];

/** A text in which all pictures are WeChat's. */
export interface Illustrated {
	html: string;
	/** Media ID of the first picture, where it is wanted as the cover. */
	cover?: string;
	/** How many pictures were uploaded for it. */
	uploaded: number;
	/** What was left out, as the text names it. */
	dropped: string[];
	/** How many videos, sounds, forms and other pages it was left without. */
	lost: number;
}

/** A picture in WeChat; `unusable`: why it is left out. */
type Outcome = { url: string; media_id?: string } | { unusable: string };

/**
 * Uploads the pictures of a text, each once, and puts WeChat's addresses into it (wechat-api.md C.3, C.4).
 * @throws InvalidInput when one cannot be used, and the user has not said to leave it out
 */
export async function illustrated({ body, lost, asItIs }: Composed, wantsCover: boolean, call: Call): Promise<Illustrated> {
	const pictures = picturesIn(body);
	const known = new Map<string, Outcome>();
	const cover = wantsCover ? await firstInLibrary(pictures, known, call) : undefined;
	const { baseUrl } = call.credentials;
	const foreign = new Set(pictures.map(({ source }) => source).filter((source) => !isWechats(source, String(baseUrl ?? ''))));
	const waiting = [...foreign].filter((source) => !known.has(source));
	let at = 0;
	for await (const outcome of inOrder(waiting, AT_ONCE, async (source) => await tried(source, inText, call))) known.set(waiting[at++], outcome);
	const isSame = pictures.every(({ isInPlace, source }) => isInPlace && !foreign.has(source));
	for (const picture of pictures) settle(picture, foreign.has(picture.source) ? known.get(picture.source) : undefined);
	const outcomes = [...foreign].map((source) => [source, known.get(source)!] as const);
	return {
		html: isSame && asItIs !== undefined ? asItIs : toHtml(body),
		cover,
		uploaded: outcomes.filter(([, outcome]) => 'url' in outcome).length,
		dropped: outcomes.flatMap(([source, outcome]) => ('unusable' in outcome ? [nameOf(source)] : [])),
		lost,
	};
}

function settle(picture: Picture, outcome: Outcome = { url: picture.source }): void {
	if ('url' in outcome) picture.place(outcome.url);
	else picture.leaveOut();
}

/** The first that can be used. */
async function firstInLibrary(pictures: Picture[], known: Map<string, Outcome>, call: Call): Promise<string> {
	for (const { source } of pictures) {
		const outcome = known.get(source) ?? (await tried(source, inLibrary, call));
		known.set(source, outcome);
		if ('media_id' in outcome) return String(outcome.media_id);
	}
	throw new InvalidInput('“Cover From”: there is no picture in the text', 'Put one into the text, or take the cover from somewhere else');
}

type Upload = (file: OutgoingFile, key: string, call: Call) => Promise<{ url: string; media_id?: string }>;

const inLibrary: Upload = async (file, key, call) => await libraryEntry('image', key, async () => acceptable(file, 'image', content.displayName), call);

/** Large ones and GIFs find room in the library only; a text may show them from there. */
const inText: Upload = async (file, key, call) => {
	const { kinds, bytes } = mediaRules.articleImage;
	const isSmall = file.content.length <= bytes && Object.values(kinds).includes(file.contentType);
	if (!isSmall) return await inLibrary(file, key, call);
	return { url: String((await call.client.json(articleUpload(acceptable(file, 'articleImage', content.displayName)))).url) };
};

async function tried(source: string, upload: Upload, call: Call): Promise<Outcome> {
	const shown = `“${content.displayName}”: the picture ${nameOf(source)}`;
	const key = keyOf(source, call);
	const uploading = call.once(`${upload === inLibrary ? 'cover' : 'picture'} ${key}`, async () => await upload(asPicture(await pictureFile(source, shown, call), shown), key, call));
	return await uploading.catch((error: unknown) => unusable(error, shown, call));
}

/** What becomes of a picture that cannot be used; anything else that went wrong ends it all. */
async function unusable(error: unknown, shown: string, call: Call): Promise<Outcome> {
	const isRefused = error instanceof WechatRefusal && ABOUT_PICTURES.includes(Number(error.refusal.errcode));
	const { additionalFields, updateFields } = call.parameters as Record<string, { whenPictureFails?: string } | undefined>;
	const leavesOut = (additionalFields ?? updateFields)?.whenPictureFails === 'leaveOut';
	if (leavesOut && (isRefused || error instanceof InvalidInput)) return { unusable: error.message };
	if (isRefused) error.refusal.hint = `${shown} was refused. ${error.refusal.hint}`;
	return await Promise.reject(error as Error);
}

function keyOf(source: string, { item }: Call): string {
	if (isAddress(source)) return source;
	return /^data:/i.test(source) ? digest(source) : `${source} of item ${item}`;
}

/** A picture that is in the text itself has no name but its kind. */
function nameOf(source: string): string {
	return /^data:/i.test(source) ? source.slice(0, 50).replace(/[;,].*$/s, '') : source;
}

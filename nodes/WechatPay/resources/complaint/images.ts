import type { IBinaryKeyData } from 'n8n-workflow';
import { fetchFile, outputFile, type OutgoingFile } from '../../../operation/files/file';
import { AT_ONCE, inOrder } from '../../../operation/inOrder';
import { InvalidInput, type Call } from '../../../operation/operation';
import { CallFailure } from '../../../transport/errors';

/** Where WeChat Pay keeps pictures of complaints: a signed call gets them, and its answer is not signed. */
const KEPT = /^\/v3\/merchant-service\/images\//;

/** Files for the item, and why some are missing: a complaint is worth having without its pictures. */
export interface Images {
	binary: IBinaryKeyData;
	images_missing: string | null;
}

/** Gets the pictures at these addresses: image_0, image_1 … (wechat-pay.md §3.8). */
export async function imagesAt(urls: string[], call: Call): Promise<Images> {
	const binary: IBinaryKeyData = {};
	const reasons: string[] = [];
	let number = 0;
	for await (const found of inOrder(urls, AT_ONCE, async (url) => await imageOr(url, call))) {
		const name = `image_${number++}`;
		if (typeof found === 'string') reasons.push(`${name}: ${found}`);
		else binary[name] = (await outputFile(call.context, found)).data;
	}
	return { binary, images_missing: reasons.join('; ') || null };
}

/** The picture, or why there is none. */
async function imageOr(url: string, call: Call): Promise<OutgoingFile | string> {
	return await image(url, call).catch((error: unknown) =>
		error instanceof CallFailure || error instanceof InvalidInput ? error.message : Promise.reject(error as Error),
	);
}

async function image(url: string, { client, context }: Call): Promise<OutgoingFile> {
	const { pathname, searchParams } = URL.canParse(url) ? new URL(url) : { pathname: '', searchParams: [] };
	// What lies elsewhere is public for an hour, and gets no signature of ours.
	if (!KEPT.test(pathname)) return await fetchFile(context, url, 'Download Pictures', 'WeChat Pay keeps such an address for an hour');
	// The host comes from the credential: it may be a relay.
	const answer = await client.file({ method: 'GET', path: pathname, query: Object.fromEntries(searchParams) });
	if ('file' in answer) return { ...answer.file, fileName: answer.file.fileName || pathname.split('/').pop()! };
	throw new InvalidInput('WeChat Pay sent something else than a picture', 'Run it again');
}

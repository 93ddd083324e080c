import { sleep, type IDataObject } from 'n8n-workflow';
import type { Call } from '../../../operation/operation';
import { buildRequest } from '../../../operation/request';
import { WechatRefusal } from '../../../transport/errors';
import type { WireRequest } from '../../../transport/request';
import { FIRST_PICTURE } from './fields';

/** WeChat's code for a picture that it does not know. */
const UNKNOWN_MEDIA = 40007;

/** "material uploaded seconds ago (two projects retry after 2–5 s)" */
const PAUSES_MS = [2000, 5000];

/** What the form says of an article, by WeChat's names. */
export function writtenArticle({ shown, parameters }: Call): IDataObject {
	return buildRequest(shown, parameters, { method: 'POST', path: '' }).body as IDataObject;
}

/**
 * Writes a draft whose pictures may have been uploaded just now: WeChat needs a moment until it knows them.
 * A refused draft was not written, so trying again does no harm.
 */
export async function writeDraft(call: Call, request: WireRequest): Promise<IDataObject> {
	for (const pause of hasUploads(call) ? PAUSES_MS : []) {
		const answer = await call.client.json(request).catch((error: unknown) => {
			const isTooEarly = error instanceof WechatRefusal && error.refusal.errcode === UNKNOWN_MEDIA;
			return isTooEarly ? undefined : Promise.reject(error as Error);
		});
		if (answer) return answer;
		await sleep(pause);
	}
	return await call.client.json(request);
}

function hasUploads({ context, item, parameters }: Call): boolean {
	const { article_type, replace, picturesSource, articles = [] } = parameters;
	const hasCover = article_type === 'news' || replace === 'cover';
	const first = hasCover ? context.getNodeParameter('coverSource', item) : picturesSource;
	const others = (articles as IDataObject[]).map(({ coverSource }) => coverSource);
	return [first, ...others].some((source) => source === 'binary' || source === 'url' || source === FIRST_PICTURE);
}

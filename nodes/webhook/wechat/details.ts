import type { IBinaryKeyData, IDataObject, IWebhookFunctions } from 'n8n-workflow';
import { followerItem } from '../../protocol/followerItem';
import { networkReason } from '../../protocol/network';
import { remember } from '../../protocol/remember';
import type { IncomingFile } from '../../transport/answer';
import { Client } from '../../transport/client';
import { readTags, tagNames } from '../../transport/tags';
import { wechat } from '../../transport/wechat';
import { credentialIn } from '../credential';
import { inTime } from '../inTime';
import type { Push } from './item';
import { campaignColumns } from './scene';

/** What the trigger adds to its items when the user wants it. */
export interface Details {
	json: IDataObject;
	binary?: IBinaryKeyData;
}

/** One thing to find out. */
interface LookUp {
	/** What is missing when it does not come. */
	what: string;
	look(): Promise<Details>;
}

/** Which field of a push names a file, and where it goes in the item (media/get, wechat-api.md C.4). */
const FILES = [
	{ field: 'MediaId', property: 'data', what: 'the file' },
	{ field: 'ThumbMediaId', property: 'thumbnail', what: 'the thumbnail' },
];

/** Names of tags change rarely, and WeChat counts the calls. */
const TAGS_KEPT_MS = 10 * 60 * 1000;
const MOST_ACCOUNTS = 100;
const namesKnown = new Map<string, { names: Map<number, string>; at: number }>();

/** Later WeChat no longer waits for the answer. */
const PATIENCE_MS = 5000;

/**
 * Looks up what the trigger's Additional Fields ask for. What cannot be had by then is left out, and `details_missing` says why:
 * the push is worth more than its details.
 * @param item of the push (`pushItems`)
 * @param until ms since 1970
 */
export async function detailsOf(context: IWebhookFunctions, push: Push, item: IDataObject, until: number): Promise<Details> {
	const wants = (field: string) => context.getNodeParameter(`additionalFields.${field}`, false) === true;
	const [files, profile] = [wants('downloadMedia'), wants('addProfile')];
	if (!files && !profile) return { json: {} };
	const client = new Client(context, wechat);
	const lookUps = [...(files ? filesIn(push, context, client, until) : []), ...(profile ? profileOf(item, context, client) : [])];
	const outcomes = await Promise.all(lookUps.map(async ({ what, look }) => ({ what, outcome: await inTime(look, until, wechat.name) })));
	const found = outcomes.map(({ outcome }) => outcome).filter((outcome) => typeof outcome !== 'string');
	const missing = outcomes.flatMap(({ what, outcome }) => (typeof outcome === 'string' ? [`${what}: ${outcome}`] : []));
	return {
		json: {
			details_missing: missing.join('; ') || null,
			...(profile && withCampaignOf(item, Object.assign({}, NO_PROFILE, ...found.map(({ json }) => json)))),
		},
		...(found.some(({ binary }) => binary) && { binary: Object.assign({}, ...found.map(({ binary }) => binary)) as IBinaryKeyData }),
	};
}

function filesIn(push: Push, context: IWebhookFunctions, client: Client, until: number): LookUp[] {
	return FILES.filter(({ field }) => push[field]).map(({ field, property, what }) => ({
		what,
		look: async () => {
			const { content, fileName, contentType } = await download(String(push[field]), context, client);
			// Stored too late it would be a file that belongs to nobody.
			if (Date.now() > until) return { json: {} };
			const data = await context.helpers.prepareBinaryData(content, fileName || undefined, contentType || undefined);
			return { json: {}, binary: { [property]: data } };
		},
	}));
}

async function download(media_id: string, context: IWebhookFunctions, client: Client): Promise<IncomingFile> {
	const answer = await client.file({ method: 'GET', path: '/cgi-bin/media/get', query: { media_id }, patience: PATIENCE_MS });
	// A video is named by its address.
	return 'file' in answer ? answer.file : await fileAt(String(answer.json.video_url ?? answer.json.down_url ?? ''), context);
}

async function fileAt(url: string, context: IWebhookFunctions): Promise<IncomingFile> {
	const request = { method: 'GET', url, encoding: 'arraybuffer', returnFullResponse: true, timeout: PATIENCE_MS } as const;
	const { body, headers } = (await context.helpers.httpRequest(request).catch((cause: unknown) => Promise.reject(new Error(networkReason(cause))))) as {
		body: Buffer;
		headers: Record<string, string | undefined>;
	};
	return { content: Buffer.from(body), fileName: 'video.mp4', contentType: headers['content-type'] ?? 'video/mp4' };
}

const NO_PROFILE: IDataObject = {
	...{ followed_at: null, followed_via: null, source: null, campaign: null, medium: null, tags: null, tag_ids: null, remark: null },
};

/** Who follows by a code or scans one: its campaign is what the event is about, not that of the code that brought the follower. */
function withCampaignOf({ event, scene }: IDataObject, profile: IDataObject): IDataObject {
	const own = campaignColumns(String(event), scene as string | null);
	return { ...profile, ...own, ...(own.source === null && { source: profile.followed_via }) };
}

/** A Mini Program has customers, not followers: there is no profile. */
function profileOf({ openid, appid }: IDataObject, context: IWebhookFunctions, client: Client): LookUp[] {
	if (openid === null) return [];
	const look = async (): Promise<Details> => {
		const { accountType } = await credentialIn(context, wechat.credentialType);
		if (accountType === 'miniProgram') return { json: {} };
		const profile = await client.json({ method: 'GET', path: '/cgi-bin/user/info', query: { openid }, patience: PATIENCE_MS });
		const ids = (profile.tagid_list ?? []) as number[];
		const names = ids.length > 0 ? await namesOfTags(client, String(appid), ids) : new Map<number, string>();
		const { unionid, openid: _openid, appid: _appid, is_follower: _isFollower, scene: _scene, ...columns } = followerItem(profile, appid, names);
		return { json: { ...(unionid && { unionid }), ...columns } };
	};
	return [{ what: 'the profile', look }];
}

async function namesOfTags(client: Client, appid: string, ids: number[]): Promise<Map<number, string>> {
	const known = namesKnown.get(appid);
	if (known && Date.now() - known.at < TAGS_KEPT_MS && ids.every((id) => known.names.has(id))) return known.names;
	const names = tagNames(await readTags(client, { patience: PATIENCE_MS }));
	remember(namesKnown, appid, { names, at: Date.now() }, MOST_ACCOUNTS);
	return names;
}

import type { IDataObject } from 'n8n-workflow';
import { allTags } from '../../../operation/fields/tag';
import { AT_ONCE, inOrder } from '../../../operation/inOrder';
import type { Call, Result, WireField } from '../../../operation/operation';
import { portions } from '../../../operation/portions';
import { followerItem, type FollowerItem } from '../../../protocol/followerItem';
import { tagNames } from '../../../transport/tags';

/** How many profiles WeChat gives in one call. */
const AT_A_TIME = 100;

/** The switch for what `profilesOf` looks up. */
export const addProfiles: WireField = {
	displayName: 'Add Profiles',
	name: 'profiles',
	at: false,
	type: 'boolean',
	default: true,
	description:
		'Whether to look up source, tags, remark and unionid of each follower, 100 in a call. Off: openids only, 10,000 in a call.',
};

/** What `profilesOf` calls. */
export const PROFILE_ENDPOINTS = ['POST /cgi-bin/user/info/batchget', 'GET /cgi-bin/tags/get'];

/** The items of these people in their order, several calls at a time. */
export async function* profilesOf(people: AsyncIterable<string[]> | Iterable<string[]>, call: Call): AsyncGenerator<Result> {
	for await (const results of inOrder(cut(people), AT_ONCE, async (some) => await lookUp(some, call))) yield* results;
}

async function* cut(people: AsyncIterable<string[]> | Iterable<string[]>): AsyncGenerator<string[]> {
	for await (const page of people) yield* portions(page, AT_A_TIME);
}

async function lookUp(people: string[], call: Call): Promise<Result[]> {
	const answer = await call.client.json({
		method: 'POST',
		path: '/cgi-bin/user/info/batchget',
		body: { user_list: people.map((openid) => ({ openid })) },
		repeatable: true,
	});
	const found = new Map(((answer.user_info_list ?? []) as IDataObject[]).map((profile) => [profile.openid, profile]));
	const profiles = people.map((openid) => found.get(openid) ?? { openid });
	const names = await namesFor(profiles, call);
	return profiles.map((profile) => ({ json: followerItem(profile, call.credentials.appId, names), raw: profile }));
}

/** The item of somebody of whom one call tells all. */
export async function withProfile(profile: IDataObject, call: Call): Promise<Result> {
	return { json: followerItem(profile, call.credentials.appId, await namesFor([profile], call)), raw: profile };
}

/** The item of somebody of whom the list tells no more than this. */
export function withoutProfile(known: { openid: string; subscribe?: 0 | 1 }, call: Call): FollowerItem {
	return followerItem(known, call.credentials.appId, new Map());
}

/** Names of tags are read when somebody has one. */
async function namesFor(profiles: IDataObject[], call: Call): Promise<Map<number, string>> {
	const hasTags = profiles.some(({ tagid_list: ids }) => ((ids ?? []) as number[]).length > 0);
	return tagNames(hasTags ? await allTags(call) : []);
}

import type { Client } from './client';
import type { WireRequest } from './request';

/** A tag as `GET /cgi-bin/tags/get` lists it. */
export interface Tag {
	id: number;
	name: string;
	count: number;
}

/** All tags of the account (wechat-api.md C.5). */
export async function readTags(client: Client, more: Pick<WireRequest, 'patience'> = {}): Promise<Tag[]> {
	const { tags = [] } = await client.json({ method: 'GET', path: '/cgi-bin/tags/get', ...more });
	return tags as unknown as Tag[];
}

/** The names by which people know the tags that a profile lists by number. */
export function tagNames(tags: Tag[]): Map<number, string> {
	return new Map(tags.map(({ id, name }) => [id, name]));
}

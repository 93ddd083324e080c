import { type Account, SYSTEM_TAGS } from '../../world/account';
import { nextTagId } from '../../world/follower';
import { type Context, type Endpoints, OK } from '../context';
import { WechatError } from '../errors';
import { count, knownOpenid } from './openids';

const MOST_TAGS = 100;
const NAME_BYTES = 30;
/** "45057 when >100000 fans" */
const FANS_TO_DELETE = 100_000;

/** wechat-api.md C.5, "tag": the tags themselves. Giving them to followers is in tagging.ts. */
export const tags: Endpoints = {
	'/cgi-bin/tags/create': ({ account, body }: Context<{ tag: { name: string } }>) => {
		const name = newName(account, body.tag.name);
		if (ownTags(account) >= MOST_TAGS) throw new WechatError(45056);
		const tag = { id: nextTagId(account), name };
		account.tags.set(tag.id, tag);
		return { tag };
	},

	'/cgi-bin/tags/get': ({ account }: Context) => ({
		tags: [...account.tags.values()].map((tag) => ({ ...tag, count: fans(account, tag.id) })),
	}),

	'/cgi-bin/tags/update': ({ account, body }: Context<{ tag: { id: number; name: string } }>) => {
		const { id } = changeable(account, body.tag.id);
		account.tags.set(id, { id, name: newName(account, body.tag.name, id) });
		return OK;
	},

	'/cgi-bin/tags/delete': ({ account, body }: Context<{ tag: { id: number } }>) => {
		const { id } = changeable(account, body.tag.id);
		if (fans(account, id) > FANS_TO_DELETE) throw new WechatError(45057);
		account.tags.delete(id);
		for (const follower of account.roll) follower.tagIds = follower.tagIds.filter((one) => one !== id);
		return OK;
	},

	'/cgi-bin/tags/getidlist': ({ account, body }: Context<{ openid: string }>) => ({
		tagid_list: knownOpenid(account, body.openid).tagIds,
	}),
};

function ownTags(account: Account): number {
	return [...account.tags.keys()].filter((id) => !SYSTEM_TAGS.includes(id)).length;
}

function newName(account: Account, name: string, of?: number): string {
	if (name.trim() === '') throw new WechatError(45157);
	if (Buffer.byteLength(name) > NAME_BYTES) throw new WechatError(45158);
	const taken = [...account.tags.values()].some((tag) => tag.name === name && tag.id !== of);
	if (taken) throw new WechatError(45157);
	return name;
}

function changeable(account: Account, id: number) {
	if (SYSTEM_TAGS.includes(id)) throw new WechatError(45058);
	const tag = account.tags.get(id);
	if (!tag) throw new WechatError(45159);
	return tag;
}

function fans(account: Account, id: number): number {
	return count(account, ({ tagIds }) => tagIds.includes(id));
}

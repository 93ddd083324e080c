import type { IDataObject, ILoadOptionsFunctions, INodeListSearchResult } from 'n8n-workflow';
import { pagedChoices } from '../../../operation/fields/choices';
import { InvalidInput, type Field, type FieldKind, type WireField } from '../../../operation/operation';
import { readProperty } from '../../../operation/parameters';
import { Client } from '../../../transport/client';
import { wechat } from '../../../transport/wechat';

const ID = /^\d{1,15}$/;

const msgDataId: Field = {
	displayName: 'Article Data ID',
	name: 'msg_data_id',
	type: 'string',
	default: '',
	required: true,
	sendAs: 'number',
	matches: { pattern: ID, words: 'the msg_data_id of a broadcast, which is a number' },
	placeholder: 'e.g. {{ $json.msg_data_id }}',
	description: 'The msg_data_id that Broadcast: Send or Article: Publish returned for the article (图文消息)',
};

const number: WireField = {
	displayName: 'Article Number',
	name: 'articleNumber',
	type: 'number',
	typeOptions: { minValue: 1 },
	default: 1,
	required: true,
	description: 'Which of several articles that went out together: 1 for the first',
};

/** People count from 1, WeChat's comments from 0. */
const index: FieldKind = {
	name: 'index',
	properties: [number],
	read: async (call) => Number(readProperty(number, call)) - 1,
};

/** The article on which readers commented (wechat-api.md C.3). */
export const article: Field[] = [msgDataId, index];

/** A comment on this article. */
export const commentId: Field = {
	displayName: 'Comment',
	name: 'user_comment_id',
	type: 'resourceLocator',
	default: { mode: 'list', value: '' },
	required: true,
	sendAs: 'number',
	matches: { pattern: ID, words: 'the user_comment_id of a comment, which is a number' },
	description: 'Comment (留言) on this article',
	modes: [
		{
			displayName: 'From List',
			name: 'list',
			type: 'list',
			typeOptions: { searchListMethod: 'searchComments', searchable: true },
		},
		{ displayName: 'By ID', name: 'id', type: 'string', placeholder: 'e.g. {{ $json.user_comment_id }}' },
	],
};

/** As many as WeChat gives in one call. */
export const COMMENTS_A_PAGE = 49;

/** The chooser's entries: what readers wrote below the article that is entered in the same node. */
export async function searchComments(
	this: ILoadOptionsFunctions,
	filter?: string,
	paginationToken?: string,
): Promise<INodeListSearchResult> {
	const id = String(this.getCurrentNodeParameter(msgDataId.name) ?? '').trim();
	if (!ID.test(id)) {
		throw new InvalidInput('Enter the Article Data ID first', 'Or choose By ID, where it comes from an earlier node');
	}
	const article = { msg_data_id: Number(id), index: Number(this.getCurrentNodeParameter(number.name) ?? 1) - 1 };
	const client = new Client(this, wechat);
	const read = async (begin: number) => {
		const body = { ...article, begin, count: COMMENTS_A_PAGE, type: 0 };
		const { comment, total } = await client.json({ method: 'POST', path: '/cgi-bin/comment/list', body, repeatable: true });
		const entries = ((comment ?? []) as IDataObject[]).map(({ user_comment_id, content }) => ({ name: String(content), value: String(user_comment_id) }));
		return { entries, total };
	};
	return await pagedChoices(read, filter, paginationToken);
}

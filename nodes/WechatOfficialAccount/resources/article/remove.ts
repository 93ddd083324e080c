import type { Operation } from '../../../operation/operation';
import { chosen, explainsPublishing, ofPublished, stage } from './stage';

/** Takes a draft, or what readers see, away. */
export const remove: Operation = {
	value: 'delete',
	name: 'Delete',
	action: 'Delete an article',
	description: 'Delete a draft, or published articles: their links then lead to a note that they are gone',
	irreversible: true,
	keepsInput: true,
	fields: [
		stage,
		...chosen,
		{
			displayName: 'Article Number',
			name: 'index',
			type: 'number',
			typeOptions: { minValue: 0 },
			default: 0,
			// What is left out means all of them to WeChat.
			required: true,
			...ofPublished,
			description: 'Which of the articles that were published together; the first is 1, and 0 deletes all of them',
		},
		{ ...explainsPublishing, ...ofPublished },
	],
	request: ({ stage: place }) => ({
		method: 'POST',
		path: place === 'draft' ? '/cgi-bin/draft/delete' : '/cgi-bin/freepublish/delete',
	}),
	endpoints: ['POST /cgi-bin/draft/delete', 'POST /cgi-bin/freepublish/delete'],
	reports: ({ parameters: { media_id, article_id, index } }) => ({
		media_id: (media_id as string | undefined) ?? null,
		article_id: (article_id as string | undefined) ?? null,
		article_number: (index as number | undefined) || null,
		deleted: true,
	}),
};

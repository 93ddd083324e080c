import { draft } from '../../../operation/fields/draft';
import type { Operation } from '../../../operation/operation';
import { PREVIEW, previewed, previewFields } from '../broadcast/preview';

/** Shows a draft on one phone before it is published. */
export const preview: Operation = {
	value: 'preview',
	name: 'Preview',
	action: 'Preview a draft',
	description: "Show a draft on one person's phone before it is published (预览), up to 100 times a day",
	keepsInput: true,
	fields: [{ ...draft, at: false }, ...previewFields],
	run: async (call) => await previewed({ msgtype: 'mpnews', mpnews: { media_id: call.parameters.media_id as string } }, call),
	endpoints: [`POST ${PREVIEW}`],
};

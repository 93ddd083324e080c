import type { IDataObject } from 'n8n-workflow';
import { isKind, type Call, type Field, type WireField } from '../../../operation/operation';
import { Unreachable, WechatRefusal } from '../../../transport/errors';
import { preview, previewFields } from '../broadcast/preview';
import { seconds, submitted, wait } from './publish';

const choice: WireField = {
	displayName: 'Afterwards',
	name: 'afterwards',
	at: false,
	type: 'options',
	noDataExpression: true,
	default: 'draft',
	options: [
		{ name: 'Leave It as a Draft', value: 'draft' },
		{ name: 'Preview It', value: 'preview', description: "Show it on one person's phone (预览), up to 100 times a day" },
		{ name: 'Publish It', value: 'publish', description: 'Put it on the page of the account (发布). Accounts that may not do so from outside get the draft.' },
	],
	description: 'What is done with the draft when it is made',
};

const only = (field: Field, when: Record<string, string[]>): Field => ({ ...field, at: false, displayOptions: { show: { ...field.displayOptions?.show, ...when } } });

/** What is done with a draft when it is made, and for whom; nothing of it is part of the draft. */
export const afterwardsFields: Field[] = [
	choice,
	...previewFields.map((field) => {
		const shown = only(field, { afterwards: ['preview'] });
		// The item is about an article, not about the person who sees it first.
		return isKind(shown) ? { ...shown, read: async (call: Call) => await shown.read({ ...call, facts: {} }) } : shown;
	}),
	only({ ...wait, default: true }, { afterwards: ['publish'] }),
	only({ ...seconds, displayOptions: { show: { wait: [true] } } } as WireField, { afterwards: ['publish'] }),
];

const DRAFT = { status: 'draft', status_text: 'In the draft box (草稿箱)' };

const NOTHING_PUBLISHED = { publish_id: null, article_id: null, url: null, urls: null, failed_articles: null, msg_data_id: null };

const IN_CONSOLE = {
	status: 'draft',
	status_text: 'Draft ready: publish it in the WeChat console (mp.weixin.qq.com, 草稿箱). WeChat lets this account publish there only.',
};

/** The account may not publish from outside (wechat-api.md C), or not this draft. */
const ONLY_IN_CONSOLE = [48001, 53504];

/**
 * Does it, and says how far the draft is: the same keys whatever was chosen.
 * @throws what WeChat refused, with the media ID of the draft, which is there all the same
 */
export async function done(media_id: string, call: Call): Promise<IDataObject> {
	const { afterwards, touser, towxname, wait: waits, seconds: most } = call.parameters as IDataObject;
	if (afterwards === 'preview') {
		const body = { msgtype: 'mpnews', mpnews: { media_id }, touser, towxname };
		await preview(body, call).catch(async (error: unknown) => await Promise.reject(withDraft(error, media_id)));
		return { status: 'previewed', status_text: 'Shown on one phone; still a draft', ...NOTHING_PUBLISHED };
	}
	if (afterwards !== 'publish') return { ...DRAFT, ...NOTHING_PUBLISHED };
	const { json } = await submitted(media_id, { wait: waits === true, seconds: most as number }, call).catch(async (error: unknown) => {
		const isForConsole = error instanceof WechatRefusal && error.outcome === 'not done' && ONLY_IN_CONSOLE.includes(Number(error.refusal.errcode));
		return isForConsole ? { json: { ...IN_CONSOLE, ...NOTHING_PUBLISHED } } : await Promise.reject(withDraft(error, media_id));
	});
	return json;
}

/** n8n's Retry On Fail keeps the draft; whoever runs Create anew makes another one. */
function withDraft(error: unknown, media_id: string): unknown {
	if (!(error instanceof Unreachable || error instanceof WechatRefusal)) return error;
	const more = `The draft is made all the same: its media ID is ${media_id}. Go on with Preview or Publish: Create would make another one`;
	return Object.assign(saying(more, error), { madeBefore: { media_id } });
}

function saying(more: string, error: Unreachable | WechatRefusal): Unreachable | WechatRefusal {
	const { outcome } = error;
	if (error instanceof WechatRefusal) return new WechatRefusal({ ...error.refusal, hint: `${error.refusal.hint} ${more}.` }, outcome);
	// True of the call alone: “then run it again”, “and run it again: that does no harm”.
	const advice = error.description.replace(/,? (then|and) run it again.*$/, '');
	return new Unreachable(error.message, `${advice}. ${more}`, outcome);
}

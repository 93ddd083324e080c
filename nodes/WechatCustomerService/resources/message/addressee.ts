import { recipient } from '../../../operation/fields/recipient';
import { explains, isOfOtherProduct, wrongProduct } from '../../../operation/fields/refusals';
import type { Call, Field } from '../../../operation/operation';
import { msgtype } from './contents';

/** Types that one product lacks (wechat-api.md C.1). */
const ONLY: Record<'officialAccount' | 'miniProgram', string[]> = {
	officialAccount: ['voice', 'video', 'music', 'news', 'mpnews', 'mpnewsarticle', 'msgmenu', 'wxcard'],
	miniProgram: ['link'],
};

/** WeChat's codes for a kind of message or media that the account does not have. */
const NOT_HERE = [40004, 40008, 48001];

/** When WeChat does not take the type of the message, the hint says in which product it exists. */
export const typeExplained = explains((errcode, call) => (NOT_HERE.includes(errcode) ? whereItExists(call) : undefined));

/** Whom to write to. */
export const addressee: Field[] = [typeExplained, recipient];

function whereItExists(call: Call): string | undefined {
	const type = String(call.parameters.msgtype);
	for (const product of ['officialAccount', 'miniProgram'] as const) {
		if (ONLY[product].includes(type) && isOfOtherProduct(product, call)) return wrongProduct(`“${nameOf(type)}”`, product);
	}
	return undefined;
}

function nameOf(type: string): string {
	const options = msgtype.options as Array<{ name: string; value: string }>;
	return options.find(({ value }) => value === type)?.name ?? type;
}

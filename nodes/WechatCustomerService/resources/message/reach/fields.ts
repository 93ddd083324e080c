import { opens } from '../../../../operation/fields/opens';
import { options } from '../../../../operation/fields/options';
import { messageTemplate, noticeTemplate } from '../../../../operation/fields/template';
import { shortenLongValues, templateFields } from '../../../../operation/fields/templateFields';
import { failWhenRefused } from '../../../../operation/notice';
import { isKind, type Call, type Field, type WireField } from '../../../../operation/operation';
import { typeExplained } from '../addressee';
import { contents, msgtype } from '../contents';
import { aiMark, sender } from '../options';

/**
 * The fields of one way: shown when it is among the ways to try. What they know about a refusal counts while it is tried,
 * which `channel` says among the facts.
 */
function ofWay(way: string, fields: Field[]): Field[] {
	return fields.map((field) => {
		const shown = shownFor([way], field);
		if (!isKind(shown)) return shown;
		const read = async (call: Call): Promise<unknown> => {
			const own: Call['whenRefused'] = [];
			const value = await shown.read({ ...call, whenRefused: own });
			call.whenRefused.push((errcode, refusal) => {
				if (call.facts.channel === way) own.forEach((explain) => explain(errcode, refusal));
			});
			return value;
		};
		return { ...shown, read };
	});
}

function shownFor<F extends Field>(channels: string[], field: F): F {
	return { ...field, displayOptions: { ...field.displayOptions, show: { ...field.displayOptions?.show, channels } } };
}

/** A message of any type, as Send has it. */
export const chatFields = ofWay('customerServiceMessage', [typeExplained, msgtype, ...contents]);

export const templateMessageFields = ofWay('templateMessage', [messageTemplate, templateFields('messages')]);

/** The field with the template of the notice. */
export const NOTICE_TEMPLATE = 'notice_template_id';

export const noticeFields = ofWay('subscriptionNotice', [
	{ ...noticeTemplate, displayName: 'Notice Template', name: NOTICE_TEMPLATE, at: 'template_id' },
	templateFields('notices', { template: NOTICE_TEMPLATE, name: 'notice_data', displayName: 'Notice Fields' }),
]);

/** Names that the fields of no way have. */
const TAP: Record<string, Pick<WireField, 'displayName' | 'name'>> = {
	opens: { displayName: 'A Tap on Template Message or Notice Opens', name: 'opens' },
	url: { displayName: 'Link to Open', name: 'link' },
	page: { displayName: 'Link to Open', name: 'link' },
	appid: { displayName: 'Mini Program to Open', name: 'miniprogram_appid' },
	pagepath: { displayName: 'Mini Program Page to Open', name: 'miniprogram_pagepath' },
};

/** What a tap opens, once for template message and notice: `url` is the template message's name for a web page, `page` the notice's. */
export function tap(link: 'page' | 'url'): Field[] {
	return opens(link).map(({ name, at = name, ...field }) =>
		shownFor(['templateMessage', 'subscriptionNotice'], { ...field, at, ...TAP[name] } as WireField),
	);
}

export const reachOptions = options([failWhenRefused, aiMark, shortenLongValues, sender]);

import type { Field } from './flat';
import { isOfConsents } from './lists';

/** What one item is made of. */
export interface Part {
	fields: Field[];
	/** Tells it from the push's other parts; empty when there is one only. */
	key: string;
}

/** WeChat's name for the list of templates (wechat-api.md B.5). */
const LIST = 'List';

/**
 * A push is one part; but what a customer decided on several templates, or got of them, is one part for each, with
 * the template's fields (TemplateId, SubscribeStatusString, MsgID …) among the others.
 */
export function partsOf(fields: Field[], event: string): Part[] {
	const isList = ({ path, value }: Field) => path.join('.') === LIST && typeof value !== 'string';
	const templates = isOfConsents(event) ? fields.filter(isList).flatMap(templatesIn) : [];
	const others = fields.filter((field) => !(isOfConsents(event) && isList(field)));
	if (templates.length === 0) return [{ fields: others, key: '' }];
	const ids = templates.map(idOf);
	return templates.map((template, index) => ({
		fields: [...others, ...template],
		// Two messages of one template in one push.
		key: ids.indexOf(ids[index]) === index ? ids[index] : `${ids[index]}:${index}`,
	}));
}

/** Each element's values as values of the push. */
function templatesIn({ path, value }: Field): Field[][] {
	return Array.from(value).map((element) => {
		if (typeof element === 'string') return [{ path, value: element }];
		return Object.entries(element).map(([name, own]) => ({ path: [...path, name], value: own as Field['value'] }));
	});
}

function idOf(template: Field[]): string {
	const id = template.find(({ path }) => path[path.length - 1] === 'TemplateId')?.value;
	return typeof id === 'string' ? id : '';
}

import type { ILoadOptionsFunctions, ResourceMapperField, ResourceMapperFields } from 'n8n-workflow';
import { fieldsOf, isTyped, labelOf } from '../../protocol/template';
import { examplesOf, labelWithExample } from '../../protocol/templateExample';
import { Client } from '../../transport/client';
import { readTemplates, type Template, type TemplateList } from '../../transport/templates';
import { wechat } from '../../transport/wechat';

/**
 * The form for the chosen template, for the editor.
 * @param chooser the name of the field with the template
 */
export function templateForm(list: TemplateList, chooser = 'template_id') {
	return async function (this: ILoadOptionsFunctions): Promise<ResourceMapperFields> {
		const wanted = String(this.getCurrentNodeParameter(chooser, { extractValue: true }) ?? '').trim();
		const template = (await readTemplates(new Client(this, wechat), list)).find(({ id }) => id === wanted);
		if (template) return { fields: formFields(template) };
		return { fields: [], emptyFieldsNotice: 'The fields appear when a template of the account is chosen. If an expression chooses it, use Map Automatically.' };
	};
}

function formFields({ content, example, choices }: Template): ResourceMapperField[] {
	const examples = examplesOf(content, example);
	return fieldsOf(content).map((field) => ({
		id: field.key,
		// A list shows by itself what there is.
		displayName: choices.has(field.key) ? labelOf(field) : labelWithExample(labelOf(field), examples.get(field.key)),
		required: isTyped(field.key),
		defaultMatch: false,
		canBeUsedToMatch: false,
		display: true,
		...asInput(choices.get(field.key)),
	}));
}

function asInput(values: string[] = []): Pick<ResourceMapperField, 'options' | 'type'> {
	if (values.length === 0) return { type: 'string' };
	return { type: 'options', options: values.map((value) => ({ name: value, value })) };
}

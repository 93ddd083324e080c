import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';

/** Where a file may come from. */
export const FROM_BINARY: INodePropertyOptions = { name: 'File From an Earlier Node', value: 'binary' };
export const FROM_URL: INodePropertyOptions = { name: 'Web Address', value: 'url' };

interface FileFields {
	/** What the user sees: "Media", "Thumbnail". */
	label: string;
	/** Beginning of the properties' names, stored in workflows. */
	prefix: string;
	/** Where it may come from; the first is the default. */
	choices: INodePropertyOptions[];
	/** Of the web address. */
	placeholder: string;
	description: string;
}

/** The choice where a file comes from, and what a file of an earlier node and one of a web address ask for. */
export function fileFields({ label, prefix, choices, placeholder, description }: FileFields) {
	const given: INodeProperties = {
		displayName: `${label} From`,
		name: `${prefix}Source`,
		type: 'options',
		noDataExpression: true,
		default: 'binary',
		options: [FROM_BINARY, FROM_URL],
	};
	const source: INodeProperties = { ...given, default: choices[0].value, options: choices };
	/** The condition of what is asked for a file from there. */
	const from = (value: string) => ({ show: { [source.name]: [value] } });
	const binary: INodeProperties = {
		displayName: 'Input Data Field Name',
		name: `${prefix}BinaryPropertyName`,
		type: 'string',
		default: 'data',
		required: true,
		displayOptions: from('binary'),
		hint: `The name of the input binary field that holds the ${label.toLowerCase()}`,
	};
	const url: INodeProperties = {
		displayName: `${label} URL`,
		name: `${prefix}Url`,
		type: 'string',
		default: '',
		required: true,
		displayOptions: from('url'),
		placeholder,
		description,
	};
	return { source, from, binary, url };
}

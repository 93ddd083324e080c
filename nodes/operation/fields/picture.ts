import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';
import { fetchFile, inputFile, type OutgoingFile } from '../files/file';
import { acceptable, type MediaUse } from '../files/mediaRules';
import type { Call, FieldKind } from '../operation';
import { readProperty } from '../parameters';

interface PictureField {
	/** WeChat's parameter. */
	name: string;
	/** What the user sees: "Picture", "Icon". */
	label: string;
	use: MediaUse;
	/** The choice to leave what is there. */
	keep?: INodePropertyOptions;
}

/** A picture from an earlier node or a web address, as a file; `undefined` when what is there stays. */
export interface PictureKind extends FieldKind {
	read(call: Call): Promise<OutgoingFile | undefined>;
}

/** A picture that goes to WeChat as it is, and never into the media library. */
export function picture({ name, label, use, keep }: PictureField): PictureKind {
	const prefix = label.toLowerCase();
	const given: INodeProperties = {
		displayName: `${label} From`,
		name: `${prefix}Source`,
		type: 'options',
		noDataExpression: true,
		default: 'binary',
		options: [
			{ name: 'File From an Earlier Node', value: 'binary' },
			{ name: 'Web Address', value: 'url' },
		],
	};
	const source = keep ? { ...given, options: [keep, ...(given.options as INodePropertyOptions[])], default: keep.value } : given;
	const from = (value: string) => ({ show: { [source.name]: [value] } });
	const binary: INodeProperties = {
		displayName: 'Input Data Field Name',
		name: `${prefix}BinaryPropertyName`,
		type: 'string',
		default: 'data',
		required: true,
		displayOptions: from('binary'),
		hint: `The name of the input binary field that holds the ${prefix}`,
	};
	const url: INodeProperties = {
		displayName: `${label} URL`,
		name: `${prefix}Url`,
		type: 'string',
		default: '',
		required: true,
		displayOptions: from('url'),
		placeholder: 'e.g. https://example.com/anna.jpg',
		description: 'Public address of the picture',
	};
	return {
		name,
		properties: [source, binary, url],
		async read(call) {
			const chosen = readProperty(source, call);
			if (keep && chosen === keep.value) return undefined;
			if (chosen === 'url') {
				return acceptable(await fetchFile(call.context, String(readProperty(url, call)), url.displayName), use, url.displayName);
			}
			return acceptable(await inputFile(call.context, call.item, String(readProperty(binary, call)), label), use, label);
		},
	};
}

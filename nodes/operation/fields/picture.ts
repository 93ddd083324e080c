import type { INodePropertyOptions } from 'n8n-workflow';
import { fetchFile, inputFile, type OutgoingFile } from '../files/file';
import { acceptable, type MediaUse } from '../files/mediaRules';
import type { Call, FieldKind } from '../operation';
import { readProperty } from '../parameters';
import { fileFields, FROM_BINARY, FROM_URL } from './fileFields';

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
	const { source, binary, url } = fileFields({
		label,
		prefix: label.toLowerCase(),
		choices: [...(keep ? [keep] : []), FROM_BINARY, FROM_URL],
		placeholder: 'e.g. https://example.com/anna.jpg',
		description: 'Public address of the picture',
	});
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

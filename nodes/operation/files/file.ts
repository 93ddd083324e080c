import type { IBinaryData, IDataObject, IExecuteFunctions } from 'n8n-workflow';
import { networkReason } from '../../protocol/network';
import { InvalidInput } from '../operation';

/** A file on its way to WeChat. */
export interface OutgoingFile {
	content: Buffer;
	/** With its extension: WeChat tells the type by it. */
	fileName: string;
	contentType: string;
}

/**
 * Gets a file from a public URL, without any credential.
 * @throws InvalidInput when there is none to be had
 */
export async function fetchFile(
	context: IExecuteFunctions,
	url: string,
	field: string,
	advice = 'Open the address in a browser without logging in: WeChat and n8n see what you see there',
): Promise<OutgoingFile> {
	if (!/^https?:\/\//i.test(url)) {
		throw new InvalidInput(`“${field}” is no web address: ${url}`, 'It must begin with https:// or http://');
	}
	const response = await context.helpers
		.httpRequest({
			method: 'GET',
			url,
			encoding: 'arraybuffer',
			returnFullResponse: true,
			ignoreHttpStatusErrors: true,
			timeout: 60_000,
		})
		.catch((cause: unknown) => ({ statusCode: networkReason(cause) }));
	if (response.statusCode !== 200) {
		throw new InvalidInput(
			`“${field}”: the file at ${url} could not be fetched (${response.statusCode})`,
			advice,
		);
	}
	const type = String(response.headers['content-type'] ?? '');
	return {
		content: Buffer.from(response.body),
		fileName: (new URL(url).pathname.split('/').pop() ?? '').replace(/[^\w.\- ]/g, '_'),
		contentType: type.split(';')[0].trim(),
	};
}

/**
 * The file in a binary field of the input item.
 * @throws InvalidInput when there is none
 */
export async function inputFile(
	context: IExecuteFunctions,
	item: number,
	property: string,
	field: string,
): Promise<OutgoingFile> {
	const { binary } = context.getInputData()[item];
	const data = binary?.[property];
	if (!data) {
		const present = Object.keys(binary ?? {});
		throw new InvalidInput(
			`“${field}”: the item has no file in its field “${property}”`,
			present.length > 0
				? `It has files in: ${present.join(', ')}`
				: 'Add a node before this one that delivers a file, such as HTTP Request or Read File',
		);
	}
	return {
		content: await context.helpers.getBinaryDataBuffer(item, property),
		fileName: data.fileName ?? (data.fileExtension ? `file.${data.fileExtension}` : ''),
		contentType: data.mimeType,
	};
}

/** A file for the output item: the binary data, and what it is. */
export async function outputFile(
	{ helpers }: IExecuteFunctions,
	{ content, fileName, contentType }: OutgoingFile,
): Promise<{ data: IBinaryData; about: IDataObject }> {
	const data = await helpers.prepareBinaryData(content, fileName || undefined, contentType || undefined);
	return { data, about: { file_name: data.fileName ?? null, mime_type: data.mimeType, bytes: content.length } };
}

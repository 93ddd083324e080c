import { fetchFile, inputFile, type OutgoingFile } from '../../../operation/files/file';
import { InvalidInput, type Call } from '../../../operation/operation';
import { isAddress, withProtocol } from '../../../protocol/article/address';
import { dataFile } from './dataFile';
import { content } from './fields';

/**
 * A picture of a text as a file, from wherever the text says that it is.
 * @param shown what the user calls it, for mistakes
 * @throws InvalidInput when it is not there
 */
export async function pictureFile(source: string, shown: string, call: Call): Promise<OutgoingFile> {
	if (isAddress(source)) return await fetchFile(call.context, withProtocol(source), content.displayName);
	if (/^data:/i.test(source)) return dataFile(source, shown);
	return await inputFile(call.context, call.item, binaryNamed(source, shown, call), content.displayName);
}

/** The binary field with this name, or whose file has it: `![](tea.jpg)`, `binary:data`, `./images/tea.jpg`, in e-mails `cid:tea.jpg@01DB5A`. */
function binaryNamed(source: string, shown: string, { context, item }: Call): string {
	const { binary = {} } = context.getInputData()[item];
	const path = decoded(source.replace(/^binary:/i, '').replace(/^cid:([^@]*)@.*$/i, '$1').replace(/[?#].*$/, ''));
	const name = path.split(/[/\\]/).pop()!.toLowerCase();
	const fields = Object.keys(binary);
	const found = fields.find((field) => field === path || field.toLowerCase() === name) ?? fields.find((field) => binary[field].fileName?.toLowerCase() === name);
	if (found !== undefined) return found;
	const names = fields.map((field) => binary[field].fileName ?? field);
	throw new InvalidInput(
		`${shown} has no web address, and the item has no file of this name`,
		names.length > 0 ? `It has these files: ${names.join(', ')}` : 'Give it its full address (https://…), or add a node before this one that delivers the file',
	);
}

function decoded(path: string): string {
	return path.replace(/(%[0-9a-f]{2})+/gi, (bytes) => Buffer.from(bytes.replaceAll('%', ''), 'hex').toString());
}

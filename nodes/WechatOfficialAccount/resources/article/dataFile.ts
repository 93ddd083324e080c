import type { OutgoingFile } from '../../../operation/files/file';
import { InvalidInput } from '../../../operation/operation';

const FORM = /^data:([^;,]*)((?:;[^;,]*)*),/i;

/**
 * The file that stands in a text itself: `data:image/png;base64,…`.
 * @throws InvalidInput when it cannot be read
 */
export function dataFile(source: string, shown: string): OutgoingFile {
	const [start, contentType, more] = FORM.exec(source) ?? [];
	if (start === undefined) throw new InvalidInput(`${shown} cannot be read`, 'It must look like data:image/png;base64,…');
	const written = source.slice(start.length);
	const encoding = /;base64$/i.test(more) ? 'base64' : 'latin1';
	const bytes = encoding === 'base64' && !written.includes('%') ? written : written.replace(/%([0-9a-f]{2})/gi, (_, code: string) => String.fromCharCode(parseInt(code, 16)));
	return { content: Buffer.from(bytes, encoding), fileName: '', contentType };
}

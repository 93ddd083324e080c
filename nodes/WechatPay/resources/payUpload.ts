import type { OutgoingFile } from '../../operation/files/file';
import { uploadMeta } from '../../protocol/pay/uploadMeta';
import type { WireRequest } from '../../transport/request';

/** Characters. */
const LONGEST_NAME = 128;

/** The upload of a file, of which only the meta is signed (wechat-pay.md §3.9). Done twice it does no harm: an id more. */
export function payUpload(path: string, file: OutgoingFile): WireRequest {
	// The end says what kind of file it is; nobody reads the rest.
	const fileName = [...file.fileName].slice(-LONGEST_NAME).join('');
	return { method: 'POST', path, parts: [uploadMeta(fileName, file.content), { name: 'file', ...file, fileName }], repeatable: true };
}

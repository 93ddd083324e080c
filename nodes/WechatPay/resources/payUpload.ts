import type { OutgoingFile } from '../../operation/files/file';
import { uploadMeta } from '../../protocol/pay/uploadMeta';
import type { WireRequest } from '../../transport/request';

/** The upload of a file, of which only the meta is signed (wechat-pay.md §3.9). Done twice it does no harm: an id more. */
export function payUpload(path: string, file: OutgoingFile): WireRequest {
	return { method: 'POST', path, parts: [uploadMeta(file.fileName, file.content), { name: 'file', ...file }], repeatable: true };
}

import type { IDataObject } from 'n8n-workflow';
import type { WireRequest } from '../../transport/request';
import type { OutgoingFile } from './file';
import type { MediaType } from './mediaRules';

/** `POST /cgi-bin/media/upload`: for three days (wechat-api.md C.4). */
export function temporaryUpload(type: MediaType, file: OutgoingFile): WireRequest {
	// Twice does no harm: nobody sees the first one, and it is gone after three days.
	return { ...upload('/cgi-bin/media/upload', type, file), repeatable: true };
}

/** `POST /cgi-bin/material/add_material`: into the account's library. */
export function libraryUpload(type: MediaType, file: OutgoingFile): WireRequest {
	return upload('/cgi-bin/material/add_material', type, file);
}

/** `POST /cgi-bin/media/uploadimg`: into the text of an article; what comes back is its `url`. */
export function articleUpload(file: OutgoingFile): WireRequest {
	return { ...upload('/cgi-bin/media/uploadimg', undefined, file), repeatable: true };
}

/** The id of what was uploaded: WeChat names a temporary thumbnail's differently. */
export function mediaIdOf({ media_id, thumb_media_id }: IDataObject): string | null {
	return (media_id ?? thumb_media_id ?? null) as string | null;
}

function upload(path: string, type: MediaType | undefined, { content, contentType, fileName }: OutgoingFile): WireRequest {
	return { method: 'POST', path, query: type && { type }, parts: [{ name: 'media', fileName, contentType, content }] };
}

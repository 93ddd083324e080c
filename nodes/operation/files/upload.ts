import type { IDataObject } from 'n8n-workflow';
import type { WireRequest } from '../../transport/client';
import type { OutgoingFile } from './file';
import type { MediaType } from './mediaRules';

/** `POST /cgi-bin/media/upload`: for three days (wechat-api.md C.4). */
export function temporaryUpload(type: MediaType, file: OutgoingFile): WireRequest {
	return upload('/cgi-bin/media/upload', { type }, file);
}

/** `POST /cgi-bin/material/add_material`: into the account's library; a video wants a title and a description. */
export function libraryUpload(type: MediaType, file: OutgoingFile, about?: IDataObject): WireRequest {
	const request = upload('/cgi-bin/material/add_material', { type }, file);
	if (about) request.parts?.push({ name: 'description', value: JSON.stringify(about) });
	return request;
}

/** `POST /cgi-bin/media/uploadimg`: an image for the text of an article; answers with its URL. */
export function articleImageUpload(file: OutgoingFile): WireRequest {
	return upload('/cgi-bin/media/uploadimg', {}, file);
}

function upload(path: string, query: IDataObject, { content, contentType, fileName }: OutgoingFile): WireRequest {
	return { method: 'POST', path, query, parts: [{ name: 'media', fileName, contentType, content }] };
}

import { randomBytes } from 'node:crypto';

export interface ServedFile {
	content: Buffer;
	contentType: string;
}

/** Bytes that have a link of their own, such as a picture of an article (uploadimg) or a video. */
export class Files {
	private readonly files = new Map<string, ServedFile>();

	/** Keeps the file and says its path. */
	add(folder: string, file: ServedFile, query = ''): string {
		const path = `/${folder}/${randomBytes(24).toString('base64url')}/0`;
		this.files.set(path, file);
		return path + query;
	}

	/** From now on something else is found there. */
	replace(path: string, file: ServedFile): void {
		this.files.set(path, file);
	}

	find(path: string): ServedFile | undefined {
		return this.files.get(path);
	}
}

import type { Media } from '../../world/media';
import type { Result } from '../context';

/** JSON labelled as text/plain, as WeChat does for media: a client must not go by the label. */
export function plainText(value: unknown): Result {
	return { file: { headers: { 'content-type': 'text/plain' }, body: JSON.stringify(value) } };
}

/** The file itself, named after its id. */
export function attachment({ id, extension, contentType, content }: Media): Result {
	return {
		file: {
			headers: { 'content-type': contentType, 'content-disposition': `attachment; filename="${id}.${extension}"` },
			body: content,
		},
	};
}

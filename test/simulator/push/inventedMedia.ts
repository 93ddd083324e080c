import type { Account } from '../world/account';
import { addMedia } from '../world/media';
import type { World } from '../world/world';
import { sample, type Sample } from './samples';
import type { PushMessage } from './seal';

interface Picture {
	name?: string;
	contentType?: string;
	base64: string;
}

/**
 * A follower's picture, voice or video: kept like WeChat keeps it, so that media/get serves it for three days.
 * The push may bring the bytes as `file` {name, contentType, base64}; without them a sample is used.
 */
export function inventMedia(world: World, account: Account, fields: PushMessage): PushMessage {
	const { MsgType, file, ...rest } = fields;
	const kind = MsgType === 'shortvideo' ? 'video' : MsgType;
	if (rest.MediaId !== undefined || !(kind === 'image' || kind === 'voice' || kind === 'video')) return rest;
	const given = file as Picture | undefined;
	const made: Sample = given
		? { ...sample(kind), ...given, content: Buffer.from(given.base64, 'base64') }
		: sample(kind);
	const keep = (bytes: Sample, as: 'image' | 'voice' | 'video' | 'thumb') =>
		addMedia(account, {
			kind: as,
			permanent: false,
			name: bytes.name ?? `${as}.${bytes.extension}`,
			extension: bytes.extension,
			contentType: bytes.contentType,
			content: bytes.content,
			createdAt: world.now(),
		}).id;
	const MediaId = keep(made, kind);
	if (kind === 'image') return { PicUrl: world.url + world.files.add('mmbiz_jpg', made), MediaId, ...rest };
	if (kind === 'voice') return { MediaId, Format: 'amr', ...rest };
	return { MediaId, ThumbMediaId: keep(sample('image'), 'thumb'), ...rest };
}

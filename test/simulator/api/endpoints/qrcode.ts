import qrCodeOf from 'qrcode-generator';
import type { QrCode } from '../../world/qrCodes';
import type { Context, Endpoints } from '../context';
import { WechatError } from '../errors';

interface Wanted {
	action_name: string;
	action_info: { scene: { scene_id?: number; scene_str?: string } };
	expire_seconds?: number;
}

/** "expire<=2592000; scene_id perm 1-100000; scene_str 1-64" */
const MOST_SECONDS = 2_592_000;
const USUAL_SECONDS = 60;
const GREATEST = { permanent: 100_000, temporary: 0xffffffff };
const SCENE_CHARACTERS = 64;

/** wechat-api.md C.5, "qrcode". */
export const qrcode: Endpoints = {
	'/cgi-bin/qrcode/create': ({ account, body, now }: Context<Wanted>) => {
		const { action_name, action_info, expire_seconds = USUAL_SECONDS } = body;
		const isPermanent = action_name.includes('LIMIT');
		if (!isPermanent && (expire_seconds < 1 || expire_seconds > MOST_SECONDS)) throw new WechatError(40035, 'invalid expire_seconds');
		const scene = action_name.includes('STR') ? text(action_info.scene.scene_str) : number(action_info.scene.scene_id, isPermanent);
		const code = account.qrCodes.make(scene, isPermanent ? Infinity : now + expire_seconds * 1000);
		if (!code) throw new WechatError(45029);
		return { ticket: code.ticket, ...(!isPermanent && { expire_seconds }), url: code.url };
	},

	/** Of mp.weixin.qq.com; the picture, which at WeChat is a JPEG, or 404. */
	'/cgi-bin/showqrcode': ({ world, query, now }: Context) => {
		const code = [...world.accounts.values()].map(({ qrCodes }) => qrCodes.find(query.ticket)).find(Boolean);
		if (!code || code.expiresAt <= now) return { file: { status: 404, body: '' } };
		return { file: { headers: { 'content-type': 'image/gif' }, body: picture(code.url) } };
	},
};

function picture(url: string): Buffer {
	const code = qrCodeOf(0, 'M');
	code.addData(url);
	code.make();
	return Buffer.from(code.createDataURL(8, 32).split(',')[1], 'base64');
}

function text(scene = ''): QrCode['scene'] {
	const characters = [...scene].length;
	if (characters < 1 || characters > SCENE_CHARACTERS) throw new WechatError(40035, 'invalid scene_str');
	return scene;
}

function number(scene = 0, isPermanent: boolean): QrCode['scene'] {
	if (scene < 1 || scene > GREATEST[isPermanent ? 'permanent' : 'temporary']) throw new WechatError(40035, 'invalid scene_id');
	return scene;
}

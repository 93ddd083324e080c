import { randomBytes } from 'node:crypto';

/** A QR code with a scene (wechat-api.md C.5, "qrcode"). */
export interface QrCode {
	ticket: string;
	/** What is in the picture. */
	url: string;
	/** A number where it was made with `scene_id`. */
	scene: number | string;
	/** In ms; Infinity for a permanent one. */
	expiresAt: number;
}

/** "permanent 100000" */
const MOST_PERMANENT = 100_000;

/** The QR codes of an account. */
export class QrCodes {
	private readonly codes = new Map<string, QrCode>();
	private readonly permanent = new Map<QrCode['scene'], QrCode>();

	/** A new temporary code; of a permanent one the same for the same scene; undefined when there are too many. */
	make(scene: QrCode['scene'], expiresAt: number): QrCode | undefined {
		const isPermanent = expiresAt === Infinity;
		const known = isPermanent && this.permanent.get(scene);
		if (known) return known;
		if (isPermanent && this.permanent.size >= MOST_PERMANENT) return undefined;
		const letters = randomBytes(69).toString('base64');
		const code = { ticket: `gQ${letters}==`, url: `http://weixin.qq.com/q/02${letters.replace(/\W/g, '').slice(0, 20)}`, scene, expiresAt };
		this.codes.set(code.ticket, code);
		if (isPermanent) this.permanent.set(scene, code);
		return code;
	}

	find(ticket: unknown): QrCode | undefined {
		return this.codes.get(String(ticket));
	}
}

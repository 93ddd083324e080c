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

/** The QR codes of an account. */
export class QrCodes {
	private readonly codes = new Map<string, QrCode>();

	/** A new temporary code; of a permanent one the same for the same scene. */
	make(scene: QrCode['scene'], expiresAt: number): QrCode {
		const known = expiresAt === Infinity && this.permanent.find((code) => code.scene === scene);
		if (known) return known;
		const letters = randomBytes(69).toString('base64');
		const code = { ticket: `gQ${letters}==`, url: `http://weixin.qq.com/q/02${letters.replace(/\W/g, '').slice(0, 20)}`, scene, expiresAt };
		this.codes.set(code.ticket, code);
		return code;
	}

	get permanent(): QrCode[] {
		return [...this.codes.values()].filter(({ expiresAt }) => expiresAt === Infinity);
	}

	find(ticket: unknown): QrCode | undefined {
		return this.codes.get(String(ticket));
	}
}

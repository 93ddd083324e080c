import { type Context, type Endpoints, OK } from '../context';
import { WechatError } from '../errors';

const MEGABYTE = 1_000_000;
/** "<=600 bytes" */
const TRANSLATED_BYTES = 600;
/** "within 10 s of upload" */
const ASKED_WITHIN = 10_000;
const LANGUAGES = ['zh_CN', 'en_US'];

/** wechat-api.md C.7, "ai": speech, translation and sentences. It understands nothing; it keeps the rules. */
export const language: Endpoints = {
	'/cgi-bin/media/voice/addvoicetorecofortext': ({ account, query, files, now }: Context) => {
		const [file] = files;
		if (!file || file.content.length === 0) throw new WechatError(44001);
		if (file.content.length > MEGABYTE) throw new WechatError(40010);
		account.voices.set(query.voice_id, now);
		return OK;
	},

	'/cgi-bin/media/voice/queryrecoresultfortext': ({ account, query, now }: Context) => {
		const uploadedAt = account.voices.get(query.voice_id);
		if (uploadedAt === undefined || now - uploadedAt > ASKED_WITHIN) throw new WechatError(40007);
		return { result: '今天有优惠券吗？' };
	},

	'/cgi-bin/media/voice/translatecontent': ({ query, text }: Context) => {
		if (!LANGUAGES.includes(query.lfrom) || !LANGUAGES.includes(query.lto)) throw new WechatError(40035, 'lfrom and lto are zh_CN and en_US');
		if (text === '') throw new WechatError(44002);
		if (Buffer.byteLength(text) > TRANSLATED_BYTES) throw new WechatError(45002);
		return { from_content: text, to_content: `[${query.lto}] ${text}` };
	},

	'/semantic/semproxy/search': ({ body }: Context<{ query: string; category: string }>) => ({
		errcode: 0,
		query: body.query,
		type: body.category.split(',')[0],
		semantic: { details: {}, intent: 'SEARCH' },
	}),
};

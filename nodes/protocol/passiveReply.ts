/** A reply, in the shape of the customer-service API, so that one form serves both. */
export type ReplyMessage =
	| { msgtype: 'text'; text: { content: string } }
	| { msgtype: 'image'; image: { media_id: string } }
	| { msgtype: 'voice'; voice: { media_id: string } }
	| { msgtype: 'video'; video: { media_id: string; title?: string; description?: string } }
	| {
			msgtype: 'music';
			music: { title?: string; description?: string; musicurl?: string; hqmusicurl?: string; thumb_media_id: string };
	  }
	| { msgtype: 'news'; news: { articles: ReplyArticle[] } }
	| { msgtype: 'transfer_customer_service'; transfer_customer_service?: { kf_account?: string } };

/** One article card. WeChat shows a single one in answer to a message, up to 8 in answer to an event. */
export interface ReplyArticle {
	title: string;
	description?: string;
	url: string;
	picurl?: string;
}

type MessageOf<Type extends ReplyMessage['msgtype']> = Extract<ReplyMessage, { msgtype: Type }>;

/** What a form leaves empty is not sent. */
const given = (value: string | undefined) => value || undefined;

const contents: { [Type in ReplyMessage['msgtype']]: (message: MessageOf<Type>) => object } = {
	text: ({ text }) => ({ Content: text.content }),
	image: ({ image }) => ({ Image: { MediaId: image.media_id } }),
	voice: ({ voice }) => ({ Voice: { MediaId: voice.media_id } }),
	video: ({ video }) => ({
		Video: { MediaId: video.media_id, Title: given(video.title), Description: given(video.description) },
	}),
	music: ({ music }) => ({
		Music: {
			Title: given(music.title),
			Description: given(music.description),
			MusicUrl: given(music.musicurl),
			HQMusicUrl: given(music.hqmusicurl),
			ThumbMediaId: music.thumb_media_id,
		},
	}),
	news: ({ news }) => ({
		ArticleCount: news.articles.length,
		// All four are required on the wire: what is not known is sent empty.
		Articles: {
			item: news.articles.map(({ title, description = '', picurl = '', url }) => ({
				Title: title,
				Description: description,
				PicUrl: picurl,
				Url: url,
			})),
		},
	}),
	transfer_customer_service: ({ transfer_customer_service: transfer }) =>
		// An empty account would hand the customer over to nobody.
		transfer?.kf_account ? { TransInfo: { KfAccount: transfer.kf_account } } : {},
};

/**
 * The object of a passive reply, for `buildXml` (or JSON, for a Mini Program that chose it).
 * @param to the push with its two ends swapped: `fromUserName` is the account (its gh_ id, the push's ToUserName),
 * `toUserName` the customer (the openid, the push's FromUserName); `createTime` in seconds since 1970
 * @throws TypeError for a type that cannot be a passive reply (reference/wechat-api.md B.4)
 */
export function passiveReply(
	message: ReplyMessage,
	to: { fromUserName: string; toUserName: string; createTime: number },
): object {
	if (!Object.hasOwn(contents, message.msgtype)) {
		throw new TypeError(`A passive reply cannot be of the type "${String(message.msgtype)}".`);
	}
	const content = contents[message.msgtype] as (message: ReplyMessage) => object;
	return {
		ToUserName: to.toUserName,
		FromUserName: to.fromUserName,
		CreateTime: to.createTime,
		MsgType: message.msgtype,
		...content(message),
	};
}

/** What a customer-service message of one type is (the table of message bodies in wechat-api.md C.1). */
export interface MessageType {
	/** Official Account, Mini Program. */
	for: Array<'OA' | 'MP'>;
	/** Fields that name media of the account, and of which kinds. */
	media?: Record<string, string[]>;
	/** Fields that an Official Account must fill beyond those of the inventory. */
	requiredOfOA?: string[];
}

const PICTURE = ['image', 'thumb'];

export const MESSAGE_TYPES: Record<string, MessageType> = {
	text: { for: ['OA', 'MP'] },
	image: { for: ['OA', 'MP'], media: { media_id: ['image'] } },
	voice: { for: ['OA'], media: { media_id: ['voice'] } },
	video: { for: ['OA'], media: { media_id: ['video'], thumb_media_id: PICTURE } },
	music: { for: ['OA'], media: { thumb_media_id: PICTURE } },
	news: { for: ['OA'] },
	mpnews: { for: ['OA'], media: { media_id: ['news'] } },
	mpnewsarticle: { for: ['OA'] },
	msgmenu: { for: ['OA'] },
	wxcard: { for: ['OA'] },
	miniprogrampage: { for: ['OA', 'MP'], media: { thumb_media_id: PICTURE }, requiredOfOA: ['appid'] },
	link: { for: ['MP'] },
};

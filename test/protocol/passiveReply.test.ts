import { passiveReply, type ReplyMessage } from '../../nodes/protocol/passiveReply';
import { buildXml, parseXml } from '../../nodes/protocol/xml';

const to = { fromUserName: 'gh_97417a04a28d', toUserName: 'o9AgO5Kd5ggOC', createTime: 1714112445 };
const head =
	'<xml><ToUserName><![CDATA[o9AgO5Kd5ggOC]]></ToUserName><FromUserName><![CDATA[gh_97417a04a28d]]></FromUserName>' +
	'<CreateTime>1714112445</CreateTime>';
const xml = (message: ReplyMessage) => buildXml(passiveReply(message, to));

test('the two ends are swapped: to the customer, from the account', () => {
	const reply = parseXml(xml({ msgtype: 'text', text: { content: 'hi' } }));
	expect(reply).toMatchObject({ ToUserName: 'o9AgO5Kd5ggOC', FromUserName: 'gh_97417a04a28d', CreateTime: '1714112445' });
});

test.each<[string, ReplyMessage, string]>([
	[
		'text',
		{ msgtype: 'text', text: { content: 'line 1\nline 2' } },
		'<MsgType><![CDATA[text]]></MsgType><Content><![CDATA[line 1\nline 2]]></Content>',
	],
	[
		'image',
		{ msgtype: 'image', image: { media_id: 'm1' } },
		'<MsgType><![CDATA[image]]></MsgType><Image><MediaId><![CDATA[m1]]></MediaId></Image>',
	],
	[
		'voice',
		{ msgtype: 'voice', voice: { media_id: 'm2' } },
		'<MsgType><![CDATA[voice]]></MsgType><Voice><MediaId><![CDATA[m2]]></MediaId></Voice>',
	],
	[
		'video',
		{ msgtype: 'video', video: { media_id: 'm3', title: 't', description: 'd' } },
		'<MsgType><![CDATA[video]]></MsgType><Video><MediaId><![CDATA[m3]]></MediaId><Title><![CDATA[t]]></Title>' +
			'<Description><![CDATA[d]]></Description></Video>',
	],
	[
		'video without words',
		{ msgtype: 'video', video: { media_id: 'm3', title: '' } },
		'<MsgType><![CDATA[video]]></MsgType><Video><MediaId><![CDATA[m3]]></MediaId></Video>',
	],
	[
		'music',
		{
			msgtype: 'music',
			music: { title: 't', description: 'd', musicurl: 'http://m', hqmusicurl: 'http://h', thumb_media_id: 'm4' },
		},
		'<MsgType><![CDATA[music]]></MsgType><Music><Title><![CDATA[t]]></Title><Description><![CDATA[d]]></Description>' +
			'<MusicUrl><![CDATA[http://m]]></MusicUrl><HQMusicUrl><![CDATA[http://h]]></HQMusicUrl>' +
			'<ThumbMediaId><![CDATA[m4]]></ThumbMediaId></Music>',
	],
	[
		'music without words',
		{ msgtype: 'music', music: { thumb_media_id: 'm4' } },
		'<MsgType><![CDATA[music]]></MsgType><Music><ThumbMediaId><![CDATA[m4]]></ThumbMediaId></Music>',
	],
	[
		'news of one article',
		{ msgtype: 'news', news: { articles: [{ title: 't', description: 'd', url: 'http://u', picurl: 'http://p' }] } },
		'<MsgType><![CDATA[news]]></MsgType><ArticleCount>1</ArticleCount><Articles><item><Title><![CDATA[t]]></Title>' +
			'<Description><![CDATA[d]]></Description><PicUrl><![CDATA[http://p]]></PicUrl><Url><![CDATA[http://u]]></Url></item></Articles>',
	],
	[
		'transfer to any staff',
		{ msgtype: 'transfer_customer_service' },
		'<MsgType><![CDATA[transfer_customer_service]]></MsgType>',
	],
	[
		'transfer to an account that is empty',
		{ msgtype: 'transfer_customer_service', transfer_customer_service: { kf_account: '' } },
		'<MsgType><![CDATA[transfer_customer_service]]></MsgType>',
	],
	[
		'transfer to one of the staff',
		{ msgtype: 'transfer_customer_service', transfer_customer_service: { kf_account: 'a@shop' } },
		'<MsgType><![CDATA[transfer_customer_service]]></MsgType><TransInfo><KfAccount><![CDATA[a@shop]]></KfAccount></TransInfo>',
	],
])('%s', (_what, message, content) => {
	expect(xml(message)).toBe(`${head}${content}</xml>`);
});

test('music reply sent as <Video>', () => {
	const reply = xml({ msgtype: 'music', music: { thumb_media_id: 'm4' } });
	expect(reply).toContain('<Music>');
	expect(reply).not.toContain('Video');
});

test('<a href> escaped in replies', () => {
	const content = '<a href="https://example.com/?a=1&b=2">order</a>';
	expect(xml({ msgtype: 'text', text: { content } })).toContain(`<![CDATA[${content}]]>`);
});

test('news of several articles: counted, in order, unknown fields sent empty', () => {
	const articles = [{ title: 'a', url: 'http://a' }, { title: 'b', url: 'http://b', picurl: 'http://p' }];
	expect(parseXml(xml({ msgtype: 'news', news: { articles } }))).toMatchObject({
		ArticleCount: '2',
		Articles: {
			item: [
				{ Title: 'a', Description: '', PicUrl: '', Url: 'http://a' },
				{ Title: 'b', Description: '', PicUrl: 'http://p', Url: 'http://b' },
			],
		},
	});
});

test('a customer’s words cannot become elements', () => {
	const content = ']]></Content><MsgType>image</MsgType>';
	expect(parseXml(xml({ msgtype: 'text', text: { content } }))).toMatchObject({ MsgType: 'text', Content: content });
});

test.each(['mpnews', 'wxcard', 'miniprogrampage', '', 'constructor', '__proto__', undefined])('%p is no passive reply', (msgtype) => {
	expect(() => passiveReply({ msgtype } as unknown as ReplyMessage, to)).toThrow(TypeError);
});

test('as JSON for a Mini Program', () => {
	const reply = passiveReply({ msgtype: 'transfer_customer_service', transfer_customer_service: {} }, to);
	expect(JSON.parse(JSON.stringify(reply))).toEqual({
		ToUserName: 'o9AgO5Kd5ggOC',
		FromUserName: 'gh_97417a04a28d',
		CreateTime: 1714112445,
		MsgType: 'transfer_customer_service',
	});
});

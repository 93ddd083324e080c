import type { IDataObject } from 'n8n-workflow';
import { message } from '../../nodes/WechatCustomerService/resources/message';
import { customerService, files, MINI, useWechat, type Wechat } from './wechat';

/** Every type of customer-service message, filled in as a form: what WeChat got is the documented body (wechat-api.md C.1). */

interface Case {
	parameters: (ids: IDataObject) => IDataObject;
	/** Without touser and msgtype. */
	body: (ids: IDataObject) => IDataObject;
}

const choose = (value: unknown) => ({ __rl: true, mode: 'id', value });

const officialAccount: Record<string, Case> = {
	text: {
		parameters: () => ({ content: 'Thank you! 谢谢\n<a href="https://example.com/c?a=1&b=2">Open</a>' }),
		body: () => ({ text: { content: 'Thank you! 谢谢\n<a href="https://example.com/c?a=1&b=2">Open</a>' } }),
	},
	image: {
		parameters: ({ image }) => ({ mediaSource: 'media', media_id: choose(image) }),
		body: ({ image }) => ({ image: { media_id: image } }),
	},
	voice: {
		parameters: ({ voice }) => ({ mediaSource: 'media', media_id: choose(voice) }),
		body: ({ voice }) => ({ voice: { media_id: voice } }),
	},
	video: {
		parameters: ({ video, thumb }) => ({
			...{ mediaSource: 'media', media_id: choose(video), title: 'How to brew', description: 'Two minutes' },
			...{ thumbSource: 'media', thumb_media_id: choose(thumb) },
		}),
		body: ({ video, thumb }) => ({
			video: { media_id: video, thumb_media_id: thumb, title: 'How to brew', description: 'Two minutes' },
		}),
	},
	'video without words': {
		parameters: ({ video, thumb }) => ({
			...{ mediaSource: 'media', media_id: choose(video) },
			...{ thumbSource: 'media', thumb_media_id: choose(thumb) },
		}),
		body: ({ video, thumb }) => ({ video: { media_id: video, thumb_media_id: thumb } }),
	},
	music: {
		parameters: ({ thumb }) => ({
			...{ title: 'Rain', description: 'For tea', thumbSource: 'media', thumb_media_id: choose(thumb) },
			...{ musicurl: 'https://example.com/rain.mp3', hqmusicurl: 'https://example.com/rain-320.mp3' },
		}),
		body: ({ thumb }) => ({
			music: {
				...{ title: 'Rain', description: 'For tea', thumb_media_id: thumb },
				...{ musicurl: 'https://example.com/rain.mp3', hqmusicurl: 'https://example.com/rain-320.mp3' },
			},
		}),
	},
	news: {
		parameters: () => ({
			...{ title: '618', description: 'Everything half', url: 'https://example.com/618' },
			...{ picurl: 'https://example.com/618.jpg' },
		}),
		body: () => ({
			news: {
				articles: [
					{
						...{ title: '618', description: 'Everything half', url: 'https://example.com/618' },
						...{ picurl: 'https://example.com/618.jpg' },
					},
				],
			},
		}),
	},
	'news with a title and a link only': {
		parameters: () => ({ title: '618', url: 'https://example.com/618' }),
		body: () => ({
			news: { articles: [{ title: '618', description: '', url: 'https://example.com/618', picurl: '' }] },
		}),
	},
	mpnews: {
		parameters: ({ news }) => ({ mpnews_media_id: choose(news) }),
		body: ({ news }) => ({ mpnews: { media_id: news } }),
	},
	mpnewsarticle: {
		parameters: ({ article }) => ({ article_id: article }),
		body: ({ article }) => ({ mpnewsarticle: { article_id: article } }),
	},
	msgmenu: {
		parameters: () => ({
			head_content: 'Were you happy?',
			list: { item: [{ id: '101', content: 'Very' }, { id: '102', content: 'No' }] },
			tail_content: 'Thank you.',
		}),
		body: () => ({
			msgmenu: {
				head_content: 'Were you happy?',
				list: [{ id: '101', content: 'Very' }, { id: '102', content: 'No' }],
				tail_content: 'Thank you.',
			},
		}),
	},
	'msgmenu with answers only': {
		parameters: () => ({ list: { item: [{ id: '101', content: 'Very' }] } }),
		body: () => ({ msgmenu: { list: [{ id: '101', content: 'Very' }] } }),
	},
	wxcard: {
		parameters: () => ({ card_id: 'pFS7Fjg8kV1IdDz01r4SQwMkuCKc' }),
		body: () => ({ wxcard: { card_id: 'pFS7Fjg8kV1IdDz01r4SQwMkuCKc' } }),
	},
	miniprogrampage: {
		parameters: ({ image }) => ({
			...{ title: 'Your order', appid: MINI.appid, pagepath: 'pages/order?no=42' },
			...{ thumbSource: 'media', thumb_media_id: choose(image) },
		}),
		body: ({ image }) => ({
			miniprogrampage: {
				...{ title: 'Your order', appid: MINI.appid, pagepath: 'pages/order?no=42', thumb_media_id: image },
			},
		}),
	},
	'text in the name of a member of staff, marked as AI, of a merchant': {
		parameters: () => ({
			content: 'Hello',
			options: { kf_account: choose('lan@lotustea'), is_ai_msg: true, businessid: 7 },
		}),
		body: () => ({
			text: { content: 'Hello' },
			customservice: { kf_account: 'lan@lotustea' },
			aimsgcontext: { is_ai_msg: 1 },
			businessid: 7,
		}),
	},
	'text, not marked as AI': {
		parameters: () => ({ content: 'Hello', options: { is_ai_msg: false } }),
		body: () => ({ text: { content: 'Hello' }, aimsgcontext: { is_ai_msg: 0 } }),
	},
};

const miniProgram: Record<string, Case> = {
	text: officialAccount.text,
	image: officialAccount.image,
	link: {
		parameters: () => ({
			...{ title: 'Tea', description: 'Fresh', url: 'https://example.com', thumb_url: 'https://example.com/t.jpg' },
		}),
		body: () => ({
			link: {
				...{ title: 'Tea', description: 'Fresh', url: 'https://example.com', thumb_url: 'https://example.com/t.jpg' },
			},
		}),
	},
	'miniprogrampage without an App ID: its own page': {
		parameters: ({ image }) => ({
			...{ title: 'Your order', pagepath: 'pages/order', thumbSource: 'media', thumb_media_id: choose(image) },
		}),
		body: ({ image }) => ({
			miniprogrampage: { title: 'Your order', pagepath: 'pages/order', thumb_media_id: image },
		}),
	},
};

/** Media and articles that exist in the account; a Mini Program has images only. */
async function prepare({ client }: Wechat, isMini: boolean): Promise<IDataObject> {
	const upload = async (type: string, name: string, content: Buffer) =>
		await client.upload('/cgi-bin/media/upload', { type }, { name, content });
	const { media_id: image } = await upload('image', 'tea.jpg', files.jpg);
	if (isMini) return { image };
	const news = await client.control('/news', { articles: [{ title: 'Tea' }] });
	return {
		image,
		voice: (await upload('voice', 'hello.mp3', files.mp3)).media_id,
		video: (await upload('video', 'brew.mp4', files.mp4)).media_id,
		thumb: (await upload('thumb', 'small.jpg', files.jpg)).thumb_media_id,
		news: news.media_id,
		article: news.article_id,
	};
}

describe.each([
	['an Official Account', officialAccount, undefined],
	['a Mini Program', miniProgram, MINI],
] as const)('%s sends', (_, cases, account) => {
	const wechat = useWechat(account);

	test.each(Object.keys(cases))('%s', async (name) => {
		const ids = await prepare(wechat, account === MINI);
		const touser = await wechat.customer();
		const { parameters, body } = cases[name];
		const [msgtype] = name.split(/[ ,]/);
		const run = await wechat.run(
			customerService('message', 'send', { recipient: 'openid', touser, msgtype, ...parameters(ids) }),
		);
		expect(run.error).toBeUndefined();
		expect((await wechat.calls('/cgi-bin/message/custom/send')).map((call) => [call.body, call.errcode])).toEqual([
			[{ touser, msgtype, ...body(ids) }, 0],
		]);
		expect(run.json('WeChat')).toEqual([
			{ openid: touser, unionid: null, appid: wechat.client.appid, sent_to_tester: null, msgtype, messages: 1 },
		]);
	});
});

describe('what belongs to another type', () => {
	const wechat = useWechat();

	test('is not sent: a text keeps no title or media of the form as it was before', async () => {
		const touser = await wechat.customer();
		await wechat.run(
			customerService('message', 'send', {
				...{ recipient: 'openid', touser, msgtype: 'text', content: 'Hello', title: 'Old', url: 'https://old.example' },
				...{ mediaSource: 'media', media_id: choose('old'), head_content: 'Old', card_id: 'old' },
			}),
		);
		expect((await wechat.calls()).map(({ body }) => body)).toEqual([
			{ touser, msgtype: 'text', text: { content: 'Hello' } },
		]);
	});
});

test('every type of the form has a case', () => {
	const [send] = message.operations;
	const msgtype = send.fields.find(({ name }) => name === 'msgtype') as { options?: Array<{ value: string }> };
	const covered = [...Object.keys(officialAccount), ...Object.keys(miniProgram)].map((name) => name.split(/[ ,]/)[0]);
	expect([...new Set(covered)].sort()).toEqual(msgtype.options!.map(({ value }) => value).sort());
});

describe('a card without an App ID, which only a Mini Program knows by itself', () => {
	const wechat = useWechat();

	const card = async (picture: IDataObject) => {
		const page = { title: 'Your order', appid: '={{ "" }}', pagepath: 'pages/order' };
		return customerService('message', 'send', { recipient: 'openid', touser: await wechat.customer(), msgtype: 'miniprogrampage', ...page, ...picture });
	};

	test('one sentence from an Official Account, before its picture is uploaded', async () => {
		const { error } = await wechat.run(await card({ thumbSource: 'url', thumbUrl: 'https://example.com/a.jpg' }));
		expect(error).toMatchObject({ message: '“Mini Program App ID” is empty', description: expect.stringContaining('linked to the Official Account') });
		expect(await wechat.calls()).toEqual([]);
	});

	test('is left to WeChat where the credential does not say what the account is', async () => {
		wechat.credential({ accountType: '' });
		const { error } = await wechat.run(await card({ thumbSource: 'media', thumb_media_id: choose('m1') }));
		expect(error).toMatchObject({ httpCode: '40035' });
	});
});

describe('Show Typing again', () => {
	const wechat = useWechat();
	const PATH = '/cgi-bin/message/custom/typing';
	const show = async () => customerService('message', 'showTyping', { recipient: 'openid', touser: await wechat.customer(), command: 'Typing' });

	test('while it is being shown: it is what was wanted', async () => {
		const run = await wechat.run(await show(), { items: [{ json: { n: 1 } }, { json: { n: 2 } }] });
		expect(run.error).toBeUndefined();
		expect((await wechat.calls(PATH)).map(({ errcode }) => errcode)).toEqual([0, 45081]);
		expect(run.json('WeChat')!.map(({ n }) => n)).toEqual([1, 2]);
	});

	test('after a lost answer', async () => {
		await wechat.fault({ path: PATH, drop: true });
		expect((await wechat.run(await show())).error).toBeUndefined();
		expect((await wechat.calls(PATH)).at(-1)).toMatchObject({ errcode: 45081 });
	});

	test('too late after the customer wrote: it is said', async () => {
		await wechat.fault({ path: PATH, errcode: 45080 });
		expect((await wechat.run(await show())).error).toMatchObject({ httpCode: '45080', description: expect.stringContaining('30 seconds') });
	});
});

describe('Show Typing', () => {
	const wechat = useWechat(MINI);

	test('of a merchant is of a Mini Program, also where the credential does not say so', async () => {
		wechat.credential({ accountType: '' });
		const of = { recipient: 'openid', touser: await wechat.customer(), command: 'Typing', options: { businessid: choose('9') } };
		expect((await wechat.run(customerService('message', 'showTyping', of))).error).toMatchObject({ httpCode: '45071' });
		expect((await wechat.calls()).map(({ path }) => path)).toEqual(['/cgi-bin/message/custom/business/typing']);
	});

	test('of a Mini Program has a path of its own', async () => {
		const touser = await wechat.customer();
		const show = (command: string) => customerService('message', 'showTyping', { recipient: 'openid', touser, command });
		await wechat.run([show('Typing'), { ...show('CancelTyping'), name: 'Stop' }]);
		expect((await wechat.calls()).map(({ path, body, errcode }) => [path, body, errcode])).toEqual([
			['/cgi-bin/message/custom/business/typing', { touser, command: 'Typing' }, 0],
			['/cgi-bin/message/custom/business/typing', { touser, command: 'CancelTyping' }, 0],
		]);
	});
});

import type { IDataObject } from 'n8n-workflow';
import { addNotice, form, LIBRARY, message } from '../../templates';
import { SERVICE, type Wechat } from '../../wechat';
import { choose, text, type Case } from '../case';

const { appid } = SERVICE;

const to = { unionid: null, appid, sent_to_tester: null };

const notice = async ({ client }: Wechat): Promise<IDataObject> => {
	const [id, openid] = [await addNotice(client), await client.follower()];
	await client.control('/permissions', { openid, template_id: id });
	return { id, openid };
};

export const cases: Record<string, Case> = {
	'wechatOfficialAccount subscriptionNotice send': {
		given: notice,
		parameters: ({ id, openid }) =>
			message(openid, id, form({ amount1: '¥99.00', thing2: '铁观音' }), {
				opens: 'miniprogram',
				appid: 'wx1234567890abcdef',
				pagepath: 'pages/order?no=7',
				options: { lang: 'en_US', miniprogram_state: 'trial' },
			}),
		output: ({ openid }) => [{ openid, unionid: null, appid, sent_to_tester: null, status: 'sent', reason: '', errcode: 0, msgid: null }],
		keepsInput: true,
		after: async ({ id, openid }, { client, calls }) => {
			const [said] = (await client.control(`/conversations?openid=${openid}`))[openid as string];
			expect(said).toMatchObject({ type: 'subscription_notice', content: { title: '付款成功通知', content: '付款金额:¥99.00\n商品:铁观音' } });
			expect((await calls('/cgi-bin/message/subscribe/bizsend'))[0].body).toEqual({
				touser: openid,
				template_id: id,
				data: { amount1: { value: '¥99.00' }, thing2: { value: '铁观音' } },
				miniprogram: { appid: 'wx1234567890abcdef', pagepath: 'pages/order?no=7' },
				lang: 'en_US',
				miniprogram_state: 'trial',
				client_msg_id: expect.stringMatching(/^[0-9a-f]{32}$/),
			});
		},
	},
	'wechatOfficialAccount subscriptionNotice sendToMany': {
		given: async (wechat) => ({ ...(await notice(wechat)), other: await wechat.client.follower() }),
		parameters: ({ id, openid, other }) => ({
			recipients: 'list',
			openid_list: [other, openid],
			template_id: choose(id),
			data: form({ amount1: '¥99.00', thing2: '铁观音' }),
			opens: 'nothing',
			options: { messagesPerSecond: 10, lang: 'en_US' },
		}),
		output: ({ openid, other }) => [
			{ openid: other, ...to, status: 'refused', reason: text, errcode: 43101, msgid: null, safe_to_repeat: false },
			{ openid, ...to, status: 'sent', reason: '', errcode: 0, msgid: null, safe_to_repeat: false },
		],
		keepsInput: true,
		after: async ({ openid }, { client }) => {
			const said = (await client.control(`/conversations?openid=${openid}`))[openid as string];
			expect(said).toMatchObject([{ type: 'subscription_notice', content: { content: '付款金额:¥99.00\n商品:铁观音' } }]);
		},
	},
	'wechatOfficialAccount subscriptionNotice getAll': {
		given: notice,
		parameters: () => ({ returnAll: true }),
		output: ({ id }) => [
			{
				template_id: id,
				title: '付款成功通知',
				fields: '付款金额 (amount1, currency sign and up to 10 digits), 商品 (thing2, up to 20 characters)',
				content: '付款金额:{{amount1.DATA}}\n商品:{{thing2.DATA}}\n',
				example: '付款金额:￥99.00\n商品:铁观音\n',
				type: 'one-time',
			},
		],
		simplifies: true,
	},
	'wechatOfficialAccount subscriptionNotice add': {
		parameters: () => ({ tid: choose('99', 'list'), kidList: ['2', '1'], sceneDesc: 'Payments' }),
		output: () => [{ template_id: text }],
		simplifies: true,
		after: async (_, { client }, [{ json }]) =>
			expect((await client.get('/wxaapi/newtmpl/gettemplate')).data).toMatchObject([
				{ priTmplId: json.template_id, content: '商品:{{thing2.DATA}}\n付款金额:{{amount1.DATA}}\n' },
			]),
	},
	'wechatOfficialAccount subscriptionNotice delete': {
		given: notice,
		parameters: ({ id }) => ({ priTmplId: choose(id) }),
		output: ({ id }) => [{ template_id: id, deleted: true }],
		keepsInput: true,
		after: async (_, { client }) => expect(await client.get('/wxaapi/newtmpl/gettemplate')).toMatchObject({ data: [] }),
	},
	'wechatOfficialAccount subscriptionNotice getLibrary': {
		parameters: () => ({ list: 'keywords', tid: choose('140'), returnAll: true }),
		output: () => [
			{ tid: '140', kid: '1', name: '会员', example: '李雷', rule: 'name' },
			{ tid: '140', kid: '2', name: '到期时间', example: '2026年11月30日 00:00', rule: 'time' },
			{ tid: '140', kid: '3', name: '门店', example: '荷叶茶', rule: 'thing' },
		],
		simplifies: true,
	},
	'wechatOfficialAccount subscriptionNotice createOptInLink': {
		parameters: () => ({ template_id: LIBRARY.oneTime, scene: '1000', redirect_url: 'https://example.com/thanks?a=1&b=2', reserved: 'news42' }),
		output: () => [
			{
				link: `https://mp.weixin.qq.com/mp/subscribemsg?action=get_confirm&appid=${appid}&scene=1000&template_id=${LIBRARY.oneTime}&redirect_url=https%3A%2F%2Fexample.com%2Fthanks%3Fa%3D1%26b%3D2&reserved=news42#wechat_redirect`,
				scene: '1000',
				template_id: LIBRARY.oneTime,
			},
		],
		keepsInput: true,
		after: async (_, { calls }) => expect(await calls()).toEqual([]),
	},
	'wechatOfficialAccount subscriptionNotice sendOneTime': {
		given: async ({ client }) => {
			const openid = await client.follower({ subscribed: false });
			await client.control('/permissions', { openid, scene: 1000 });
			return { openid };
		},
		parameters: ({ openid }) => ({
			recipient: 'openid',
			touser: openid,
			template_id: LIBRARY.oneTime,
			scene: 1000,
			title: '样品已寄出',
			content: '您的样品已寄出\n请留意查收',
		}),
		output: ({ openid }) => [{ openid, unionid: null, appid, sent_to_tester: null, status: 'sent', reason: '', errcode: 0, msgid: null }],
		keepsInput: true,
		after: async ({ openid }, { client }) => {
			const [said] = (await client.control(`/conversations?openid=${openid}`))[openid as string];
			expect(said).toMatchObject({ type: 'one_time', content: { title: '样品已寄出', content: '您的样品已寄出\n请留意查收' } });
		},
	},
};

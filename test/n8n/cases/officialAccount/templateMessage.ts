import type { IDataObject } from 'n8n-workflow';
import { addTemplate, form, message } from '../../templates';
import { SERVICE, type Wechat } from '../../wechat';
import { choose, text, time, type Case } from '../case';

const { appid } = SERVICE;

const to = { unionid: null, appid, sent_to_tester: null };

const template = async ({ client }: Wechat): Promise<IDataObject> => ({
	id: await addTemplate(client),
	openid: await client.follower(),
});

const CONTENT = '商品名称:{{thing1.DATA}}\n支付金额:{{amount2.DATA}}\n支付时间:{{time3.DATA}}\n';

export const cases: Record<string, Case> = {
	'wechatOfficialAccount templateMessage send': {
		given: template,
		parameters: ({ id, openid }) =>
			message(openid, id, form({ thing1: '铁观音', amount2: '¥99.00', time3: '2026-11-24T15:00:00+08:00' }), {
				opens: 'webPage',
				url: 'https://example.com/orders/7',
			}),
		output: ({ openid }) => [
			{ openid, unionid: null, appid, sent_to_tester: null, status: 'sent', reason: '', errcode: 0, msgid: '3721874638401568001' },
		],
		keepsInput: true,
		after: async ({ openid }, { client }) => {
			const [said] = (await client.control(`/conversations?openid=${openid}`))[openid as string];
			expect(said).toMatchObject({
				type: 'template',
				content: {
					title: '订单支付成功通知',
					content: '商品名称:铁观音\n支付金额:¥99.00\n支付时间:2026年11月24日 15:00',
					url: 'https://example.com/orders/7',
				},
			});
		},
	},
	'wechatOfficialAccount templateMessage sendToMany': {
		given: template,
		parameters: ({ id, openid }) => ({
			recipients: 'list',
			openid_list: `${openid}, oNobodyKnows`,
			template_id: choose(id),
			data: form({ thing1: '铁观音', amount2: '¥99.00', time3: '2026-11-24T15:00:00+08:00' }),
			opens: 'webPage',
			url: 'https://example.com/orders/7',
		}),
		output: ({ openid }) => [
			{ openid, ...to, status: 'sent', reason: '', errcode: 0, msgid: '3721874638401568001', safe_to_repeat: false },
			{ openid: 'oNobodyKnows', ...to, status: 'failed', reason: expect.stringContaining('(40003)'), errcode: 40003, msgid: null, safe_to_repeat: false },
		],
		keepsInput: true,
		after: async ({ openid }, { client }) => {
			const said = (await client.control(`/conversations?openid=${openid}`))[openid as string];
			expect(said).toMatchObject([{ type: 'template', content: { url: 'https://example.com/orders/7' } }]);
		},
	},
	'wechatOfficialAccount templateMessage getAll': {
		given: template,
		parameters: () => ({ returnAll: true }),
		output: ({ id }) => [
			{
				template_id: id,
				title: '订单支付成功通知',
				fields:
					'商品名称 (thing1, up to 20 characters), 支付金额 (amount2, currency sign and up to 10 digits), 支付时间 (time3, time, 24 hours)',
				content: CONTENT,
				example: '商品名称:铁观音\n支付金额:￥99.00\n支付时间:2026年11月24日 15:01\n',
				industry: null,
			},
		],
		simplifies: true,
	},
	'wechatOfficialAccount templateMessage add': {
		parameters: () => ({ template_id_short: '43216', keyword_name_list: '商品名称，支付金额' }),
		output: () => [{ template_id: text }],
		after: async (_, { client }, [{ json }]) =>
			expect((await client.get('/cgi-bin/template/get_all_private_template')).template_list).toMatchObject([
				{ template_id: json.template_id, content: '商品名称:{{thing1.DATA}}\n支付金额:{{amount2.DATA}}\n' },
			]),
	},
	'wechatOfficialAccount templateMessage delete': {
		given: template,
		parameters: ({ id }) => ({ template_id: choose(id, 'list') }),
		output: ({ id }) => [{ template_id: id, deleted: true }],
		keepsInput: true,
		after: async (_, { client }) =>
			expect(await client.get('/cgi-bin/template/get_all_private_template')).toEqual({ template_list: [] }),
	},
	'wechatOfficialAccount templateMessage getBlocked': {
		given: async ({ client }) => {
			const openid = await client.follower();
			await client.control('/blocked', { msgid: '3721874638401568001', openids: [openid], title: '促销', content: '买一送一' });
			return { openid };
		},
		parameters: () => ({ tmpl_msg_id: '3721874638401568001', returnAll: true }),
		output: ({ openid }) => [
			{ openid, unionid: null, appid, id: '1', msgid: '3721874638401568001', title: '促销', content: '买一送一', sent_at: time },
		],
		simplifies: true,
	},
};

import type { Param } from './params';
import type { Field } from './schema';

type Change = (params: Param[]) => Param[];

const optionalInQuery =
	(...names: string[]): Change =>
	(params) => [...params, ...names.map((name): Param => ({ name, in: 'query', required: false, type: 'string' }))];

const optional =
	(param: string, ...inner: string[]): Change =>
	(params) =>
		params.map((one) => {
			if (one.name !== param) return one;
			if (inner.length === 0) return { ...one, required: false };
			const fields = one.fields?.map((field) => (inner.includes(field.name) ? { ...field, required: false } : field));
			return { ...one, fields };
		});

const text = (name: string, required = false): Field => ({ name, required, type: 'string' });
const ofButton = [text('type'), text('name', true), ...['key', 'url', 'media_id', 'article_id', 'appid', 'pagepath'].map((name) => text(name))];

/** C.4: a button that opens a list has no type of its own, and its entries are buttons. */
const buttons: Change = (params) =>
	params.map((param) => {
		if (param.name !== 'button') return param;
		return { ...param, fields: [...ofButton, { name: 'sub_button', required: false, type: 'list', of: 'object', fields: ofButton }] };
	});

const ofArticle: Change = (params) =>
	params.map((param) => {
		if (param.name !== 'articles') return param;
		const more = ['article_type', 'image_info', 'pic_crop_235_1', 'pic_crop_1_1', 'cover_info', 'product_info'];
		return { ...param, fields: [...(param.fields ?? []), ...more.map((name) => ({ name, required: false }))] };
	});

const untyped =
	(name: string): Change =>
	(params) =>
		params.map((param) => (param.name === name ? { ...param, type: undefined } : param));

/** Where wechat-api.md says more than the record: the table of conflicts in section 0.1, and C.1 to C.5. */
const CHANGES: Record<string, Change[]> = {
	// "POST body and repeat kf_account in the query"
	'POST /customservice/kfaccount/del': [optionalInQuery('kf_account')],
	// "doc table: body; doc example and SKIT: query": send both
	'POST /cgi-bin/clear_quota/v2': [optionalInQuery('appid', 'appsecret')],
	// C.1: the Mini Program's card names no appid; only thumb_media_id and musicurl of music are certain.
	'POST /cgi-bin/message/custom/send': [
		optional('miniprogrampage', 'appid'),
		optional('music', 'title', 'description', 'musicurl'),
	],
	// C.4: "Permanent video adds form field description"
	'POST /cgi-bin/material/add_material': [optional('description')],
	// C.5 lists lang of user/info as optional; the SDK that the schema comes from always sends it.
	'POST /cgi-bin/user/info/batchget': [optional('user_list', 'lang')],
	// C.7: "<text body>"
	'POST /cgi-bin/media/voice/translatecontent': [(params) => [...params, { name: 'content', in: 'text', required: false }]],
	'POST /cgi-bin/menu/create': [buttons],
	'POST /cgi-bin/menu/addconditional': [buttons],
	// C.4: "user_id(openid or wxid)" is one parameter.
	'POST /cgi-bin/menu/trymatch': [() => [{ ...text('user_id', true), in: 'body' }]],
	// C.5: "user_access_token", the visitor's, is in the query.
	'GET /sns/userinfo': [optionalInQuery('access_token')],
	'GET /sns/auth': [optionalInQuery('access_token')],
	// C.3: thumb_media_id of news only, image_info of newspic only; the page of update has the same fields as that of add.
	'POST /cgi-bin/draft/add': [optional('articles', 'thumb_media_id')],
	'POST /cgi-bin/draft/update': [optional('articles', 'thumb_media_id'), ofArticle],
	// A text on WeChat's page, a number in the SDK that the schema comes from.
	'POST /cgi-bin/freepublish/get': [untyped('publish_id')],
	// The page requires all three, and says what they are.
	'POST /channels/ec/service/product/getcardinfo': [
		() => [
			{ ...text('product_id', true), in: 'body' },
			{ ...text('article_type', true), in: 'body' },
			{ name: 'card_type', required: true, type: 'number', in: 'body' },
		],
	],
	// The page's example: curl -F 'ratios=1,2.35'
	'POST /cv/img/aicrop': [(params) => params.map((param) => (param.name === 'ratios' ? { ...param, in: 'form' } : param))],
};

/** Applies what the reference says in prose to the parameters of one endpoint. */
export function overrides(endpoint: string, params: Param[]): Param[] {
	return (CHANGES[endpoint] ?? []).reduce((changed, change) => change(changed), params);
}

import type { Param } from './params';

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
	// C.3: thumb_media_id of news only, image_info of newspic only
	'POST /cgi-bin/draft/add': [optional('articles', 'thumb_media_id')],
};

/** Applies what the reference says in prose to the parameters of one endpoint. */
export function overrides(endpoint: string, params: Param[]): Param[] {
	return (CHANGES[endpoint] ?? []).reduce((changed, change) => change(changed), params);
}

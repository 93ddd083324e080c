import type { Merchant } from '../../../world/pay/merchant';
import type { Kind, Registration } from '../../../world/pay/registered';
import { beijingTime } from '../../../world/time';
import type { PayContext, PayEndpoints } from '../context';
import { PayError } from '../errors';
import { checkRules } from '../rules';

type Body = Record<string, unknown>;
type Call = PayContext<Body>;

const COMPLAINTS = '/v3/merchant-service/complaint-notifications';
const VIOLATIONS = '/v3/merchant-risk-manage/violation-notifications';
const FAVOR = '/v3/marketing/favor/callbacks';
const BUSIFAVOR = '/v3/marketing/busifavor/callbacks';
const MEMBER_CARD = '/v3/marketing/membercard-open/callback';
const FAPIAO = '/v3/new-tax-control-fapiao/merchant/development-config';

/** Where WeChat Pay tells what no order has a notify_url for: one slot of each kind per merchant (wechat-pay.md §2.4). */
export const notifyUrl: PayEndpoints = {
	...slot(COMPLAINTS, 'complaint', 'url', 'RESOURCE_NOT_EXISTS'),
	...slot(VIOLATIONS, 'violation', 'notify_url', 'NOT_FOUND'),

	[`GET ${FAVOR}`]: ({ merchant }: Call) => told(merchant, 'favor', 'notify_url', 'RESOURCE_NOT_EXISTS'),
	[`POST ${FAVOR}`]: (call: Call) => {
		const { url, updatedAt } = register(call, 'favor', 'notify_url', ['switch']);
		return { update_time: beijingTime(updatedAt), notify_url: url };
	},

	[`GET ${BUSIFAVOR}`]: ({ merchant }: Call) => told(merchant, 'busifavor', 'notify_url', 'RESOURCE_NOT_EXISTS'),
	[`POST ${BUSIFAVOR}`]: (call: Call) => {
		const { url, updatedAt } = register(call, 'busifavor', 'notify_url');
		return { update_time: beijingTime(updatedAt), notify_url: url, mchid: call.merchant.mchid };
	},

	[`GET ${MEMBER_CARD}`]: ({ merchant }: Call) => told(merchant, 'memberCard', 'notify_url', 'RESOURCE_NOT_EXISTS'),
	[`PATCH ${MEMBER_CARD}`]: (call: Call) => {
		register(call, 'memberCard', 'notify_url');
		return told(call.merchant, 'memberCard', 'notify_url', 'RESOURCE_NOT_EXISTS');
	},

	[`GET ${FAPIAO}`]: ({ merchant }: Call) => developmentConfig(merchant),
	[`PATCH ${FAPIAO}`]: (call: Call) => {
		register(call, 'fapiao', 'callback_url', ['show_fapiao_cell', 'support_vat_fapiao', 'sub_mch_code']);
		return developmentConfig(call.merchant);
	},
};

/** A slot that is made, changed, and emptied: made twice it is refused. */
function slot(path: string, kind: Kind, name: string, missing: string): PayEndpoints {
	const known = (merchant: Merchant) => told(merchant, kind, name, missing);
	return {
		[`GET ${path}`]: ({ merchant }: Call) => known(merchant),
		[`POST ${path}`]: (call: Call) => {
			if (call.merchant.registered[kind]) throw new PayError('ALREADY_EXISTS', { message: '通知回调已存在' });
			register(call, kind, name);
			return known(call.merchant);
		},
		[`PUT ${path}`]: (call: Call) => {
			known(call.merchant);
			register(call, kind, name);
			return known(call.merchant);
		},
		[`DELETE ${path}`]: ({ world, merchant }: Call) => {
			known(merchant);
			delete merchant.registered[kind];
			world.tell({ kind: 'state', data: null });
			return undefined;
		},
	};
}

/** What is not given stays as it was. */
function register({ world, merchant, body, now }: Call, kind: Kind, name: string, others: string[] = []): Registration {
	checkRules({ notify_url: body[name] }, ['notify_url']);
	const before = merchant.registered[kind];
	const more = Object.fromEntries(others.flatMap((key) => (key in body ? [[key, body[key]]] : [])));
	const url = String(body[name] ?? before?.url ?? '');
	const registration = { url, more: { ...before?.more, ...more }, updatedAt: now };
	merchant.registered[kind] = registration;
	world.tell({ kind: 'state', data: null });
	return registration;
}

function told(merchant: Merchant, kind: Kind, name: string, missing: string) {
	const registration = merchant.registered[kind];
	if (!registration) throw new PayError(missing, { message: '查询的通知回调不存在' });
	// Only the violations' answer does not say whose it is.
	return { ...(kind !== 'violation' && { mchid: merchant.mchid }), [name]: registration.url };
}

/** There is always one, if only an empty one. */
function developmentConfig({ registered: { fapiao } }: Merchant) {
	const { sub_mch_code: _, ...more } = fapiao?.more ?? {};
	return { callback_url: fapiao?.url ?? '', show_fapiao_cell: false, ...more };
}

import { createMerchant, type Merchant, type MerchantSettings } from '../../world/pay/merchant';
import { PLATFORM_CERTIFICATES } from '../../world/pay/keys';
import { OrderError, type Routes } from '../request';

const CHOICES: Record<string, string[]> = {
	mode: ['publicKey', 'platformCertificate', 'switching'],
	refundResult: ['SUCCESS', 'ABNORMAL', 'CLOSED'],
	signingCertificate: PLATFORM_CERTIFICATES.map(({ serial }) => serial),
};
const NUMBERS = ['balance', 'refundDelay', 'pace', 'limit'];
const TEXTS = [
	'name',
	'serialNo',
	'privateKey',
	'apiV3Key',
	'apiV2Key',
	'clientCertificate',
	'subMchid',
	'publicKeyId',
	'publicKey',
	'wechatPayPrivateKey',
	'refundNotifyUrl',
];
const LISTS = ['appids', 'certificates'];
const YES_OR_NO = ['partner'];
const SETTINGS = ['mchid', ...Object.keys(CHOICES), ...NUMBERS, ...TEXTS, ...LISTS, ...YES_OR_NO];

/** Merchants with what their owners set, and how WeChat Pay behaves towards them. */
export const merchants: Routes = {
	'POST /simulator/merchants': ({ world, body }) => {
		const given = settings(body);
		const known = world.merchants.get(given.mchid);
		const merchant = known ? Object.assign(known, given) : createMerchant(given);
		world.merchants.set(merchant.mchid, merchant);
		world.tell({ kind: 'state', data: null });
		return describeMerchant(world.url, merchant);
	},
};

function settings(body: Record<string, unknown>): Partial<MerchantSettings> & { mchid: string } {
	if (typeof body.mchid !== 'string' || !/^\d{8,10}$/.test(body.mchid))
		throw new OrderError('mchid must be 8 to 10 digits');
	for (const [name, value] of Object.entries(body)) {
		const problem = problemOf(name, value);
		if (problem) throw new OrderError(`${name} ${problem}`);
	}
	return body as unknown as MerchantSettings;
}

function problemOf(name: string, value: unknown): string | undefined {
	if (!SETTINGS.includes(name)) return `is no setting; there are ${SETTINGS.join(', ')}`;
	if (CHOICES[name] && !CHOICES[name].includes(String(value))) return `is one of ${CHOICES[name].join(', ')}`;
	if (NUMBERS.includes(name) && !(typeof value === 'number' && value >= 0)) return 'must be a number, not below 0';
	if (TEXTS.includes(name) && typeof value !== 'string') return 'must be text';
	if (/^apiV[23]Key$/.test(name) && Buffer.byteLength(value as string) !== 32) return 'must be 32 bytes';
	if (YES_OR_NO.includes(name) && typeof value !== 'boolean') return 'must be true or false';
	if (LISTS.includes(name) && !(Array.isArray(value) && value.every((one) => typeof one === 'string')))
		return 'must be a list';
	const serials = CHOICES.signingCertificate;
	if (name === 'certificates' && (value as string[]).some((one) => !serials.includes(one)))
		return `are of ${serials.join(', ')}`;
	return undefined;
}

/** The merchant without WeChat Pay's half of the keys. */
export function describeMerchant(url: string, merchant: Merchant) {
	const { mchid, name, mode, partner, appids, certificates, signingCertificate, balance, refundNotifyUrl } = merchant;
	const { refundDelay, refundResult, pace, limit, orders, refunds, complaints, registered } = merchant;
	return {
		...{ mchid, name, mode, partner, appids, certificates, signingCertificate, balance, refundNotifyUrl },
		...{ refundDelay, refundResult, pace, limit },
		platformCertificates: PLATFORM_CERTIFICATES.map(({ serial }) => serial),
		orders: orders.size,
		refunds: refunds.size,
		complaints: complaints.size,
		registered: Object.fromEntries(Object.entries(registered).map(([kind, { url, more }]) => [kind, { url, ...more }])),
		credential: payCredential(url, merchant),
	};
}

/** What of a merchant is copied. */
type Names = 'apiV2Key' | 'apiV3Key' | 'appids' | 'clientCertificate' | 'mchid' | 'privateKey' | 'publicKey' | 'publicKeyId' | 'serialNo' | 'subMchid';
type Copied = Pick<Merchant, Names> & { mode: string };

/** What goes into n8n's credential "WeChat Pay API", by the names of its fields. */
export function payCredential(url: string, merchant: Copied): Record<string, string> {
	const { mchid, serialNo, privateKey, apiV3Key, apiV2Key, clientCertificate, subMchid, mode, publicKeyId, publicKey, appids } = merchant;
	const certificates = mode === 'platformCertificate';
	return {
		...{ mchid, serialNo, privateKey, apiV3Key },
		verifyWith: certificates ? 'platformCertificate' : 'publicKey',
		publicKeyId: certificates ? '' : publicKeyId,
		publicKey: certificates ? '' : publicKey,
		appId: appids[0] ?? '',
		...{ apiV2Key, clientCertificate, subMchid },
		baseUrl: url,
	};
}

import { createHash } from 'node:crypto';
import { MERCHANT } from '../../../../../simulator/client';
import { signV2, type SignType } from '../../../../../simulator/http/payV2';
import { writeXml } from '../../../../../simulator/http/payXml';
import type { Dice } from '../../dice';
import type { Mutation } from '../../forgery';
import type { Wire } from '../../wire';
import { changedAfter, v2Draft, type V2Draft, type V2Kind, v2Wire, withSign } from './draft';
import { OTHER_KEYS, OTHER_MCHID, structures } from './structure';

type Forge = (made: V2Draft, dice: Dice) => Wire | undefined;

const signOf = (change: (sign: string, made: V2Draft, dice: Dice) => string | undefined): Forge => (made, dice) => {
	const { sign } = withSign(made);
	const changed = change(sign, made, dice);
	return changed === sign ? undefined : changedAfter(made, () => ({ sign: changed }));
};

/** Changed before it is signed: rightly signed by WeChat Pay's key, and still not to be taken. */
const about = (change: (made: V2Draft) => Record<string, string | undefined>): Forge => (made) => {
	const outer = Object.fromEntries(Object.entries({ ...made.outer, ...change(made) }).filter(([, value]) => value !== undefined)) as V2Draft['outer'];
	return v2Wire(made, writeXml(withSign({ ...made, outer })));
};

const joinedBy = (pairs: string[], { apiV2Key }: V2Draft): string => createHash('md5').update([...pairs, `key=${apiV2Key}`].join('&')).digest('hex').toUpperCase();
const pairsOf = ({ outer }: V2Draft): string[] => Object.entries(outer).map(([name, value]) => `${name}=${value}`);

const otherThan = ({ signType }: V2Draft): SignType => (signType === 'MD5' ? 'HMAC-SHA256' : 'MD5');

const FORGERIES: Record<string, Forge> = {
	'without a sign': signOf(() => undefined),
	'with an empty sign': signOf(() => ''),
	'with a sign of white space': signOf(() => ' '),
	'with half a sign': signOf((sign) => sign.slice(0, sign.length / 2)),
	'with a sign and a letter more': signOf((sign) => `${sign}0`),
	'with a space around the sign': signOf((sign) => ` ${sign}`),
	'with the sign in small letters': signOf((sign) => sign.toLowerCase()),
	'with a sign of zeros': signOf((sign) => '0'.repeat(sign.length)),
	'with a sign of 100,000 letters': signOf((sign) => sign.padEnd(100_000, 'A')),
	'with a random sign': signOf((sign, _, dice) => dice.letters(sign.length, '0123456789ABCDEF')),
	'with the sign of another': signOf((_, made, dice) => withSign({ ...made, outer: { ...made.outer, nonce_str: dice.letters(32) } }).sign),
	'with the sign of another algorithm than it declares': (made) => {
		const outer = { ...made.outer, sign_type: made.signType };
		return v2Wire(made, writeXml({ ...outer, sign: withSign({ ...made, outer, signType: otherThan(made) }).sign }));
	},
	'with the sign of no key': signOf((_, made) => createHash('md5').update(pairsOf(made).sort().join('&')).digest('hex').toUpperCase()),
	'with the sign of the names in their own order': signOf((_, made) => joinedBy(pairsOf(made), made)),
	'with the sign of the names backwards': signOf((_, made) => joinedBy(pairsOf(made).sort().reverse(), made)),
	'with the sign under Sign': (made) => changedAfter(made, ({ sign }) => ({ sign: undefined, Sign: sign })),
	'with another sign_type': (made) => changedAfter(made, () => ({ sign_type: otherThan(made) })),
	'with a sign_type in small letters, rightly signed': about(({ signType }) => ({ sign_type: signType.toLowerCase() })),
	'with the sign_type none': (made) => changedAfter(made, () => ({ sign_type: 'NONE', sign: '' })),
	'with the sign_type RSA, rightly signed': about(() => ({ sign_type: 'RSA' })),
	'with the sign_type constructor, rightly signed': about(() => ({ sign_type: 'constructor' })),
	'a fen more than was signed': (made) => changedAfter(made, ({ total_fee }) => ({ total_fee: String(Number(total_fee) + 1) })),
	'with a result that was not signed': (made) => changedAfter(made, () => ({ result_code: 'FAIL' })),
	'with another order number': (made) => changedAfter(made, ({ out_trade_no }) => ({ out_trade_no: `${out_trade_no}1` })),
	'with a field more': (made) => changedAfter(made, () => ({ coupon_fee: '100' })),
	'with a field more that is white space': (made) => changedAfter(made, () => ({ coupon_fee: ' ' })),
	'with a field less': (made) => changedAfter(made, () => ({ cash_fee: undefined })),
	'with an emptied field': (made) => changedAfter(made, () => ({ attach: '' })),
	'with white space around a value': (made) => changedAfter(made, ({ attach }) => ({ attach: `${attach} ` })),
	'with two values exchanged': (made) => changedAfter(made, ({ out_trade_no, transaction_id }) => ({ out_trade_no: transaction_id, transaction_id: out_trade_no })),
	'with a req_info beside its sign': (made) => changedAfter(made, () => ({ req_info: 'AAAA' })),
	'with an empty req_info instead of its sign': (made) => changedAfter(made, () => ({ req_info: '', sign: undefined })),
	'about another merchant’s money, rightly signed': about(() => ({ mch_id: OTHER_MCHID })),
	'about no merchant, rightly signed': about(() => ({ mch_id: undefined })),
	'about the merchant in another field, rightly signed': about(({ outer }) => ({ mch_id: OTHER_MCHID, sub_mch_id: outer.mch_id })),
	'that says it failed, rightly signed': about(() => ({ return_code: 'FAIL' })),
	'that says nothing of success, rightly signed': about(() => ({ return_code: undefined })),
	'larger than any notice, rightly signed': about(() => ({ attach: 'x'.repeat(300_000) })),
	...Object.fromEntries(Object.entries(OTHER_KEYS).map(([name, key]) => [`signed with ${name}`, (made: V2Draft, dice: Dice) => v2Wire({ ...made, apiV2Key: key(dice) })])),
	'with its own key in it': (made) => v2Wire(made, writeXml({ ...made.outer, key: 'x', sign: signV2({ ...made.outer, key: 'x' }, 'x') })),
	'with API v3 headers of somebody': (made) => ({ ...v2Wire(made), headers: [['content-type', 'text/xml'], ['Wechatpay-Signature', 'AAAA'], ['Wechatpay-Serial', MERCHANT.publicKeyId]] }),
};

/** What is wrong with the notice of a payment. */
export function v2PaymentForgeries(kind: V2Kind): Mutation[] {
	return Object.entries({ ...FORGERIES, ...structures('attach', 'sign') }).map(([name, forge]) => ({
		name: `${kind.name}, ${name}`,
		receiver: 'v2',
		make: (dice, nowMs) => forge(v2Draft(kind, dice, nowMs), dice),
	}));
}

import { isDeepStrictEqual } from 'node:util';
import { encryptResource, newNonce } from '../simulator/http/payCipher';
import { isSignedBy, lines, signWith } from '../simulator/http/paySignature';
import { MERCHANT, SERVICE } from '../simulator/client';
import { READY_KEYS } from '../simulator/world/pay/keys';
import { median, spread } from './figures';
import type { Part, Row } from './part';
import { ours, theirs, type Notice, type Order, type Way } from './payWays';

const ROUNDS = 31;
const ROUND_MS = 100;
const DIFFERENT = 200;
const WARM_UP_MS = 500;

/** Of the rate of the cryptography itself. */
const OF_BARE = 0.9;
const TIMES_SDK = 3;

const WAYS = [ours, ...Object.values(theirs)];
const WORKS = ['sign', 'open'] as const;
type Work = (typeof WORKS)[number];
type Rates = Map<Way, Record<Work, number[]>>;

/** Whether it costs anything to let the node sign, verify and decrypt. */
export const payCrypto: Part = {
	name: 'pay-crypto',
	claim: `signing WeChat Pay's requests and opening its notifications reaches ${OF_BARE} of node:crypto with a parsed key, and ${TIMES_SDK} times the SDKs wechatpay-node-v3 and wechatpay-axios-plugin with keys as text`,
	async run(say) {
		const orders = Array.from({ length: DIFFERENT }, (_, index) => order(index));
		const rates: Rates = new Map(WAYS.map((way) => [way, { sign: [], open: [] }]));
		say('each way signs and opens truly, and takes no forgery …');
		for (const way of WAYS) await prove(way, orders[0]);
		say('warming up …');
		for (const way of WAYS) for (const work of WORKS) await rate(way, work, orders, WARM_UP_MS);
		say(`${ROUNDS} rounds …`);
		for (let round = 0; round < ROUNDS; round++) {
			for (const [way, found] of rates) for (const work of WORKS) found[work].push(await rate(way, work, orders, ROUND_MS));
		}
		const times = (way: Way, work: Work): number => median(ratios(rates, way, work));
		const { bare, nodeV3, axiosPlugin } = theirs;
		return {
			rows: WAYS.map((way) => row(way, rates)),
			holds: WORKS.every((work) => times(bare, work) >= OF_BARE && [nodeV3, axiosPlugin].every((sdk) => times(sdk, work) >= TIMES_SDK)),
			notes: [
				`One process, no n8n; per second of processor time; ${ROUNDS} rounds of ${ROUND_MS} ms, alternating, on ${DIFFERENT} different orders and notifications; median (smallest–largest). ÷: ours by theirs, round by round.`,
				"Signed: from the order to the header Authorization. Opened: from the request's bytes to the parsed resource, with the checks that each of them makes; ours also looks at the time, the spelling of the signature and the size.",
				'wechatpay-axios-plugin keeps parsed keys too when it is used as a client, or with Rsa.from: that decides nothing here, as nobody is faster than the cryptography.',
			],
		};
	},
};

function ratios(rates: Rates, way: Way, work: Work): number[] {
	const theirRates = rates.get(way)![work];
	return rates.get(ours)![work].map((rate, round) => rate / theirRates[round]);
}

function row(way: Way, rates: Rates): Row {
	const { sign, open } = rates.get(way)!;
	const compared = (work: Work) => (way === ours ? '' : spread(ratios(rates, way, work)));
	return { Way: way.name, 'Signed/s': spread(sign), '÷ signed': compared('sign'), 'Opened/s': spread(open), '÷ opened': compared('open') };
}

/** How often a second of processor time: what else this machine does costs nobody anything. */
async function rate(way: Way, work: Work, orders: Order[], duration: number): Promise<number> {
	const notices = work === 'open' ? orders.map(notice) : [];
	const start = process.cpuUsage();
	let [count, passed] = [0, 0];
	for (; passed < duration; passed = milliseconds(process.cpuUsage(start))) {
		for (let chunk = 0; chunk < 20; chunk++, count++) {
			const index = count % DIFFERENT;
			if (work === 'sign') way.sign(orders[index]);
			else await way.open(notices[index]);
		}
	}
	return (count / passed) * 1000;
}

const milliseconds = ({ user, system }: NodeJS.CpuUsage): number => (user + system) / 1000;

/** A way that does less is quicker. @throws Error */
async function prove(way: Way, given: Order): Promise<void> {
	const header = Object.fromEntries([...way.sign(given).matchAll(/(\w+)="([^"]*)"/g)].map(([, name, value]) => [name, value]));
	const message = lines('POST', '/v3/pay/transactions/native', header.timestamp, header.nonce_str, JSON.stringify(given));
	if (!isSignedBy(MERCHANT.privateKey, message, header.signature)) throw new Error(`${way.name} signs wrongly.`);
	const genuine = notice(given);
	if (!isDeepStrictEqual(await way.open(genuine), payment(given))) throw new Error(`${way.name} opens wrongly.`);
	const forged = { ...genuine, headers: { ...genuine.headers, 'wechatpay-nonce': 'another' } };
	const isTaken = await Promise.resolve().then(async () => await way.open(forged)).then(() => true, () => false);
	if (isTaken) throw new Error(`${way.name} takes a forgery.`);
}

function order(index: number): Order {
	return {
		...{ appid: SERVICE.appid, mchid: MERCHANT.mchid, description: '春茶 Lotus tea, 100 g', out_trade_no: `LT-2026-${index}` },
		...{ notify_url: 'https://n8n.example.com/webhook/pay', amount: { total: 9900 + index, currency: 'CNY' }, attach: 'table=3' },
	};
}

/** The order, when it has been paid (wechat-pay.md §2.5). */
function payment({ appid, mchid, out_trade_no, attach }: Order): Order {
	return {
		...{ transaction_id: '4200002548202601021234567890', appid, mchid, out_trade_no, attach, trade_type: 'JSAPI', trade_state: 'SUCCESS' },
		...{ trade_state_desc: '支付成功', bank_type: 'OTHERS', success_time: '2026-01-02T10:34:56+08:00' },
		...{ payer: { openid: 'oUpF8uMuAJO_M2pxb1Q9zNjWeS6o' }, amount: { total: 9900, payer_total: 9900, currency: 'CNY', payer_currency: 'CNY' } },
	};
}

/** How WeChat Pay tells of that. */
function notice(given: Order): Notice {
	const encrypted = { original_type: 'transaction', ...encryptResource(MERCHANT.apiV3Key, JSON.stringify(payment(given)), 'transaction', newNonce(12)) };
	const told = { id: 'EV-2026010211223320873', create_time: new Date().toISOString(), resource_type: 'encrypt-resource', event_type: 'TRANSACTION.SUCCESS', summary: '支付成功', resource: encrypted };
	const [body, timestamp, nonce] = [Buffer.from(JSON.stringify(told)), String(Math.floor(Date.now() / 1000)), newNonce()];
	const signature = signWith(READY_KEYS.wechatPay.privateKey, lines(timestamp, nonce, body));
	return {
		headers: { 'wechatpay-timestamp': timestamp, 'wechatpay-nonce': nonce, 'wechatpay-serial': MERCHANT.publicKeyId, 'wechatpay-signature': signature },
		body,
	};
}

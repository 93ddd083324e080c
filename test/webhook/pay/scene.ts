import { request } from 'node:http';
import { Client, MERCHANT, SERVICE } from '../../simulator/client';
import { encryptResource, newNonce } from '../../simulator/http/payCipher';
import { lines, SCHEME, signWith } from '../../simulator/http/paySignature';
import { startReceiver } from '../../simulator/receiver';
import { startSimulator } from '../../simulator/simulator';
import keys from '../../simulator/world/pay/madeUpKeys.json';
import type { NotifyTry } from '../../simulator/world/pay/notification';
import { type CredentialStore, storeOf } from '../../transport/context';
import { logged, N8n, type Options } from '../n8n';

export { logged };

type Values = Record<string, any>;

/** A request as it goes over the wire. */
export interface Wire {
	headers: Record<string, string>;
	body: Buffer | string;
	method?: string;
}

export interface Answered {
	status: number;
	contentType: string;
	body: string;
}

export const TAKEN: Answered = answered(200, '{"code":"SUCCESS","message":"OK"}');
export const NOT_TAKEN: Answered = answered(500, '{"code":"FAIL","message":"not taken, please repeat"}');
export const REFUSED: Answered = answered(401, '{"code":"FAIL","message":"signature refused"}');

/** What a merchant is told when a customer has paid. */
export const PAYMENT = {
	mchid: MERCHANT.mchid,
	appid: SERVICE.appid,
	out_trade_no: 'LT20261122-7',
	transaction_id: '4200002345202611221234567890',
	trade_type: 'JSAPI',
	trade_state: 'SUCCESS',
	trade_state_desc: '支付成功',
	bank_type: 'OTHERS',
	attach: 'table 7',
	success_time: '2026-11-22T20:15:40+08:00',
	payer: { openid: 'oUpF8uMuAJO_M2pxb1Q9zNjWeS6o' },
	amount: { total: 9900, payer_total: 9000, currency: 'CNY', payer_currency: 'CNY' },
};

let merchants = 0;

/** WeChat Pay with a merchant that no other test knows, and as many n8ns with a Pay Trigger as wanted. */
export class Scene {
	client!: Client;
	store!: CredentialStore;
	apiV3Key = '';

	private readonly running: N8n[] = [];

	/** Sets the scene anew before each test of a file. */
	static forEachTest(): Scene {
		const scene = new Scene();
		let simulator: Awaited<ReturnType<typeof startSimulator>>;
		beforeAll(async () => {
			simulator = await startSimulator({ clock: () => Date.now() });
		});
		afterAll(async () => await simulator.close());
		beforeEach(async () => {
			logged.length = 0;
			scene.client = new Client(simulator.url);
			// Certificates are remembered by it.
			scene.apiV3Key = `apiV3KeyOfTheTeaShop${++merchants}`.padEnd(32, 'x');
			await scene.merchant({ refundDelay: 0, pace: 0.001 });
		});
		afterEach(async () => await scene.end());
		return scene;
	}

	/** How WeChat Pay keeps the merchant; n8n's credential follows. */
	async merchant(settings: Values): Promise<void> {
		const { mchid } = MERCHANT;
		const { credential } = await this.client.control('/merchants', { mchid, apiV3Key: this.apiV3Key, ...settings });
		this.store = storeOf(credential);
	}

	/** n8n with a published workflow. */
	async n8n(parameters: Values = {}, options: Partial<Options> = {}): Promise<N8n> {
		const n8n = await N8n.start({ store: this.store, trigger: 'wechatPayTrigger', parameters, ...options });
		this.running.push(n8n);
		return n8n;
	}

	/** WeChat Pay tells n8n something, and never again. */
	async notify({ url }: { url: string }, more: Values = {}): Promise<NotifyTry[]> {
		return (await this.notification({ url }, more)).tries;
	}

	async notification({ url }: { url: string }, more: Values = {}): Promise<{ id: string; tries: NotifyTry[] }> {
		return await this.client.control('/notify', { url, event_type: 'TRANSACTION.SUCCESS', resource: PAYMENT, ...more });
	}

	/** Notifications on their way, as somebody would see them who listens. */
	async intercepted(more: Values = {}): Promise<Wire[]> {
		const receiver = await startReceiver();
		await this.notify(receiver, more);
		await receiver.close();
		return receiver.received.map(({ headers, body }) => {
			const kept = Object.entries(headers).filter(([name]) => /^(wechatpay-|content-type$)/.test(name));
			return { headers: Object.fromEntries(kept) as Record<string, string>, body };
		});
	}

	/** A notification whose content is any text, rightly encrypted and signed. */
	sealed(plain: string, more: Values = {}): Wire {
		const resource = { original_type: 'transaction', ...encryptResource(this.apiV3Key, plain, 'transaction') };
		return signed(JSON.stringify({ id: 'EV-1', event_type: 'TRANSACTION.SUCCESS', create_time: '2026-11-22T20:15:41+08:00', resource, ...more }));
	}

	/** How often n8n has fetched the platform certificates. */
	async fetches(): Promise<number> {
		const calls: Values[] = await this.client.control('/calls');
		return calls.filter(({ path }) => path === '/v3/certificates').length;
	}

	/** Waits until it has so often: what happens in the background may still be on its way. */
	async fetched(times: number): Promise<void> {
		while ((await this.fetches()) < times) await new Promise((resolve) => setTimeout(resolve, 5));
		expect(await this.fetches()).toBe(times);
	}

	private async end(): Promise<void> {
		jest.restoreAllMocks();
		// Ends the repeats too.
		await this.client.control('/reset', {});
		for (const n8n of this.running.splice(0)) {
			await n8n.close();
			expect(n8n.thrown).toEqual([]);
			expect(n8n.problems.filter((problem) => !isDatabase(problem))).toEqual([]);
		}
	}
}

/** WeChat Pay's signature over any bytes. */
export function signed(body: Buffer | string, more: Record<string, string> = {}): Wire {
	const timestamp = more['wechatpay-timestamp'] ?? String(Math.floor(Date.now() / 1000));
	const nonce = newNonce();
	const headers = {
		'content-type': 'application/json',
		'wechatpay-timestamp': timestamp,
		'wechatpay-nonce': nonce,
		'wechatpay-signature': signWith(keys.wechatPay.privateKey, lines(timestamp, nonce, body)),
		'wechatpay-serial': keys.wechatPay.publicKeyId,
		'wechatpay-signature-type': SCHEME,
		...more,
	};
	return { headers, body };
}

/** One request, byte by byte. */
export async function deliver({ url }: { url: string }, { headers, body, method = 'POST' }: Wire): Promise<Answered> {
	return await new Promise((resolve, reject) => {
		const outgoing = request(url, { method, agent: false, headers: { ...headers, 'content-length': Buffer.byteLength(body) } });
		outgoing.on('error', reject).on('response', (response) => {
			const chunks: Buffer[] = [];
			response.on('data', (chunk: Buffer) => chunks.push(chunk));
			response.on('end', () => {
				const contentType = String(response.headers['content-type']);
				resolve({ status: response.statusCode ?? 0, contentType, body: Buffer.concat(chunks).toString() });
			});
		});
		outgoing.end(body);
	});
}

/** No execution, and one line in the log that says why, without a secret or a word of the notification. */
export function expectRefused(scene: Scene, n8n: N8n, reason: RegExp): void {
	expect(n8n.executions).toEqual([]);
	expectLogged(scene, reason);
}

export function expectLogged(scene: Scene, reason: RegExp): void {
	expect(logged).toHaveLength(1);
	expect(logged[0]).toMatch(/^warn ["'`]WeChat \(workflow workflow-\d+\): a notification was refused\. [A-Z“][^\n]+\.["'`]$/);
	expect(logged[0]).toMatch(reason);
	expectNoSecrets(scene, logged[0]);
}

export function expectNoSecrets({ apiV3Key }: Scene, said: string): void {
	const pem = MERCHANT.privateKey.split('\n').filter((line) => line && !line.startsWith('-----'));
	for (const secret of [apiV3Key, ...pem, PAYMENT.payer.openid, PAYMENT.out_trade_no, PAYMENT.transaction_id]) {
		expect(said).not.toContain(secret);
	}
}

/** Time passes on this machine and at WeChat's. */
export function pass(ms: number): void {
	const then = Date.now() + ms;
	const real = performance.now();
	jest.spyOn(Date, 'now').mockImplementation(() => then + performance.now() - real);
}

/** It is this moment, and stays so. */
export function freeze(at: number): void {
	jest.spyOn(Date, 'now').mockImplementation(() => at);
}

function answered(status: number, body: string): Answered {
	return { status, contentType: 'application/json', body };
}

function isDatabase(problem: unknown): boolean {
	return (problem as Error).message === 'There was a problem executing the workflow';
}

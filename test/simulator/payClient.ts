import axios, { type AxiosResponse } from 'axios';
import { MERCHANT } from './client';
import { decryptResource, type Encrypted, newNonce } from './http/payCipher';
import { isSignedBy, lines, SCHEME, signWith } from './http/paySignature';

type Values = Record<string, any>;
type Headers = Record<string, string | undefined>;

export interface PayAnswer {
	status: number;
	headers: Record<string, string>;
	/** The JSON, or undefined where there is none. */
	data: any;
	raw: Buffer;
}

/** What a test may spoil in a request. */
export interface PayOptions {
	query?: Values;
	body?: unknown;
	/** Added to the usual headers; undefined takes one away. */
	headers?: Headers;
	/** In place of the true parts of Authorization. */
	credentials?: Partial<Record<'mchid' | 'nonce_str' | 'timestamp' | 'serial_no' | 'signature', string>>;
	privateKey?: string;
}

/** Calls a simulated WeChat Pay as a merchant does: signed. */
export class PayClient {
	constructor(
		private readonly url: string,
		/** Named in every request; empty: none. */
		readonly serial = MERCHANT.publicKeyId,
		private readonly now: () => number = Date.now,
	) {}

	async get(path: string, query: Values = {}): Promise<PayAnswer> {
		return await this.send('GET', path, { query });
	}

	async post(path: string, body: unknown, options: PayOptions = {}): Promise<PayAnswer> {
		return await this.send('POST', path, { body, ...options });
	}

	async send(
		method: string,
		path: string,
		{ query = {}, body, headers = {}, credentials, privateKey }: PayOptions = {},
	) {
		const search = new URLSearchParams(query).toString();
		const target = search ? `${path}?${search}` : path;
		const data = body === undefined ? '' : Buffer.isBuffer(body) ? body : JSON.stringify(body);
		const all: Headers = {
			Authorization: this.authorization(method, target, data, credentials, privateKey),
			Accept: 'application/json',
			'User-Agent': 'test',
			...(data && { 'Content-Type': 'application/json' }),
			...(this.serial && { 'Wechatpay-Serial': this.serial }),
			...headers,
		};
		return readAnswer(await this.request(method, target, data, all));
	}

	authorization(
		method: string,
		target: string,
		body: string | Buffer,
		changed: PayOptions['credentials'] = {},
		key = MERCHANT.privateKey,
	): string {
		const given = {
			mchid: MERCHANT.mchid,
			nonce_str: newNonce(),
			timestamp: String(Math.floor(this.now() / 1000)),
			serial_no: MERCHANT.serialNo,
			...changed,
		};
		const signature = changed.signature ?? signWith(key, lines(method, target, given.timestamp, given.nonce_str, body));
		return `${SCHEME} ${Object.entries({ ...given, signature })
			.map(([name, value]) => `${name}="${value}"`)
			.join(',')}`;
	}

	private async request(
		method: string,
		target: string,
		data: string | Buffer,
		headers: Headers,
	): Promise<AxiosResponse<Buffer>> {
		// axios adds what is missing unless it is told not to.
		const explicit = { 'User-Agent': false, Accept: false, 'Content-Type': false, ...withoutUndefined(headers) };
		return await axios.request<Buffer>({
			url: this.url + target,
			method,
			data: data || undefined,
			headers: explicit,
			responseType: 'arraybuffer',
			transformRequest: (body: unknown) => body,
			validateStatus: () => true,
			proxy: false,
		});
	}
}

function withoutUndefined(headers: Headers): Headers {
	return Object.fromEntries(Object.entries(headers).filter(([, value]) => value !== undefined));
}

function readAnswer({ status, headers, data }: AxiosResponse<Buffer>): PayAnswer {
	const raw = Buffer.from(data);
	const isJson = raw.toString('utf8').startsWith('{');
	return {
		status,
		headers: headers as unknown as Record<string, string>,
		data: isJson ? JSON.parse(raw.toString('utf8')) : undefined,
		raw,
	};
}

/** Which key signed an answer or a notification: its id; undefined when none of those known did. */
export function signerOf({
	headers,
	raw,
}: {
	headers: Record<string, unknown>;
	raw: Buffer | string;
}): string | undefined {
	const [timestamp, nonce, signature, serial] = ['timestamp', 'nonce', 'signature', 'serial'].map((name) =>
		String(headers[`wechatpay-${name}`]),
	);
	const key = KNOWN_KEYS[serial];
	return key && isSignedBy(key, lines(timestamp, nonce, raw), signature) ? serial : undefined;
}

const KNOWN_KEYS: Record<string, string> = {
	[MERCHANT.publicKeyId]: MERCHANT.publicKey,
	...Object.fromEntries(MERCHANT.certificates.map(({ serial, certificate }) => [serial, certificate])),
};

/** What is inside of a notification. */
export function openNotice(body: string): { envelope: Values; resource: Values } {
	const envelope = JSON.parse(body) as Values & { resource: Encrypted };
	return { envelope, resource: JSON.parse(decryptResource(MERCHANT.apiV3Key, envelope.resource)) as Values };
}

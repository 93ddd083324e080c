import axios, { type AxiosResponse } from 'axios';
import ready from './world/accounts.json';
import keys from './world/pay/madeUpKeys.json';
import merchants from './world/pay/merchants.json';

/** The two accounts that every simulator begins with. */
export const [SERVICE, MINI] = ready;

/** The merchant of both: what stands in its portal. WeChat Pay's own private keys are not its to know. */
export const MERCHANT = {
	...merchants[0],
	...keys.merchant,
	publicKeyId: keys.wechatPay.publicKeyId,
	publicKey: keys.wechatPay.publicKey,
	/** The platform certificates, the older one first. */
	certificates: keys.platform.map(({ serial, certificate }) => ({ serial, certificate })),
};

export interface UploadedFile {
	name: string;
	content: Buffer;
	/** The form's field; `media` unless told. */
	field?: string;
	fields?: Record<string, string>;
}

type Values = Record<string, unknown>;
type Json = Record<string, any>;

/** Speaks to a simulator as a program speaks to WeChat, and as a test orders what happens. */
export class Client {
	private known?: string;

	constructor(
		private readonly url: string,
		/** Whose calls they are unless told. */
		readonly appid = SERVICE.appid,
	) {}

	/** The same simulator, for another account. */
	as(appid: string): Client {
		return new Client(this.url, appid);
	}

	async get(path: string, query: Values = {}): Promise<Json> {
		return (await this.raw('GET', path, { query })).data;
	}

	async post(path: string, body: unknown = {}, query: Values = {}): Promise<Json> {
		return (await this.raw('POST', path, { query, body })).data;
	}

	async upload(
		path: string,
		query: Values,
		{ name, content, field = 'media', fields = {} }: UploadedFile,
	): Promise<Json> {
		const form = new FormData();
		for (const [key, value] of Object.entries(fields)) form.append(key, value);
		form.append(field, new Blob([new Uint8Array(content)]), name);
		// As one buffer: axios would send a form in chunks, which WeChat refuses.
		const request = new Request('http://form', { method: 'POST', body: form });
		const body = Buffer.from(await request.arrayBuffer());
		const headers = { 'content-type': request.headers.get('content-type') ?? '' };
		return (await this.raw('POST', path, { query, body, headers })).data;
	}

	/** A file: its bytes, with the headers. */
	async download(path: string, query: Values, body?: Values): Promise<AxiosResponse<Buffer>> {
		return await this.raw(body ? 'POST' : 'GET', path, { query, body, responseType: 'arraybuffer' });
	}

	/** A call with the account's token, unless the query has one of its own. */
	async raw(
		method: string,
		path: string,
		given: { query?: Values; body?: unknown; headers?: Record<string, string>; responseType?: 'arraybuffer' },
	): Promise<AxiosResponse> {
		const { query = {}, body, headers, responseType } = given;
		const params = { access_token: await this.token(), ...query };
		return await axios.request({
			baseURL: this.url,
			url: path,
			method,
			params,
			data: body,
			headers,
			responseType,
			validateStatus: () => true,
			proxy: false,
		});
	}

	/** The account's access token, fetched once. */
	async token(): Promise<string> {
		this.known ??= (await this.stableToken()).access_token as string;
		return this.known;
	}

	/** After a reset or two hours the token is worth nothing. */
	forgetToken(): void {
		this.known = undefined;
	}

	async stableToken(more: Values = {}): Promise<Json> {
		const account = ready.find(({ appid }) => appid === this.appid);
		const body = { grant_type: 'client_credential', appid: this.appid, secret: account?.secret ?? '', ...more };
		return (await axios.post(`${this.url}/cgi-bin/stable_token`, body, { proxy: false })).data;
	}

	/** The control API: an order with a body, or a question without. */
	async control(path: string, body?: Values, method = body ? 'POST' : 'GET'): Promise<any> {
		const data = body && { ...(ABOUT_ACCOUNTS.test(path) && { appid: this.appid }), ...body };
		return (
			await axios.request({
				baseURL: `${this.url}/simulator`,
				url: path,
				method,
				data,
				proxy: false,
				validateStatus: () => true,
			})
		).data;
	}

	/** The openid of a new follower. */
	async follower(given: Values = {}): Promise<string> {
		return (await this.control('/followers', { list: [given] })).openids[0];
	}
}

/** Orders that concern one account: the client's, unless the order names another. */
const ABOUT_ACCOUNTS = /^\/(accounts|followers|news|scan|publishing|comments|push|verify|tokens|orders|console|tap|answer|permissions|blocked|staff|waiting|chatRecords|authCode)$/;

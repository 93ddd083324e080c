import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import { Client, MERCHANT, MINI, SERVICE } from '../simulator/client';
import { payCredential } from '../simulator/control/pay/merchants';
import { startSimulator } from '../simulator/simulator';
import type { Call } from '../simulator/world/calls';
import { CredentialStore, runWorkflow, type NodeInput, type Run, type RunInput } from './engine';

export { MERCHANT, MINI, SERVICE };

const TOKEN_PATH = '/cgi-bin/stable_token';

const DAY = 24 * 3600 * 1000;

/** A WeChat and a credential for it; both are new in every test. */
export interface Wechat {
	url: string;
	/** Orders what happens in WeChat, and asks what did. */
	client: Client;
	store: CredentialStore;
	/** Changes what the user entered in the credential. */
	credential(values: IDataObject): void;
	/** The same for the credential of the merchant. */
	payCredential(values: IDataObject): void;
	/** Runs Start → the nodes, one after the other, unless `connections` says otherwise. */
	run(nodes: NodeInput | NodeInput[], more?: Partial<RunInput>): Promise<Run>;
	/** What reached WeChat so far, without calls for a token; of one path if asked. */
	calls(path?: string): Promise<Call[]>;
	/** Calls for a token. */
	tokenCalls(): Promise<Call[]>;
	/** The openid of someone who wrote just now and may be answered any number of times. */
	customer(more?: IDataObject): Promise<string>;
	/** Texts on this follower's phone, from the account; other types as `[image]`. */
	phone(openid: string): Promise<string[]>;
	/** The next call of this path meets a misfortune. */
	fault(fault: IDataObject): Promise<void>;
}

/** Call it at the top of a test file. */
export function useWechat(account: Account = SERVICE): Wechat {
	const wechat = {} as Wechat;
	let close: () => Promise<void>;
	beforeEach(async () => {
		const started = await startWechat(account);
		close = started.close;
		Object.assign(wechat, started.wechat);
	});
	afterEach(async () => await close());
	return wechat;
}

/** For `test.concurrent`: a WeChat for one test alone, so that tests which wait for retries can run side by side. */
export async function withWechat(act: (wechat: Wechat) => Promise<void>): Promise<void> {
	const { wechat, close } = await startWechat(SERVICE);
	try {
		await act(wechat);
	} finally {
		await close();
	}
}

type Account = typeof SERVICE | typeof MINI;

async function startWechat(account: Account): Promise<{ wechat: Wechat; close: () => Promise<void> }> {
	const { url, close } = await startSimulator();
	const client = new Client(url, account.appid);
	const store = new CredentialStore();
	const entered = {
		appId: account.appid,
		appSecret: account.secret,
		accountType: account.type,
		callbackToken: account.callback.token,
		encodingAesKey: account.callback.encodingAesKey,
		baseUrl: url,
	};
	const enteredForPay = { ...merchantCredential(url), appId: account.appid };
	store.add('wechatApi', entered);
	store.add('wechatPayApi', enteredForPay);

	const calls = async (): Promise<Call[]> => await client.control('/calls');
	const wechat: Wechat = {
		url,
		client,
		store,
		credential: (values) => store.add('wechatApi', { ...entered, ...values } as never),
		payCredential: (values) => store.add('wechatPayApi', { ...enteredForPay, ...values } as never),
		run: async (nodes, more = {}) =>
			await runWorkflow({ store, nodes: [{ name: 'Start', type: 'start' }, ...[nodes].flat()], ...more }),
		calls: async (path) => (await calls()).filter((call) => (path ? call.path === path : call.path !== TOKEN_PATH)),
		tokenCalls: async () => (await calls()).filter((call) => call.path === TOKEN_PATH),
		customer: async (more = {}) =>
			await client.follower({
				grants: [{ kind: 'message', until: Date.now() + 2 * DAY, left: 1000 }],
				activeAt: Date.now(),
				...more,
			}),
		phone: async (openid) => {
			const chats = await client.control(`/conversations?openid=${openid}`);
			const messages = (chats[openid] ?? []) as Array<{ from: string; type: string; content: { content?: string } }>;
			return messages
				.filter(({ from }) => from === 'account')
				.map(({ type, content }) => (type === 'text' ? String(content.content) : `[${type}]`));
		},
		fault: async (fault) => {
			const answer = await client.control('/faults', fault);
			if (answer.error) throw new Error(answer.error);
		},
	};
	return { wechat, close };
}

type Settings = Omit<Partial<NodeInput>, 'parameters'>;

/** What the ready-made merchant's owner would enter. */
export function merchantCredential(baseUrl: string): IDataObject & { [name: string]: string } {
	return { ...payCredential(baseUrl, MERCHANT), notifyUrl: 'https://n8n.example.com/webhook/pay' };
}

/** The node WeChat Official Account, named “WeChat” unless told. */
export function officialAccount(resource: string, operation: string, parameters: IDataObject = {}, settings: Settings = {}) {
	return node('wechatOfficialAccount', { resource, operation, ...parameters }, settings);
}

/** The node WeChat Customer Service, named “WeChat” unless told. */
export function customerService(resource: string, operation: string, parameters: IDataObject = {}, settings: Settings = {}) {
	return node('wechatCustomerService', { resource, operation, ...parameters }, settings);
}

/** The node WeChat Mini Program, named “WeChat” unless told. */
export function miniProgram(resource: string, operation: string, parameters: IDataObject = {}, settings: Settings = {}) {
	return node('wechatMiniProgram', { resource, operation, ...parameters }, settings);
}

/** The node WeChat Pay, named “WeChat” unless told. */
export function wechatPay(resource: string, operation: string, parameters: IDataObject = {}, settings: Settings = {}) {
	return node('wechatPay', { resource, operation, ...parameters }, settings);
}

/** A text to an openid, which is what most tests need to send. */
export function textTo(touser: string, content: string, settings: Settings = {}) {
	return customerService('message', 'send', { recipient: 'openid', touser, msgtype: 'text', content }, settings);
}

function node(type: string, parameters: IDataObject, settings: Settings): NodeInput {
	return { name: 'WeChat', type, ...settings, parameters: parameters as never };
}

/** Input items with these fields. */
export function items(...jsons: IDataObject[]): INodeExecutionData[] {
	return jsons.map((json) => ({ json }));
}

/** Files as WeChat knows them, as small as they can be. */
export const files = {
	jpg: Buffer.from('ffd8ffe000104a46494600010100000100010000ffd9', 'hex'),
	png: Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'),
	mp3: Buffer.from('ID3\u0004 a song'),
	mp4: Buffer.from('\0\0\0\u0018ftypmp42 a film', 'latin1'),
};

import { json, type Incoming, type Outgoing } from '../http/message';
import type { Call } from '../world/calls';
import type { Fault } from '../world/faults';
import type { World } from '../world/world';
import { authenticate, permit, spendQuota } from './access';
import { readBody, type Body } from './body';
import type { Context, Result } from './context';
import { endpoints } from './endpoints';
import { errmsg, WechatError } from './errors';
import { findEndpoint, type Endpoint } from './inventory';
import { describeAnswer, describeBody, withoutSecrets } from './log';
import { checkParameters } from './parameters';

/** Paths that answer without the account's token: they take the secret or a visitor's token instead, or are for everybody. */
const OPEN = /^\/cgi-bin\/((stable_)?token|clear_quota\/v2|showqrcode)$|^\/sns\//;

/** api.weixin.qq.com: answers one call, logs it, and lets an ordered fault have its way. */
export async function answerApi(world: World, request: Incoming): Promise<Outgoing | 'cut'> {
	const call = world.calls.start({
		at: world.now(),
		method: request.method,
		path: request.path,
		appid: world.tokens.find(request.query.access_token)?.appid,
		query: withoutSecrets(request.query) as Record<string, string>,
	});
	const fault = world.faults.take(request.path);
	if (fault?.hang) await new Promise((resolve) => setTimeout(resolve, fault.hang));
	const answer = faultAnswer(fault) ?? (await process(world, request, call));
	world.calls.finish(call, { ...describeAnswer(answer), cut: fault?.drop });
	return fault?.drop ? 'cut' : answer;
}

function faultAnswer(fault?: Fault): Outgoing | undefined {
	if (fault?.body !== undefined) return { status: fault.status, body: fault.body };
	if (fault?.errcode !== undefined) {
		return json({ errcode: fault.errcode, errmsg: errmsg(fault.errcode) }, fault.status);
	}
	return fault?.status ? { status: fault.status, body: '' } : undefined;
}

async function process(world: World, request: Incoming, call: Call): Promise<Outgoing> {
	try {
		// WeChat's gateway takes no chunked bodies: 412 (refit #1155, spring-framework #31797).
		if (request.headers['transfer-encoding']) return { status: 412, body: '' };
		const endpoint = documented(request);
		const account = OPEN.test(endpoint.path) ? undefined : authenticate(world, request.query.access_token);
		if (account) permit(account, endpoint);
		if (account) spendQuota(account, endpoint.path, world.now());
		const { access_token: _, ...rest } = request.query;
		// A visitor's token is a parameter like others.
		const query = endpoint.params.some(({ name }) => name === 'access_token') ? request.query : rest;
		const body = await readBody(endpoint, request);
		call.body = describeBody(body);
		call.appid ??= (query.appid ?? body.json.appid) as string | undefined;
		checkParameters(endpoint, { query, body: body.json, form: body.form });
		return send(run(endpoint, { world, account, query, ...contents(body), now: world.now(), ip: request.ip }));
	} catch (error) {
		if (!(error instanceof WechatError)) throw error;
		return json({ errcode: error.errcode, errmsg: error.message, ...error.more });
	}
}

function documented({ path, method }: Incoming): Endpoint {
	const endpoint = findEndpoint(path);
	if (!endpoint) throw new WechatError(40066);
	if (endpoint.method !== method) throw new WechatError(endpoint.method === 'GET' ? 43001 : 43002);
	return endpoint;
}

function contents({ json: body, form, text = '' }: Body) {
	return { body, text, fields: form?.fields ?? {}, files: form?.files ?? [] };
}

function run({ path }: Endpoint, context: Omit<Context, 'account'> & Partial<Context>): Result {
	const endpoint = endpoints[path];
	if (endpoint) return endpoint(context as Context<never>);
	return { file: json({ error: `The simulator does not do ${path} yet` }, 501) };
}

function send(result: Result): Outgoing {
	return 'file' in result ? (result as { file: Outgoing }).file : json(result);
}

import { json, type Incoming, type Outgoing } from '../../http/message';
import { readForm, type Form } from '../../http/multipart';
import { requestId } from '../../http/payOddities';
import type { Call } from '../../world/calls';
import type { Fault } from '../../world/faults';
import type { Merchant } from '../../world/pay/merchant';
import type { World } from '../../world/world';
import { describeAnswer, describeBody } from '../log';
import { answerOf, codeOf, errorAnswer, faultAnswer, isGood } from './answer';
import { authorize, checkHeaders } from './authorization';
import { checkForm, checkMchid, decryptBody, parsePayBody } from './body';
import { payEndpoints } from './endpoints';
import { PayError } from './errors';
import { asCalled, findPayEndpoint } from './inventory';
import { checkPayParameters } from './parameters';
import { signatureHeaders } from './sign';

/** A call on its way through the gates. */
interface Passing {
	world: World;
	request: Incoming;
	/** Of an upload. */
	form?: Form;
	call: Call;
	found?: Found;
	fault?: Fault;
}

type Found = NonNullable<ReturnType<typeof findPayEndpoint>>;

/** api.mch.weixin.qq.com: answers one call, logs it, and lets an ordered fault have its way. */
export async function answerPayApi(world: World, request: Incoming): Promise<Outgoing | 'cut'> {
	const { method, path, query } = request;
	const found = findPayEndpoint(method, path);
	const call = world.calls.start({ at: world.now(), method, path, query });
	const fault = world.faults.take(path, found?.endpoint.path);
	if (fault?.hang) await new Promise((resolve) => setTimeout(resolve, fault.hang));
	const form = await readForm(request);
	const answer = process({ world, request, form, call, found, fault });
	world.calls.finish(call, { ...describeAnswer(answer), errcode: undefined, ...codeOf(answer), cut: fault?.drop });
	return fault?.drop ? 'cut' : dated(answer, world.now());
}

/** WeChat's time stands in whatever it answers. */
function dated(answer: Outgoing, now: number): Outgoing {
	return { ...answer, headers: { ...answer.headers, Date: new Date(now).toUTCString() } };
}

function process(passing: Passing): Outgoing {
	const { world, request, call, found, fault } = passing;
	const ordered = faultAnswer(fault);
	if (ordered && !isGood(ordered)) return ordered;
	try {
		if (!found) throw new PayError('RESOURCE_NOT_EXISTS', { message: `${request.method} ${request.path}不存在` });
		const merchant = authorize(world, request);
		call.mchid = merchant.mchid;
		checkHeaders(merchant, request);
		return sign(ordered ?? run(passing, merchant, found), merchant, passing, found);
	} catch (error) {
		if (!(error instanceof PayError)) throw error;
		return errorAnswer(error);
	}
}

function run({ world, request, form, call }: Passing, merchant: Merchant, { endpoint: found, path }: Found): Outgoing {
	const act = payEndpoints[`${found.method} ${found.path}`];
	if (!act) return json({ error: `The simulator does not do ${found.method} ${found.path} yet` }, 501);
	const { query, headers } = request;
	const body = form ? {} : parsePayBody(request.body);
	call.body = request.body.length > 0 ? describeBody({ json: body, form }) : undefined;
	call.appid = typeof body.appid === 'string' ? body.appid : undefined;
	const endpoint = asCalled(found, { ...query, ...body });
	if (endpoint.mode === 'partner' && !merchant.partner) throw new PayError('NO_AUTH');
	checkPayParameters(endpoint, { path, query, body });
	checkMchid(merchant, endpoint, { ...query, ...body });
	checkForm(endpoint, form);
	const decrypted = decryptBody(merchant, endpoint, body, headers['wechatpay-serial']);
	return answerOf(act({ world, merchant, path, query, body, form, decrypted, now: world.now() } as never));
}

/** Every good answer is signed, an empty one too; bills are not (wechat-pay.md §1.3). */
function sign(answer: Outgoing, merchant: Merchant, { world, request, fault }: Passing, { endpoint }: Found): Outgoing {
	const headers = { ...answer.headers, 'Request-ID': requestId() };
	if (!isGood(answer) || endpoint.responseSigned === false) return { ...answer, headers };
	const requested = request.headers['wechatpay-serial'] as string | undefined;
	const signature = signatureHeaders(merchant, answer.body, world.now(), { requested, spoilt: fault?.badSignature });
	return { ...answer, headers: { ...headers, ...signature } };
}

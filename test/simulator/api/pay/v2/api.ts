import { json, type Incoming, type Outgoing } from '../../../http/message';
import { newNonce } from '../../../http/payCipher';
import { signV2 } from '../../../http/payV2';
import { writeXml, type XmlFields, type XmlTree } from '../../../http/payXml';
import type { Call } from '../../../world/calls';
import type { Fault } from '../../../world/faults';
import type { Merchant } from '../../../world/pay/merchant';
import type { World } from '../../../world/world';
import { V2Refused, V2Unread } from './context';
import { v2Endpoints } from './endpoints';
import { authorizeV2, checkV2Parameters, lacksCertificate, readCall, signTypeOf } from './gates';

/** The answers of these are not signed. */
const UNSIGNED = /^\/mmpaymkttransfers\//;

const NO_CERTIFICATE =
	'<html>\r\n<head><title>400 No required SSL certificate was sent</title></head>\r\n<body>\r\n<center><h1>400 Bad Request</h1></center>\r\n<center>No required SSL certificate was sent</center>\r\n</body>\r\n</html>\r\n';

interface Passing {
	world: World;
	request: Incoming;
	call: Call;
	fault?: Fault;
}

/** Whether the path is one of the old XML interface (API v2). */
export function isV2(path: string): boolean {
	return /^\/(pay|secapi|mmpaymkttransfers|tools)\//.test(path);
}

/** The old XML interface of api.mch.weixin.qq.com: answers one call, logs it, and lets an ordered fault have its way. */
export async function answerPayV2(world: World, request: Incoming): Promise<Outgoing | 'cut'> {
	const { method, path, query } = request;
	const call = world.calls.start({ at: world.now(), method, path, query });
	const fault = world.faults.take(path);
	if (fault?.hang) await new Promise((resolve) => setTimeout(resolve, fault.hang));
	const answer = process({ world, request, call, fault });
	world.calls.finish(call, { status: answer.status ?? 200, answer: answer.body.toString('utf8'), cut: fault?.drop });
	return fault?.drop ? 'cut' : answer;
}

function process(passing: Passing): Outgoing {
	const { request, call, fault } = passing;
	if (lacksCertificate(request)) return { status: 400, headers: { 'content-type': 'text/html' }, body: NO_CERTIFICATE };
	if (fault?.body !== undefined || fault?.status) return { ...xml(''), status: fault.status ?? 200, body: fault.body ?? '' };
	try {
		return run(passing);
	} catch (error) {
		if (!(error instanceof V2Unread)) throw error;
		call.code = 'FAIL';
		return xml(writeXml({ return_code: 'FAIL', return_msg: error.message }));
	}
}

function run({ world, request, call, fault }: Passing): Outgoing {
	const given = readCall(request);
	const { nonce_str: _nonce, sign: _sign, ...fields } = given;
	Object.assign(call, { body: fields, mchid: given.mch_id, appid: given.appid ?? given.wxappid });
	const act = v2Endpoints[request.path];
	if (!act) return json({ error: `The simulator does not do ${request.path} yet` }, 501);
	try {
		const merchant = authorizeV2(world, request, given);
		const said = outcome(call, () => {
			if (fault?.code) throw new V2Refused(fault.code, fault.message ?? fault.code);
			checkV2Parameters(request.path, request, merchant, given);
			return act({ world, merchant, fields, now: world.now() });
		});
		return xml(writeXml(UNSIGNED.test(request.path) ? said : signed(said, given, merchant, fault)));
	} catch (error) {
		if (!(error instanceof V2Refused)) throw error;
		call.code = error.code;
		return xml(writeXml(refusal(error)));
	}
}

function outcome(call: Call, act: () => XmlTree): XmlTree {
	try {
		return { return_code: 'SUCCESS', return_msg: 'OK', result_code: 'SUCCESS', ...act() };
	} catch (error) {
		if (!(error instanceof V2Refused)) throw error;
		call.code = error.code;
		return refusal(error);
	}
}

function refusal({ code, message, more }: V2Refused): XmlTree {
	return { return_code: 'SUCCESS', return_msg: 'OK', result_code: 'FAIL', err_code: code, err_code_des: message, ...more };
}

/** Whose answer it is, and the proof, by the algorithm of the call; spoilt, if that was ordered. */
function signed(said: XmlTree, given: XmlFields, { apiV2Key }: Merchant, fault?: Fault): XmlTree {
	const whose = Object.fromEntries(['appid', 'mch_id', 'sub_appid', 'sub_mch_id'].filter((name) => given[name]).map((name) => [name, given[name]]));
	const fields = { ...said, ...whose, nonce_str: newNonce() } as XmlFields;
	if (fault?.badSignature === 'missing') return fields;
	return { ...fields, sign: signV2(fields, fault?.badSignature ? apiV2Key.toLowerCase() : apiV2Key, signTypeOf(given)) };
}

function xml(body: string): Outgoing {
	return { headers: { 'content-type': 'text/xml; charset=utf-8' }, body };
}

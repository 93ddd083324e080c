import axios from 'axios';
import { parseXml, type XmlObject } from '../../nodes/protocol/xml';
import { MERCHANT, SERVICE } from './client';
import { newNonce } from './http/payCipher';
import { signV2, type SignType } from './http/payV2';
import { writeXml, type XmlFields } from './http/payXml';


/** Calls a simulated WeChat Pay by the old XML interface, as a merchant does: signed. */
export class V2Client {
	constructor(private readonly url: string) {}

	/** The shop's own App ID and merchant are added; an empty field takes one away. */
	async call(path: string, fields: Record<string, string | number>, type: SignType = 'MD5'): Promise<XmlObject> {
		const { data } = await this.send(path, v2Call(fields, type));
		return parseXml(data);
	}

	async send(path: string, body: string, method = 'POST'): Promise<{ status: number; data: string }> {
		const { status, data } = await axios.request<string>({ url: this.url + path, method, data: body, validateStatus: () => true, proxy: false });
		return { status, data };
	}
}

/** The XML of a call. */
export function v2Call(fields: Record<string, string | number>, type: SignType = 'MD5', key = MERCHANT.apiV2Key): string {
	const all = { appid: SERVICE.appid, mch_id: MERCHANT.mchid, nonce_str: newNonce(), ...(type !== 'MD5' && { sign_type: type }), ...fields };
	const given = Object.fromEntries(Object.entries(all).filter(([, value]) => value !== '').map(([name, value]) => [name, String(value)])) as XmlFields;
	return writeXml({ sign: signV2(given, key, type), ...given });
}

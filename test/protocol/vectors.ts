import type { CallbackKeys } from '../../nodes/protocol/callback';
import vectors from './vectors.json';

/** A known answer of somebody else's code: `source` says whose. */
export interface Vector {
	id: string;
	source: string;
	token: string;
	timestamp?: string;
	nonce?: string;
	signature?: string;
	msg_signature?: string;
	encodingAESKey?: string;
	appid?: string;
	corpid?: string;
	random?: string;
	plaintext?: string;
	encrypt?: string;
	echostr?: string;
	echostr_encrypted?: string;
	body?: string;
	pad?: number;
}

/** Of message push; `vectors.json` is a part of the project's reference. */
export const callbackVectors: Vector[] = vectors.callback;

/** Of WeChat Pay: samples of its documentation and of an official SDK. */
export const payVectors = vectors.pay;

/** The vector of this id. */
export function vector(id: string): Vector {
	const found = callbackVectors.find((each) => each.id === id);
	if (!found) throw new Error(`no vector ${id}`);
	return found;
}

/** A credential as the vector's account would have it. */
export function keysOf({ token, appid, corpid, encodingAESKey }: Vector): CallbackKeys {
	return { token, appId: appid ?? corpid ?? '', encodingAesKey: encodingAESKey ?? '' };
}

import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

/** Which answer to which question of which waiting execution a tap in the chat stands for. */
export interface AnswerPlace {
	execution: string;
	/** The id of the node that waits. */
	node: string;
	/** n8n's, of the URL that resumes the execution: 64 hex digits. */
	signature: string;
	/** Tells one question from another of the same node, as in a loop. */
	question: string;
	/** Counted from 0. */
	choice: number;
}

const PREFIX = 'n8n';

/** No part has it: they are base64url, digits, and what `encodeURIComponent` leaves. */
const BETWEEN = ':';

/** The name of a new question, 8 characters. */
export function newQuestion(): string {
	return randomBytes(6).toString('base64url');
}

/**
 * The key of a question's proofs. Both nodes have it from the credential of the account.
 * @returns `undefined` when the credential has no secret to make one of
 */
export function answerKey({ appSecret, callbackToken }: { appSecret?: unknown; callbackToken?: unknown }): Buffer | undefined {
	// Where the company's own server hands out the tokens, there is no App Secret.
	const secret = String(appSecret || callbackToken || '');
	return secret ? createHmac('sha256', secret).update('n8n Send and Wait').digest() : undefined;
}

/** What only the holder of the key can say about these values: 22 characters. */
export function proofOf(values: unknown[], key: Buffer): string {
	return createHmac('sha256', key).update(JSON.stringify(values)).digest().subarray(0, 16).toString('base64url');
}

/** Whether somebody with the key has said it about the same values. */
export function isProof(proof: unknown, values: unknown[], key: Buffer): boolean {
	const [given, due] = [Buffer.from(String(proof)), Buffer.from(proofOf(values, key))];
	return given.length === due.length && timingSafeEqual(given, due);
}

/**
 * The id of an entry of a customer-service menu (wechat-api.md C.1, `msgmenu`): where the answer goes, and that the one
 * who is asked may give it. About 120 characters.
 */
export function answerId(place: AnswerPlace, openid: string, key: Buffer): string {
	const { execution, node, signature, question, choice } = place;
	const parts = [PREFIX, execution, encodeURIComponent(node), Buffer.from(signature, 'hex').toString('base64url'), question, String(choice)];
	return [...parts, proofOf([...parts, openid], key)].join(BETWEEN);
}

/** Where a tapped answer goes; `undefined`: it is none of ours. Nothing is proved by it. */
export function placeIn(id: unknown): AnswerPlace | undefined {
	const parts = String(id).split(BETWEEN);
	const [prefix, execution, node, signature, question, choice] = parts;
	if (parts.length !== 7 || prefix !== PREFIX || !/^\d$/.test(choice) || !/^[\w-]+$/.test(execution)) return undefined;
	return {
		execution,
		node: decoded(node),
		signature: Buffer.from(signature, 'base64url').toString('hex'),
		question,
		choice: Number(choice),
	};
}

/** Whether this person was asked, so that their tap counts. */
export function mayAnswer(id: string, openid: string, key: Buffer): boolean {
	const parts = id.split(BETWEEN);
	return isProof(parts.pop(), [...parts, openid], key);
}

function decoded(text: string): string {
	try {
		return decodeURIComponent(text);
	} catch {
		return '';
	}
}

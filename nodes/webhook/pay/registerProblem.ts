import { NodeOperationError, type INode } from 'n8n-workflow';
import { Unreachable, WechatRefusal } from '../../transport/errors';
import type { Registration } from './registrations';

/** Somebody else's URL is registered; the message says what to do, too. */
export class Taken extends Error {}

/**
 * In one text: when a workflow cannot be published, n8n 1.123 shows only the message of a NodeOperationError, and
 * only the description of a NodeApiError; n8n 2.40 shows both (dist/workflows/workflow.service.js).
 */
export function inWords(node: INode, { what }: Registration, problem: Error): NodeOperationError {
	if (problem instanceof Taken) return new NodeOperationError(node, problem.message);
	return new NodeOperationError(node, `The URL for ${what} could not be registered: ${reasonIn(problem)}`);
}

function reasonIn(problem: Error): string {
	if (problem instanceof Unreachable) return `${problem.message}. ${problem.description}`;
	if (!(problem instanceof WechatRefusal)) return problem.message;
	const { errcode, errmsg, hint } = problem.refusal;
	return `WeChat Pay says ${errmsg} (${errcode}). ${hint}`;
}

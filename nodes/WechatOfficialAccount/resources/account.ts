import type { Call, Operation, Resource } from '../../operation/operation';
import { explainError } from './account/explain';
import { getQuota, resetQuota } from './account/quota';
import { checkSetup } from './setup/check';
import { endpoints } from './setup/probes';

const check: Operation = {
	value: 'checkSetup',
	name: 'Check Setup',
	action: 'Check the setup of the account',
	description: 'Find out what this account may do, and what is missing',
	fields: [],
	run: async (call) => (await rowsOf(call)).map((row) => ({ json: { ...row } })),
	endpoints,
};

/** Once for all input items: the answers are about the account. */
async function rowsOf(call: Call) {
	return await call.once(`setup of ${String(call.credentials.appId)}`, async () => await checkSetup(call));
}

/** The account itself (wechat-api.md A). */
export const account: Resource = {
	value: 'account',
	name: 'Account',
	description: 'What the account may do',
	operations: [check, explainError, getQuota, resetQuota],
};

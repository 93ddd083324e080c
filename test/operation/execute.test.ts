import type { IExecuteFunctions } from 'n8n-workflow';
import { execute } from '../../nodes/operation/execute';
import type { Call } from '../../nodes/operation/operation';
import { wechat } from '../../nodes/transport/wechat';

test('no input items threw: there is nothing to do, and nothing is asked', async () => {
	const context = { getInputData: () => [] } as unknown as IExecuteFunctions;
	expect(await execute(context, wechat, [])).toEqual([[]]);
});

test('the execution is stopped: what has not begun is not begun', async () => {
	const stop = new AbortController();
	const begun: number[] = [];
	const parameters: Record<string, unknown> = { resource: 'order', operation: 'create' };
	const context = {
		getInputData: () => [{ json: {} }, { json: {} }, { json: {} }],
		getNode: () => ({ type: 'wechat' }),
		getNodeParameter: (name: string, _: number, fallback: unknown) => parameters[name] ?? fallback,
		getCredentials: async () => ({}),
		getExecutionCancelSignal: () => stop.signal,
	} as unknown as IExecuteFunctions;
	const run = async ({ item }: Call) => {
		begun.push(item);
		if (item === 1) stop.abort();
		return [{ json: { item } }];
	};
	const create = { value: 'create', name: 'Create', action: 'Create', description: '', fields: [], run };
	const [output] = await execute(context, wechat, [{ value: 'order', name: 'Order', operations: [create] }]);
	expect(begun).toEqual([0, 1]);
	expect(output.map(({ json }) => json.item)).toEqual([0, 1]);
});

import type { IExecuteFunctions } from 'n8n-workflow';
import { execute } from '../../nodes/operation/execute';
import { wechat } from '../../nodes/transport/wechat';

test('no input items threw: there is nothing to do, and nothing is asked', async () => {
	const context = { getInputData: () => [] } as unknown as IExecuteFunctions;
	expect(await execute(context, wechat, [])).toEqual([[]]);
});

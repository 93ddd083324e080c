import type { Operation } from '../../../operation/operation';
import { merchantType } from '../merchantType';
import { complainedShop, complaintId, ownShop, PATH, shopOf } from './fields';

export const complete: Operation = {
	value: 'complete',
	name: 'Complete',
	action: 'Complete a complaint',
	description: 'Tell WeChat Pay that a complaint has been dealt with (反馈处理完成). It cannot be opened again; a customer who is not content complains again.',
	irreversible: true,
	keepsInput: true,
	fields: [merchantType, complainedShop, complaintId],
	request: (_, credentials) => ({
		method: 'POST',
		path: `${PATH}/complete`,
		fixed: ownShop(credentials),
		repeatable: true,
	}),
	endpoints: [`POST ${PATH}/complete`],
	reports: ({ parameters, credentials }) => ({
		mchid: shopOf(parameters, credentials),
		complaint_id: parameters.complaint_id as string,
		completed: true,
	}),
};

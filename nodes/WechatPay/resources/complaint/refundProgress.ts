import { InvalidInput, type Operation, type WireField } from '../../../operation/operation';
import { complaintId, PATH, SOME_TEXT } from './fields';
import { pictures } from './pictures';

const APPROVED = { show: { verdict: ['APPROVE'] } };
const REJECTED = { show: { verdict: ['REJECT'] } };

const optional: WireField[] = [
	{
		displayName: 'Remark',
		name: 'remark',
		type: 'string',
		default: '',
		max: { characters: 200 },
		description: 'Anything that the customer service of WeChat Pay should know (备注); up to 200 characters',
	},
];

export const updateRefundProgress: Operation = {
	value: 'updateRefundProgress',
	name: 'Update Refund Progress',
	action: 'Update the refund progress of a complaint',
	description:
		'Say yes or no to a customer who complains to get money back (problem_type REFUND). It cannot be taken back. Yes is a promise and pays nothing: make the refund with Refund: Create, and the complaint is done when it has arrived. No ends the complaint.',
	irreversible: true,
	keepsInput: true,
	fields: [
		complaintId,
		{
			displayName: 'Answer',
			name: 'verdict',
			at: 'action',
			type: 'options',
			default: 'APPROVE',
			options: [
				{ name: 'Approve', value: 'APPROVE', description: 'You will give the money back (同意退款)' },
				{ name: 'Reject', value: 'REJECT', description: 'You will not (拒绝退款)' },
			],
		},
		{
			displayName: 'Refund in Days',
			name: 'launch_refund_day',
			type: 'number',
			typeOptions: { minValue: 0, numberPrecision: 0 },
			default: 0,
			displayOptions: APPROVED,
			description: 'In how many working days you will start the refund (预计发起退款时间); 0 is today',
		},
		{
			displayName: 'Reason',
			name: 'reject_reason',
			type: 'string',
			typeOptions: { rows: 3 },
			default: '',
			max: { characters: 200 },
			matches: SOME_TEXT,
			displayOptions: REJECTED,
			description: 'Why you do not refund (拒绝退款原因): a refusal needs one; up to 200 characters',
		},
		pictures('reject_media_list', { displayOptions: REJECTED }),
		{
			displayName: 'Additional Fields',
			name: 'additionalFields',
			type: 'collection',
			placeholder: 'Add Field',
			default: {},
			options: optional,
		},
	],
	request: ({ verdict, reject_reason }) => {
		// Not required in the editor, because the answer may come from an expression.
		if (verdict === 'REJECT' && !reject_reason) throw new InvalidInput('“Reason” is empty', 'Tell the customer why the money is not given back');
		return { method: 'POST', path: `${PATH}/update-refund-progress` };
	},
	endpoints: [`POST ${PATH}/update-refund-progress`],
	reports: ({ parameters }) => ({
		complaint_id: parameters.complaint_id as string,
		refund_approved: parameters.verdict === 'APPROVE',
	}),
};

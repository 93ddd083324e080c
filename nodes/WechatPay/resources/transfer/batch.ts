import type { IDataObject } from 'n8n-workflow';
import { fenOf, unit } from '../../../operation/fields/money';
import { refuseForeign } from '../../../operation/fields/recipient';
import { InvalidInput, type Call, type FieldKind, type Operation, type WireField } from '../../../operation/operation';
import { readProperty } from '../../../operation/parameters';
import { appIdOf, isOld } from '../fields';
import { notifyUrl, optionalNotifyUrl } from '../notifyUrl';
import { leftoverOfLetters } from '../leftover';
import { appId, openid } from '../payee';
import { outBatchNo, outDetailNo, requireName, transferRemark, userName } from './fields';
import { batchItem } from './batchItem';
import { sceneFields, sceneOf } from './scene';

const MOST = 1000;

/** Fen below which the customer's name must not be sent (wechat-pay.md §3.6). */
const UNNAMED_BELOW = 30;

const amount: WireField = {
	displayName: 'Amount',
	name: 'transfer_amount',
	type: 'string',
	default: '',
	required: true,
	placeholder: 'e.g. 99.00',
	description: 'What this customer gets',
};

const list: WireField = {
	displayName: 'Transfers',
	name: 'transfer_detail_list',
	type: 'fixedCollection',
	typeOptions: { multipleValues: true },
	placeholder: 'Add Transfer',
	default: {},
	required: true,
	description: 'Up to 1000 customers, and what each of them gets',
	options: [
		{
			displayName: 'Transfer',
			name: 'transfer',
			values: [
				{ ...outDetailNo, refuses: leftoverOfLetters },
				openid,
				amount,
				transferRemark,
				userName,
				{
					displayName: "Customer's ID Card Number",
					name: 'user_id_card',
					type: 'string',
					default: '',
					trims: true,
					max: { bytes: 18 },
					description: 'Compared like the name (身份证号); encrypted on the way',
				} as WireField,
			],
		},
	],
};

/** A row of the list, with its amount in fen. */
type Row = IDataObject & { out_detail_no: string; openid: string; transfer_amount: number; user_name?: string };

/** The transfers of a batch, their amounts in fen. */
const transfers: FieldKind = {
	name: list.name,
	properties: [list],
	async read(call) {
		const rows = (readProperty(list, call) as IDataObject[]).map(
			(row): Row => ({ ...row, transfer_amount: fenOf(row.transfer_amount, amount.displayName, call.parameters.unit) }) as Row,
		);
		checkRows(rows, call);
		return rows;
	},
};

/** Transfer: Create Batch (wechat-pay.md §3.6). */
export const createBatch: Operation = {
	value: 'createBatch',
	name: 'Create Batch',
	action: 'Create a batch of transfers',
	description:
		'Send money to many customers at once, without their confirmation, out of the balance of the merchant (商家转账到零钱). It cannot be taken back. Only merchants who had this before 2025 have it still.',
	irreversible: true,
	fields: [
		{ ...outBatchNo, refuses: leftoverOfLetters },
		{
			displayName: 'Batch Name',
			name: 'batch_name',
			type: 'string',
			default: '',
			required: true,
			max: { characters: 32 },
			placeholder: 'e.g. Commissions of November',
			description: 'For your own lists (批次名称); up to 32 characters',
		},
		{
			displayName: 'Batch Remark',
			name: 'batch_remark',
			type: 'string',
			default: '',
			required: true,
			max: { characters: 32 },
			placeholder: 'e.g. Commissions of November',
			description: 'Up to 32 characters (批次备注)',
		},
		...sceneFields,
		unit,
		transfers,
		{
			displayName: 'Additional Fields',
			name: 'additionalFields',
			type: 'collection',
			placeholder: 'Add Field',
			default: {},
			options: [appId, notifyUrl],
		},
	],
	request: (parameters, credentials) => {
		const rows = parameters[list.name] as Row[];
		return {
			method: 'POST',
			path: '/v3/transfer/batches',
			fixed: {
				appid: appIdOf(parameters, credentials),
				notify_url: optionalNotifyUrl(parameters, credentials),
				total_amount: sumOf(rows),
				total_num: rows.length,
			},
			encrypted: [`${list.name}.user_name`, `${list.name}.user_id_card`],
			repeatable: true,
			makes: { what: 'batch of transfers', by: 'out_batch_no', lookUp: 'Look it up by this number (operation Get Batch) before anything else' },
		};
	},
	endpoints: ['POST /v3/transfer/batches'],
	simplify: (answer, call) => {
		const { batch_name, batch_remark, transfer_detail_list: rows } = call.parameters as IDataObject & { transfer_detail_list: Row[] };
		const asked = { appid: appIdOf(call.parameters, call.credentials), batch_name, batch_remark, total_amount: sumOf(rows), total_num: rows.length };
		return { ...batchItem({ ...asked, transfer_scene_id: sceneOf(call.parameters), ...answer }, call), existed_before: isOld(answer.create_time) };
	},
};

function sumOf(rows: Row[]): number {
	return rows.reduce((sum, { transfer_amount }) => sum + transfer_amount, 0);
}

/** @throws InvalidInput about the first that WeChat Pay would not take */
function checkRows(rows: Row[], call: Call): void {
	if (rows.length > MOST) throw new InvalidInput(`“${list.displayName}” has ${rows.length} entries`, `WeChat Pay takes ${MOST} in a batch: make several, each with its own number`);
	const appid = appIdOf(call.parameters, call.credentials);
	const known = new Set<string>();
	for (const { out_detail_no, openid: person, transfer_amount, user_name } of rows) {
		const refuse = (why: string, what: string) => new InvalidInput(`Transfer ${out_detail_no}: ${why}`, what);
		if (known.has(out_detail_no)) throw refuse(`“${outDetailNo.displayName}” is there twice`, 'Give each transfer a number of its own');
		known.add(out_detail_no);
		requireName(transfer_amount, user_name, `Transfer ${out_detail_no}: `);
		if (transfer_amount < UNNAMED_BELOW && user_name) throw refuse(`“${userName.displayName}” is filled in`, 'WeChat Pay does not take it below ¥0.30. Leave it empty');
		refuseForeign(person, appid, call);
	}
}

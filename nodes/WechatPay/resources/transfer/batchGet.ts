import type { IDataObject } from 'n8n-workflow';
import type { Call, Operation, Parameters, Request, Result, WireField } from '../../../operation/operation';
import { pages } from '../../../operation/pages';
import { buildRequest } from '../../../operation/request';
import { Unreachable } from '../../../transport/errors';
import { batchItem, detailItem } from './batchItem';
import { outBatchNo, outDetailNo } from './fields';

const BATCHES = '/v3/transfer/batches';
const BY_OUT_BATCH_NO = `${BATCHES}/out-batch-no/{out_batch_no}`;
const BY_BATCH_ID = `${BATCHES}/batch-id/{batch_id}`;

/** The most that WeChat Pay gives at a time. */
const PAGE = 100;

const byOwn = { show: { batchBy: ['out_batch_no'] } };
const byWechats = { show: { batchBy: ['batch_id'] } };

const wechatsNumber: WireField = {
	displayName: 'WeChat Batch Number',
	name: 'batch_id',
	type: 'string',
	default: '',
	required: true,
	trims: true,
	displayOptions: byWechats,
	matches: { pattern: /^\w{1,64}$/, words: 'letters and digits only' },
	placeholder: 'e.g. 1030000071100999991182020050700019480001',
	description: "WeChat Pay's own number of the batch (微信批次单号, batch_id)",
};

const eitherBatchNumber: WireField[] = [
	{
		displayName: 'Batch By',
		name: 'batchBy',
		at: false,
		type: 'options',
		noDataExpression: true,
		default: 'out_batch_no',
		options: [
			{ name: 'Batch Number', value: 'out_batch_no', description: 'Your own number (商家批次单号)' },
			{ name: 'WeChat Batch Number', value: 'batch_id', description: "WeChat Pay's number (微信批次单号)" },
		],
	},
	{ ...outBatchNo, displayOptions: byOwn },
	wechatsNumber,
];

const batchPath = ({ batchBy }: Parameters): string => (batchBy === 'batch_id' ? BY_BATCH_ID : BY_OUT_BATCH_NO);

const BATCH_ENDPOINTS = [`GET ${BY_OUT_BATCH_NO}`, `GET ${BY_BATCH_ID}`];
const DETAIL_ENDPOINTS = [`GET ${BY_OUT_BATCH_NO}/details/out-detail-no/{out_detail_no}`, `GET ${BY_BATCH_ID}/details/detail-id/{detail_id}`];

/** Transfer: Get Batch. */
export const getBatch: Operation = {
	value: 'getBatch',
	name: 'Get Batch',
	action: 'Get a batch of transfers',
	description: 'How far a batch of transfers is, and how many of them succeeded and failed',
	fields: eitherBatchNumber,
	request: batchRequest,
	endpoints: BATCH_ENDPOINTS,
	simplify: ({ transfer_batch }, call) => batchItem(transfer_batch as IDataObject, call),
};

/** Transfer: Get Batch Transfers. */
export const getBatchTransfers: Operation = {
	value: 'getBatchTransfers',
	name: 'Get Batch Transfers',
	action: 'Get many transfers of a batch',
	description: 'The transfers of a batch: which succeeded, which failed, and why',
	many: true,
	simplifies: true,
	fields: [
		...eitherBatchNumber,
		{
			displayName: 'Which',
			name: 'detail_status',
			type: 'options',
			default: 'ALL',
			options: [
				{ name: 'All', value: 'ALL' },
				{ name: 'Failed', value: 'FAIL' },
				{ name: 'Succeeded', value: 'SUCCESS' },
				{ name: 'Waiting for Confirmation of the Merchant', value: 'WAIT_PAY' },
			],
		},
		{
			displayName: 'Amount, Customer and Reason',
			name: 'withDetails',
			at: false,
			type: 'boolean',
			default: true,
			description: 'Whether to ask for what each one is too, which takes one more call each; otherwise only its numbers and status are known',
		},
	],
	run: batchTransfers,
	endpoints: [...BATCH_ENDPOINTS, ...DETAIL_ENDPOINTS],
};

/** Transfer: Get Batch Transfer. */
export const getBatchTransfer: Operation = {
	value: 'getBatchTransfer',
	name: 'Get Batch Transfer',
	action: 'Get one transfer of a batch',
	description: 'Whether one transfer of a batch has been received, and if not, why',
	fields: [
		...eitherBatchNumber,
		{ ...outDetailNo, displayOptions: byOwn },
		{
			...wechatsNumber,
			displayName: 'WeChat Detail Number',
			name: 'detail_id',
			placeholder: 'e.g. 1040000071100999991182020050700019500100',
			description: "WeChat Pay's own number of one transfer of the batch (微信明细单号, detail_id)",
		},
	],
	request: detailRequest,
	endpoints: DETAIL_ENDPOINTS,
	simplify: detailItem,
};

function batchRequest(parameters: Parameters): Request {
	return { method: 'GET', path: batchPath(parameters), fixed: { need_query_detail: false } };
}

function detailRequest(parameters: Parameters): Request {
	const { batchBy } = parameters;
	return { method: 'GET', path: `${batchPath(parameters)}/details/${batchBy === 'batch_id' ? 'detail-id/{detail_id}' : 'out-detail-no/{out_detail_no}'}` };
}

/** A list tells of each transfer its numbers and status; the rest is asked for one by one, as far as it is wanted. */
async function* batchTransfers(call: Call): AsyncGenerator<Result> {
	const { client, shown, parameters } = call;
	// Asked first: what is finished between two questions would look as if nothing had failed.
	const { transfer_batch } = await client.json(buildRequest([], parameters, batchRequest(parameters)));
	let found = false;
	const list = buildRequest(shown, parameters, { method: 'GET', path: batchPath(parameters), fixed: { need_query_detail: true } });
	const { out_batch_no, batch_id } = parameters as IDataObject;
	for await (const page of pages(client, list, { items: 'transfer_detail_list', offset: 'offset', count: 'limit', size: PAGE })) {
		for (const listed of page as IDataObject[]) {
			found = true;
			const raw = parameters.withDetails ? await client.json(detailOf(parameters, listed)) : listed;
			yield { json: detailItem({ out_batch_no, batch_id, ...listed, ...raw }, call), raw };
		}
	}
	if (!found) refuseUnfinished(transfer_batch as IDataObject);
}

/**
 * Of a batch that is not finished WeChat Pay lists no transfers: one could read out of it that none failed.
 * @throws Unreachable while that is so
 */
function refuseUnfinished({ batch_status: status }: IDataObject): void {
	if (status === 'FINISHED') return;
	throw new Unreachable(
		`Nothing is known of the transfers yet: the batch is ${String(status)}`,
		'WeChat Pay lists them when it is FINISHED: look it up with Get Batch, and run this again then',
		'not done',
	);
}

function detailOf(parameters: Parameters, { detail_id, out_detail_no }: IDataObject) {
	return buildRequest([], { ...parameters, detail_id, out_detail_no }, detailRequest(parameters));
}

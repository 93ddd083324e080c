import { sleep, type IDataObject } from 'n8n-workflow';
import { outputField } from '../../../operation/fields/outputField';
import { outputFile } from '../../../operation/files/file';
import { InvalidInput, type Call, type Operation, type Result, type WireField } from '../../../operation/operation';
import { hasHash } from '../../../protocol/pay/bill';
import { Unreachable } from '../../../transport/errors';
import type { WireRequest } from '../../../transport/request';
import { isRefusedWith } from '../../../transport/wechatPay';
import { fetched } from '../bill/download';
import { eitherNumber, outBatchNo, outDetailNo } from './fields';

const BILL = '/v3/fund-app/mch-transfer/elecsign';
const BATCH = '/v3/transfer/bill-receipt';
const DETAIL = '/v3/transfer-detail/electronic-receipts';

/** Seconds between two questions whether it is ready: WeChat Pay takes from a second to minutes. */
const PAUSES = [1, 2, 3, 5, 10];

/** How a receipt is asked for, and applied for when there is none (wechat-pay.md §3.6). */
interface Asking {
	query: WireRequest;
	apply: WireRequest;
}

const only = (receiptOf: string, more: Record<string, string[]> = {}) => ({ show: { receiptOf: [receiptOf], ...more } });

const fields: WireField[] = [
	{
		displayName: 'Receipt Of',
		name: 'receiptOf',
		at: false,
		type: 'options',
		noDataExpression: true,
		default: 'transfer',
		options: [
			{ name: 'Batch (Old)', value: 'batch', description: 'All transfers of a batch (商家转账到零钱), in one file' },
			{ name: 'Transfer', value: 'transfer', description: 'One that succeeded within the last six months, and was made with the real name of the customer' },
			{ name: 'Transfer of a Batch (Old)', value: 'detail', description: 'One transfer of a batch, or of the still older interfaces' },
		],
	},
	...eitherNumber.map((field): WireField => ({ ...field, displayOptions: only('transfer', field.displayOptions?.show as Record<string, string[]> | undefined) })),
	{
		displayName: 'Paid As',
		name: 'accept_type',
		type: 'options',
		noDataExpression: true,
		default: 'BATCH_TRANSFER',
		displayOptions: only('detail'),
		options: [
			{ name: 'Transfer of a Batch (商家转账到零钱)', value: 'BATCH_TRANSFER' },
			{ name: 'Transfer to a Bank Card (企业付款到银行卡)', value: 'TRANSFER_TO_BANK' },
			{ name: 'Transfer to the Balance (企业付款到零钱)', value: 'TRANSFER_TO_POCKET' },
		],
	},
	{ ...outBatchNo, displayOptions: only('batch') },
	{ ...outBatchNo, displayOptions: only('detail', { accept_type: ['BATCH_TRANSFER'] }) },
	{ ...outDetailNo, displayOptions: only('detail') },
	{
		displayName: 'Wait Up To (Seconds)',
		name: 'waitSeconds',
		at: false,
		type: 'number',
		typeOptions: { minValue: 0, maxValue: 600 },
		default: 60,
		description: 'A receipt that nobody has applied for yet is applied for, and takes a while',
	},
	outputField,
];

/** Transfer: Get Receipt. */
export const getReceipt: Operation = {
	value: 'getReceipt',
	name: 'Get Receipt',
	action: 'Get the receipt of a transfer',
	description: "WeChat Pay's stamped receipt of a transfer (电子回单) as a PDF. It is applied for when there is none yet.",
	fields,
	run: receipt,
	waits: true,
	endpoints: [
		...[`${BILL}/out-bill-no`, `${BILL}/transfer-bill-no`, BATCH, DETAIL].map((path) => `POST ${path}`),
		...[`${BILL}/out-bill-no/{out_bill_no}`, `${BILL}/transfer-bill-no/{transfer_bill_no}`, `${BATCH}/{out_batch_no}`, DETAIL].map((path) => `GET ${path}`),
		'GET /v3/transferdownload/elecvoucherfile',
		'GET /v3/transferdownload/signfile',
	],
};

const ASKING: Record<string, (parameters: IDataObject) => Asking> = {
	transfer: ({ transferBy, out_bill_no, transfer_bill_no }) =>
		transferBy === 'transfer_bill_no'
			? byNumber(`${BILL}/transfer-bill-no`, { transfer_bill_no })
			: byNumber(`${BILL}/out-bill-no`, { out_bill_no }),
	batch: ({ out_batch_no }) => byNumber(BATCH, { out_batch_no }),
	detail: ({ accept_type, out_batch_no, out_detail_no }) => {
		const named = { accept_type, ...(out_batch_no !== undefined && { out_batch_no }), out_detail_no };
		return { query: { method: 'GET', path: DETAIL, query: named }, apply: { method: 'POST', path: DETAIL, body: named, repeatable: true } };
	},
};

function byNumber(path: string, number: IDataObject): Asking {
	return {
		query: { method: 'GET', path: `${path}/${encodeURIComponent(String(Object.values(number)[0]))}` },
		apply: { method: 'POST', path, body: number, repeatable: true },
	};
}

async function receipt(call: Call): Promise<Result[]> {
	const { parameters, context } = call;
	const asking = ASKING[String(parameters.receiptOf)](parameters as IDataObject);
	const ready = await finished(asking, call);
	const content = await download(ready, call);
	const { out_bill_no, transfer_bill_no, out_batch_no, out_detail_no } = parameters as IDataObject;
	const numbers = [out_detail_no, out_bill_no, transfer_bill_no, out_batch_no].filter(Boolean);
	const { data, about } = await outputFile(context, { content, fileName: `transfer-receipt-${String(numbers[0])}.pdf`, contentType: 'application/pdf' });
	return [
		{
			json: {
				out_bill_no: out_bill_no ?? null,
				transfer_bill_no: transfer_bill_no ?? null,
				out_batch_no: out_batch_no ?? null,
				out_detail_no: out_detail_no ?? null,
				applied_at: ready.create_time ?? null,
				...about,
			},
			binary: { [String(parameters.outputPropertyName)]: data },
		},
	];
}

/** The receipt when it can be fetched. */
async function finished(asking: Asking, call: Call): Promise<IDataObject> {
	const stop = call.context.getExecutionCancelSignal();
	const deadline = Date.now() + Number(call.parameters.waitSeconds ?? 0) * 1000;
	let found = await asked(asking, call);
	if (!found) await applied(asking, call);
	for (let tries = 0; ; tries++) {
		found ??= await asked(asking, call);
		const state = found?.state ?? found?.signature_status;
		if (state === 'FINISHED' && found?.download_url) return found;
		if (state === 'FAILED') {
			throw new InvalidInput('WeChat Pay could not make the receipt', `It says: ${String(found?.fail_reason ?? 'nothing')}. Look at pay.weixin.qq.com for the receipt`);
		}
		const pause = PAUSES[Math.min(tries, PAUSES.length - 1)] * 1000;
		if (stop?.aborted || Date.now() + pause > deadline) {
			throw new Unreachable('WeChat Pay is still making the receipt', 'It has been applied for: run it again in a few minutes', 'not done');
		}
		await sleep(pause);
		found = undefined;
	}
}

/** `undefined`: nobody has applied for it. */
async function asked({ query }: Asking, { client }: Call): Promise<IDataObject | undefined> {
	return await client
		.json(query)
		.catch(async (error: unknown) => (isRefusedWith(error, ['NOT_FOUND', 'RESOURCE_NOT_EXISTS']) ? undefined : await Promise.reject(error as Error)));
}

async function applied({ apply }: Asking, { client }: Call): Promise<void> {
	await client
		.json(apply)
		.catch(async (error: unknown) => (isRefusedWith(error, ['ALREADY_EXISTS']) ? undefined : await Promise.reject(error as Error)));
}

/** The file is not signed; the hash, which was, vouches for it (wechat-pay.md §1.3). */
async function download(ready: IDataObject, call: Call): Promise<Buffer> {
	const content = await fetched(ready, call);
	if (hasHash(content, String(ready.hash_type ?? 'SHA256'), String(ready.hash_value))) return content;
	throw new Unreachable(
		'The receipt was damaged or changed on its way: its hash is not the one that WeChat Pay gave',
		'Run it again; if it stays so, check the network and the Base URL in the credential',
		'not done',
	);
}

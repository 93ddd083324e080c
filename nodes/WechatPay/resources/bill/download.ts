import type { IDataObject } from 'n8n-workflow';
import type { Call } from '../../../operation/operation';
import { hasHash } from '../../../protocol/pay/bill';
import { decryptFile, Undecipherable } from '../../../protocol/pay/cipher';
import { gunzip } from '../../../protocol/pay/gunzip';
import { merchantOf } from '../../../protocol/pay/merchant';
import { translatingOnly } from '../../../protocol/translating';
import { Unreachable } from '../../../transport/errors';
import type { WireRequest } from '../../../transport/request';
import { isRefusedWith } from '../../../transport/wechatPay';

const AGAIN = 'Run it again; if it stays so, check the network and the Base URL in the credential';
const WITH_THE_KEY = 'Run it again; if it stays so, check “Merchant Private Key” and “Base URL” in the credential';

/**
 * Fetches the file of a bill (wechat-pay.md §3.5): asks for its address, then for the file, which is packed, or comes
 * in encrypted parts.
 * @returns `undefined` when there was no business on that day
 * @throws Unreachable when the file is not the one that WeChat Pay means
 */
export async function download(request: WireRequest, call: Call): Promise<Buffer | undefined> {
	const bill = await call.client.json(request).catch((error: unknown) => {
		if (isRefusedWith(error, ['NO_STATEMENT_EXIST'])) return undefined;
		return Promise.reject(error as Error);
	});
	if (!bill) return undefined;
	return 'download_url' in bill ? await plain(bill, call) : await sealed(bill, call);
}

async function plain(bill: IDataObject, call: Call): Promise<Buffer> {
	const packed = await fetched(bill, call);
	// What cannot be unpacked does not have the hash either.
	const content = await gunzip(packed).catch(() => packed);
	// The download is not signed; this hash, which was, vouches for it.
	if (hasHash(content, String(bill.hash_type ?? 'SHA1'), String(bill.hash_value))) return content;
	throw new Unreachable('The bill was damaged or changed on its way: its hash is not the one that WeChat Pay gave', AGAIN, 'not done');
}

/** Several files in their order are the bill. That a part opens proves that it is whole. */
async function sealed({ download_bill_list: list }: IDataObject, call: Call): Promise<Buffer | undefined> {
	const parts = [...((list ?? []) as IDataObject[])].sort((a, b) => Number(a.bill_sequence) - Number(b.bill_sequence));
	if (parts.length === 0) return undefined;
	const { privateKey } = merchantOf(call.credentials);
	const files: Buffer[] = [];
	for (const part of parts) {
		const content = await fetched(part, call);
		files.push(
			translatingOnly(
				Undecipherable,
				() => decryptFile(content, String(part.encrypt_key), String(part.nonce), privateKey),
				({ message }) => new Unreachable(`The bill cannot be read. ${message}`, WITH_THE_KEY, 'not done'),
			),
		);
	}
	return Buffer.concat(files);
}

/** The file at a `download_url`. What it holds is not signed: its hash has to be checked. */
export async function fetched({ download_url: url }: IDataObject, { client }: Pick<Call, 'client'>): Promise<Buffer> {
	// The host comes from the credential: it may be a relay.
	const { pathname, searchParams } = new URL(String(url));
	const answer = await client.file({ method: 'GET', path: pathname, query: Object.fromEntries(searchParams) as IDataObject });
	return 'file' in answer ? answer.file.content : Buffer.from(JSON.stringify(answer.json));
}

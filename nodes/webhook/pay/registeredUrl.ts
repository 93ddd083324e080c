import type { IDataObject } from 'n8n-workflow';
import type { WireRequest } from '../../transport/request';
import { isRefusedWith } from '../../transport/wechatPay';
import { asked, removed, written, type Registration } from './registrations';

/** Who asks WeChat Pay, and for which merchant. */
export interface Desk {
	call(request: WireRequest): Promise<IDataObject>;
	mchid: string;
}

/** What WeChat Pay says where no URL has been registered. */
const NONE = ['NOT_FOUND', 'RESOURCE_NOT_EXISTS'];

/** The URL that WeChat Pay reports to; `undefined` when there is none. */
export async function registeredUrl(registration: Registration, { call, mchid }: Desk): Promise<string | undefined> {
	const answer = await call(asked(registration, mchid)).catch(unlessNone);
	return String(answer[registration.field] ?? '') || undefined;
}

/** Puts a URL where there is none, or in the place of another one. */
export async function putUrl(registration: Registration, url: string, isFirst: boolean, desk: Desk): Promise<void> {
	await desk.call(written(registration, url, isFirst, desk.mchid)).catch(async (refusal: unknown) => {
		// A try that got no answer may have been carried out.
		if ((await registeredUrl(registration, desk)) !== url) return await Promise.reject(refusal as Error);
		return undefined;
	});
}

/**
 * Takes a URL away.
 * @returns false where WeChat Pay has no way to
 */
export async function takeUrl(registration: Registration, url: string, { call, mchid }: Desk): Promise<boolean> {
	const request = removed(registration, url, mchid);
	if (request) await call(request).catch(unlessNone);
	return request !== undefined;
}

function unlessNone(error: unknown): IDataObject | Promise<never> {
	return isRefusedWith(error, NONE) ? {} : Promise.reject(error as Error);
}

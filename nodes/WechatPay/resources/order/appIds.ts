import type { IDataObject } from 'n8n-workflow';
import { InvalidInput, type Parameters } from '../../../operation/operation';
import type { Credentials } from '../../../transport/product';
import { additional, appIdOf } from '../fields';
import { isPartner } from '../merchantType';

/** The App ID of a partner's merchant, where one is entered. */
export function subAppIdOf(parameters: Parameters): string | undefined {
	return isPartner(parameters) ? String(additional(parameters).sub_appid ?? '').trim() || undefined : undefined;
}

/** The App IDs of an order, by WeChat's names. */
export function appIdsOf(parameters: Parameters, credentials: Credentials): IDataObject {
	const appid = appIdOf(parameters, credentials);
	return isPartner(parameters) ? { sp_appid: appid, sub_appid: subAppIdOf(parameters) } : { appid };
}

/**
 * The App ID of the page, Mini Program or app that opens the payment, to which the payer's openid belongs (wechat-pay.md §3.2).
 * @throws InvalidInput
 */
export function clientAppIdOf(parameters: Parameters, credentials: Credentials): string {
	if (!isPartner(parameters) || parameters.openidOf === 'sp_openid') return appIdOf(parameters, credentials);
	const ofMerchant = subAppIdOf(parameters);
	if (ofMerchant) return ofMerchant;
	if (parameters.openidOf === undefined) return appIdOf(parameters, credentials);
	throw new InvalidInput('“Sub-Merchant\'s App ID” is empty', 'Add it under Additional Fields: the openid belongs to it');
}

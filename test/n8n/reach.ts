import type { IDataObject } from 'n8n-workflow';
import type { Client } from '../simulator/client';
import { choose } from './cases/case';
import type { NodeInput } from './engine';
import { addNotice, addTemplate, form } from './templates';
import { customerService, type Wechat } from './wechat';

export const CHAT = '/cgi-bin/message/custom/send';
export const TEMPLATE = '/cgi-bin/message/template/send';
export const NOTICE = '/cgi-bin/message/subscribe/bizsend';

/** The account's templates for Reach Customer. */
export interface Templates {
	template: string;
	notice: string;
}

/** 支付金额 (amount2) of the template, and 付款金额 (amount1) with 商品 (thing2) of the notice. */
export async function addTemplates(client: Client): Promise<Templates> {
	return { template: await addTemplate(client, ['支付金额']), notice: await addNotice(client) };
}

export const AMOUNT = { id: 'amount2', displayName: '支付金额 (amount2)', required: true };
export const NOTICE_AMOUNT = { id: 'amount1', displayName: '付款金额 (amount1)', required: true };

/** A payment of ¥99.00 is told in every way. */
export function paid(touser: unknown, { template, notice }: Templates, more: IDataObject = {}): IDataObject {
	return {
		...{ recipient: 'openid', touser, msgtype: 'text', content: 'Paid' },
		...{ template_id: choose(template), data: form({ amount2: '99' }, [AMOUNT]) },
		...{ notice_template_id: choose(notice), notice_data: form({ amount1: '99', thing2: 'Tea' }, [NOTICE_AMOUNT]) },
		...more,
	} as IDataObject;
}

export const reach = (parameters: IDataObject, settings: Partial<NodeInput> = {}) =>
	customerService('message', 'reach', parameters, settings as never);

/** The ways that were tried, in order. */
export async function tries({ calls }: Wechat): Promise<string[]> {
	return (await calls()).map(({ path }) => path).filter((path) => [CHAT, TEMPLATE, NOTICE].includes(path));
}

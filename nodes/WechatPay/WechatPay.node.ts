import {
	NodeConnectionTypes,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeType,
	type INodeTypeDescription,
} from 'n8n-workflow';
import { execute } from '../operation/execute';
import { properties } from '../operation/properties';
import { wechatPay } from '../transport/wechatPay';
import { resources } from './resources';

/** What a WeChat Pay merchant or partner does with money: orders, refunds, bills, transfers, red packets, complaints. */
export class WechatPay implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'WeChat Pay',
		name: 'wechatPay',
		icon: { light: 'file:../../icons/wechatPay.svg', dark: 'file:../../icons/wechatPay.dark.svg' },
		group: ['output'],
		version: 1,
		subtitle: '={{ $parameter["operation"] + ": " + $parameter["resource"] }}',
		description: 'Orders, refunds, bills, transfers, red packets and complaints of a WeChat Pay merchant',
		defaults: { name: 'WeChat Pay' },
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		usableAsTool: true,
		credentials: [{ name: 'wechatPayApi', required: true }],
		properties: properties(resources),
	};

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return await execute(this, wechatPay, resources);
	}
}

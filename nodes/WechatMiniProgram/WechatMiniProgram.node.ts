import {
	NodeConnectionTypes,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeType,
	type INodeTypeDescription,
} from 'n8n-workflow';
import { execute } from '../operation/execute';
import { properties } from '../operation/properties';
import { wechat } from '../transport/wechat';
import { resources } from './resources';

/** Customers of a WeChat Mini Program. */
export class WechatMiniProgram implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'WeChat Mini Program',
		name: 'wechatMiniProgram',
		icon: { light: 'file:../../icons/wechatMiniProgram.svg', dark: 'file:../../icons/wechatMiniProgram.dark.svg' },
		group: ['output'],
		version: 1,
		subtitle: '={{ $parameter["operation"] + ": " + $parameter["resource"] }}',
		description: 'Customers of a WeChat Mini Program',
		defaults: { name: 'WeChat Mini Program' },
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		usableAsTool: true,
		credentials: [{ name: 'wechatApi', required: true }],
		properties: properties(resources),
	};

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return await execute(this, wechat, resources);
	}
}

import { NodeConnectionTypes, type INodeProperties, type INodeType, type INodeTypes } from 'n8n-workflow';
import { WechatCustomerService } from '../../../nodes/WechatCustomerService/WechatCustomerService.node';
import { WechatMiniProgram } from '../../../nodes/WechatMiniProgram/WechatMiniProgram.node';
import { WechatOfficialAccount } from '../../../nodes/WechatOfficialAccount/WechatOfficialAccount.node';
import { WechatPay } from '../../../nodes/WechatPay/WechatPay.node';
import { WechatPayTrigger } from '../../../nodes/WechatPayTrigger/WechatPayTrigger.node';
import { WechatTrigger } from '../../../nodes/WechatTrigger/WechatTrigger.node';
import { helperNodes } from './helperNodes';

const PACKAGE = 'n8n-nodes-wechat-business';

/** Every node of the package, as n8n holds it: one instance. */
export const packageNodes: INodeType[] = [
	new WechatTrigger(),
	new WechatOfficialAccount(),
	new WechatCustomerService(),
	new WechatMiniProgram(),
	new WechatPay(),
	new WechatPayTrigger(),
];

const types = new Map<string, INodeType>([
	...packageNodes.map((node) => [`${PACKAGE}.${node.description.name}`, node] as const),
	...helperNodes.map((node) => [`test.${node.description.name}`, node] as const),
]);

for (const [name, node] of [...types]) {
	if (node.description.usableAsTool) types.set(`${name}Tool`, asTool(node));
}

/** n8n 2.40.7: `getByNameAndVersion` of dist/node-types.js, `convertNodeToAiTool` of dist/tool-generation/ai-tools.js. */
function asTool(node: INodeType): INodeType {
	const properties = Object.create(node.description.properties) as INodeProperties[];
	const description = Object.create(node.description, { properties: { value: properties } }) as INodeType['description'];
	const tool = Object.create(node, { description: { value: description } }) as INodeType;
	description.name += 'Tool';
	description.inputs = [];
	description.outputs = [NodeConnectionTypes.AiTool];
	description.displayName += ' Tool';
	properties.splice(
		0,
		0,
		{
			displayName: 'Tool Description',
			name: 'descriptionType',
			type: 'options',
			noDataExpression: true,
			options: [
				{ name: 'Set Automatically', value: 'auto' },
				{ name: 'Set Manually', value: 'manual' },
			],
			default: 'auto',
		},
		{
			displayName: 'Description',
			name: 'toolDescription',
			type: 'string',
			default: description.description,
			required: true,
			displayOptions: { show: { descriptionType: ['manual'] } },
		},
	);
	return tool;
}

/** The node's full type, by the name in its description; helpers of the tests and AI tools too. */
export function typeNamed(name: string): string {
	const full = [`${PACKAGE}.${name}`, `test.${name}`].find((type) => types.has(type));
	if (full) return full;
	throw new Error(`There is no node ${name}`);
}

/** Types that may use the package's credentials: its own nodes, and the tools that n8n makes of them. */
export const supportedNodes = [...types.keys()].filter((name) => name.startsWith(`${PACKAGE}.`));

/** n8n's registry, as far as an execution asks it. */
export const nodeTypes: INodeTypes = {
	getByName: (name) => types.get(name) as INodeType,
	getByNameAndVersion: (name) => types.get(name) as INodeType,
	getKnownTypes: () => ({}),
};

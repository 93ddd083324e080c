import type { INodeProperties, INodeTypeDescription } from 'n8n-workflow';
import { groupNames } from '../webhook/wechat/groups';
import { rule } from './rule';

/**
 * The trigger's outputs, as an expression of n8n over its parameters: as many as `outputCount` says.
 * A text, because a function in a description breaks the copies that n8n makes of it.
 */
export const configuredOutputs = [
	'={{ (',
	`$parameter["outputs"] === "groups" ? ${JSON.stringify(groupNames)} : `,
	'$parameter["outputs"] === "rules" ? ',
	'(($parameter["rules"] || {}).rule || [])',
	'.map((rule, index) => String(rule.name || "").trim() || "Rule " + (index + 1))',
	'.concat($parameter["unmatched"] === "ignore" ? [] : ["Everything Else"])',
	' : [""]',
	').map((name) => name ? ({ type: "main", displayName: name }) : ({ type: "main" })) }}',
].join('') as INodeTypeDescription['outputs'];

/** Which output an item goes to: read by webhook/wechat/rules. */
export const outputs: INodeProperties[] = [
	{
		displayName: 'Outputs',
		name: 'outputs',
		type: 'options',
		noDataExpression: true,
		default: 'one',
		options: [
			{
				name: 'One',
				value: 'one',
				description: 'Everything leaves the trigger at one point',
			},
			{
				name: 'One per Group',
				value: 'groups',
				description: 'Message, Follow, Menu, Results (of what was sent or checked, and answers to subscription requests) and Other',
			},
			{
				name: 'One per Rule',
				value: 'rules',
				description: 'By keywords, menu keys and QR codes that you name, for example one answer per keyword',
			},
		],
		description: 'How many ways lead on from the trigger',
	},
	{
		displayName: 'Rules',
		name: 'rules',
		type: 'fixedCollection',
		typeOptions: { multipleValues: true, sortable: true },
		placeholder: 'Add Rule',
		default: {},
		displayOptions: { show: { outputs: ['rules'] } },
		description: 'Tried from top to bottom: the first rule that fits gets the message or event, and the others do not see it',
		options: [{ displayName: 'Rule', name: 'rule', values: rule }],
	},
	{
		displayName: 'When No Rule Fits',
		name: 'unmatched',
		type: 'options',
		noDataExpression: true,
		default: 'output',
		options: [
			{
				name: 'Everything Else Output',
				value: 'output',
				description: 'It leaves by a last output, called Everything Else',
			},
			{
				name: 'Ignore',
				value: 'ignore',
				description: 'It is answered at once, without an execution',
			},
		],
		displayOptions: { show: { outputs: ['rules'] } },
		description: 'What happens with messages and events that no rule is for',
	},
];

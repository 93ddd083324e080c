import { NodeHelpers, Workflow, type INode, type INodeParameters, type INodeProperties, type INodeTypeDescription } from 'n8n-workflow';
import { filters } from '../../nodes/WechatTrigger/filters';
import { configuredOutputs, outputs } from '../../nodes/WechatTrigger/outputs';
import { WechatTrigger } from '../../nodes/WechatTrigger/WechatTrigger.node';
import { outputCount, whyRulesAreWrong, type OutputParameters } from '../../nodes/webhook/wechat/rules';

const added = [filters, ...outputs].filter(({ name }) => !new WechatTrigger().description.properties.some((one) => one.name === name));

/** The trigger as it is with these properties, whoever has put them in. */
const description: INodeTypeDescription = {
	...new WechatTrigger().description,
	outputs: configuredOutputs,
	properties: [...new WechatTrigger().description.properties, ...added],
};

const type = { description };
const nodeTypes = { getByName: () => type, getByNameAndVersion: () => type, getKnownTypes: () => ({}) };

/** The node as the editor and n8n have it, with its defaults. */
function opened(parameters: INodeParameters): { workflow: Workflow; node: INode } {
	const given: INode = { id: '1', name: 'WeChat Trigger', type: 'wechatTrigger', typeVersion: 1, position: [0, 0], parameters };
	const workflow = new Workflow({ nodes: [given], connections: {}, active: false, nodeTypes });
	return { workflow, node: workflow.getNode(given.name)! };
}

function shown(parameters: INodeParameters) {
	const { workflow, node } = opened(parameters);
	return NodeHelpers.getNodeOutputs(workflow, node, description);
}

const named = (...names: string[]) => names.map((displayName) => ({ type: 'main', displayName }));
const rule = (name: string, more = {}) => ({ name, match: 'is', values: 'a', ...more });

const VARIANTS: Array<[string, INodeParameters, object[]]> = [
	['as the node is dropped', {}, [{ type: 'main' }]],
	['one', { outputs: 'one' }, [{ type: 'main' }]],
	['one, with rules of an earlier choice', { outputs: 'one', rules: { rule: [rule('A')] } }, [{ type: 'main' }]],
	['groups', { outputs: 'groups' }, named('Message', 'Follow', 'Menu', 'Results', 'Other')],
	['rules, none yet', { outputs: 'rules' }, named('Everything Else')],
	['rules, an empty list', { outputs: 'rules', rules: { rule: [] } }, named('Everything Else')],
	['rules, none yet, the rest ignored', { outputs: 'rules', unmatched: 'ignore' }, []],
	[
		'rules, with a name and without',
		{ outputs: 'rules', rules: { rule: [rule('Coupons'), rule(''), rule('  '), { match: 'regex', pattern: 'a' }] } },
		named('Coupons', 'Rule 2', 'Rule 3', 'Rule 4', 'Everything Else'),
	],
	['rules, the rest ignored', { outputs: 'rules', rules: { rule: [rule('退款 "A" }} \\')] }, unmatched: 'ignore' }, named('退款 "A" }} \\')],
	['rules, a number for a name', { outputs: 'rules', rules: { rule: [{ name: 618, match: 'is' } as never] }, unmatched: 'ignore' }, named('618')],
];

describe("the trigger's outputs, as n8n works them out", () => {
	it.each(VARIANTS)('%s', (_, parameters, expected) => {
		expect(shown(parameters)).toEqual(expected);
		const { node } = opened(parameters);
		expect(outputCount(node.parameters as OutputParameters)).toBe(expected.length);
	});

	it('are connected to the next nodes', () => {
		const { workflow, node } = opened({ outputs: 'groups' });
		expect(NodeHelpers.getConnectionTypes(NodeHelpers.getNodeOutputs(workflow, node, description))).toEqual(Array(5).fill('main'));
		expect(NodeHelpers.isExecutable(workflow, node, description)).toBe(true);
	});

	it('are a text, which n8n can copy', () => {
		expect(typeof configuredOutputs).toBe('string');
		expect(structuredClone(description)).toEqual(description);
	});
});

describe('the parameters in workflows that are stored', () => {
	const choicesOf = (property?: INodeProperties) => (property?.options ?? []).map((one) => ('value' in one ? one.value : one.name));
	const ruleFields = (outputs[1].options![0] as { values: INodeProperties[] }).values;

	it('have the names that they keep for ever', () => {
		expect([filters.name, choicesOf(filters)]).toEqual(['filters', ['statuses', 'menuKeys', 'neverOpenids', 'onlyOpenids', 'scenes']]);
		expect(outputs.map(({ name }) => name)).toEqual(['outputs', 'rules', 'unmatched']);
		expect(choicesOf(outputs[0])).toEqual(['one', 'groups', 'rules']);
		expect(choicesOf(outputs[1])).toEqual(['rule']);
		expect(choicesOf(outputs[2])).toEqual(['output', 'ignore']);
		expect([...new Set(ruleFields.map(({ name }) => name))]).toEqual(['name', 'match', 'values', 'pattern']);
		expect(choicesOf(ruleFields[1]).sort()).toEqual(['contains', 'is', 'menuKey', 'regex', 'scene', 'startsWith']);
		expect(choicesOf(filters.options![0] as INodeProperties)).toEqual(['delivered', 'blocked', 'failed']);
	});

	it.each(choicesOf(ruleFields[1]).map(String))('a rule by %s shows one field, which it reads', (match) => {
		const typed = { name: 'A', match, values: 'a', pattern: 'a' };
		const { node } = opened({ outputs: 'rules', rules: { rule: [typed] } });
		const [kept] = (node.parameters.rules as { rule: INodeParameters[] }).rule;
		const visible = ruleFields.filter((field) => NodeHelpers.displayParameter(typed, field, node, description)).map(({ name }) => name);
		expect(visible).toEqual(['name', 'match', match === 'regex' ? 'pattern' : 'values']);
		expect(Object.keys(kept).sort()).toEqual([...visible].sort());
		expect(whyRulesAreWrong({ rule: [kept] })).toBeUndefined();
	});

	it('n8n itself marks a rule without keywords', () => {
		const { node } = opened({ outputs: 'rules', rules: { rule: [rule('A', { values: '' })] } });
		expect(JSON.stringify(NodeHelpers.getNodeParametersIssues(description.properties, node, description))).toContain('Keywords');
	});
});

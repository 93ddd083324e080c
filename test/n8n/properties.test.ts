import { deepCopy, NodeHelpers, type INodeProperties, type INodePropertyOptions, type INodeTypeDescription } from 'n8n-workflow';
import { nodes as resourcesByNode } from '../inventory/operations';
import { credentialTypes } from './engine/credentials';
import { nodeTypes, packageNodes, typeNamed } from './engine/nodeTypes';

/** What n8n's editor is given: n8n refuses or silently loses what breaks one of these rules. */

interface Placed {
	property: INodeProperties;
	/** `follower getAll › options › businessid` */
	path: string;
}

/** Properties with those inside of collections. */
function all(properties: INodeProperties[], path = ''): Placed[] {
	return properties.flatMap((property) => {
		const { resource = [], operation = [] } = property.displayOptions?.show ?? {};
		const own = `${path || [...resource!, ...operation!].join(' ')} › ${property.name}`;
		const inner = (property.options ?? []).flatMap((option) => {
			if ('values' in option) return all(option.values, own);
			return 'type' in option ? all([option], own) : [];
		});
		return [{ property, path: own }, ...inner];
	});
}

const choices = ({ type, options }: INodeProperties): INodePropertyOptions[] =>
	type === 'options' || type === 'multiOptions' ? ((options ?? []) as INodePropertyOptions[]) : [];

const nodes = packageNodes.map((node) => [node.description.name, node.description] as const);
const actionNodes = nodes.filter(([name]) => name in resourcesByNode);

describe.each(nodes)('%s', (_, description) => {
	const placed = all(description.properties);

	test('functions in a description: DataCloneError at the start of n8n', () => {
		expect(structuredClone(description)).toEqual(description);
		expect(JSON.parse(JSON.stringify(description))).toEqual(description);
		expect(deepCopy(description)).toEqual(description);
	});

	test('a name with a dot is stored nested, and comes back as its default', () => {
		expect(placed.filter(({ property: { name } }) => !/^[A-Za-z][A-Za-z0-9_]*$/.test(name)).map(({ path }) => path)).toEqual([]);
	});

	test('nothing of our own language gets to the editor', () => {
		const ours = ['at', 'sendEmpty', 'sendAs', 'max', 'matches', 'list', 'trims', 'read', 'properties'];
		expect(placed.filter(({ property }) => ours.some((key) => key in property)).map(({ path }) => path)).toEqual([]);
	});

	test('n8n keeps some names for itself', () => {
		const wanted: Record<string, Partial<INodeProperties>> = {
			resource: { type: 'options', noDataExpression: true },
			operation: { type: 'options', noDataExpression: true },
			returnAll: { type: 'boolean', default: false },
			limit: { type: 'number', default: 50, description: 'Max number of results to return' },
			simplify: { type: 'boolean', default: true },
			options: { type: 'collection', default: {} },
		};
		for (const { property, path } of placed) {
			// In a trigger n8n reads it: `binaryData` keeps it from the body of a request.
			const isForN8n = property.name === 'options' && property.type === 'hidden';
			const rule = isForN8n ? { default: { binaryData: true } } : wanted[property.name];
			if (rule) expect({ path, ...property }).toMatchObject({ path, ...rule });
			// Used by n8n itself, or with a meaning of its own.
			expect([path, ['binaryData', 'authentication', 'toolDescription', 'descriptionType', 'nodeCredentialType']]).not.toContain(property.name);
		}
	});

	test('every property has a name for people, a default that is a valid choice, and no empty description', () => {
		for (const { property, path } of placed) {
			expect([path, property.displayName]).toEqual([path, expect.stringMatching(/\S/)]);
			expect([path, property.default]).not.toEqual([path, undefined]);
			expect([path, property.description ?? 'none']).toEqual([path, expect.stringMatching(/\S/)]);
			if (property.type === 'options') {
				expect([path, choices(property).map(({ value }) => value)]).toEqual([path, expect.arrayContaining([property.default])]);
			}
		}
	});

	test('choices are unique, and from five on in the order of the alphabet', () => {
		for (const { property, path } of placed) {
			const options = choices(property);
			for (const key of ['name', 'value'] as const) {
				const values = options.map((option) => option[key]);
				expect([path, values]).toEqual([path, [...new Set(values)]]);
			}
			const names = options.map(({ name }) => name).filter((name) => name !== 'Everything' && !name.startsWith('*'));
			if (names.length >= 5) expect([path, names]).toEqual([path, [...names].sort((a, b) => a.localeCompare(b, 'en'))]);
		}
	});

	test('is shown under conditions that exist: a typing error hides a field for ever', () => {
		for (const property of description.properties) {
			for (const [name, values] of Object.entries(property.displayOptions?.show ?? {})) {
				if (name === '@tool') continue;
				const others = description.properties.filter((other) => other.name === name && mayMeet(other, property, name));
				expect([property.name, name, others.length > 0]).toEqual([property.name, name, true]);
				const possible = others.flatMap((other) => (other.type === 'boolean' ? [true, false] : choices(other).map(({ value }) => value)));
				expect([property.name, name, possible]).toEqual([property.name, name, expect.arrayContaining(values as unknown[])]);
			}
		}
	});
});

describe.each(actionNodes)('%s', (name, description) => {
	const { properties } = description;

	test('what decides whether a required field is shown is no expression: n8n would ask for the field all the same', () => {
		const isEmpty = ({ default: value }: INodeProperties) => ['""', '{}', '{"mode":"list","value":""}'].includes(JSON.stringify(value));
		const asked = properties.filter((property) => property.required && isEmpty(property));
		const wrong = asked.flatMap((field) =>
			Object.keys(field.displayOptions?.show ?? {}).flatMap((deciding) =>
				properties.filter((one) => one.name === deciding && !one.noDataExpression && mayMeet(one, field, deciding)).map(() => `${deciding}: ${field.name}`),
			),
		);
		// The type of a file may come with it: who lets an expression choose it gives a video's title too.
		expect(wrong).toEqual(name === 'wechatOfficialAccount' ? ['type: title', 'type: introduction'] : []);
	});

	test('two fields of one name are never shown at once: the editor would show one of them', () => {
		const clashes = resourcesByNode[name].flatMap(({ value: resource, operations: list }) =>
			list.flatMap(({ value: operation }) => {
				const own = fieldsOf(properties, resource, operation);
				return own.flatMap((one, index) => own.slice(index + 1).filter((other) => other.name === one.name && mayMeet(one, other)).map(() => `${resource} ${operation} ${one.name}`));
			}),
		);
		expect(clashes).toEqual([]);
	});

	test('resources and operations stand in the order of the alphabet, and the first one of each is the default', () => {
		const [resource, ...rest] = properties;
		const sorted = (options: INodePropertyOptions[]) => [...options].sort((a, b) => a.name.localeCompare(b.name, 'en'));
		for (const property of [resource, ...rest.filter((one) => one.name === 'operation')]) {
			expect(choices(property)).toEqual(sorted(choices(property)));
		}
		expect(resource.name).toBe('resource');
	});

	test('every operation says what it does, in the node panel too', () => {
		for (const property of properties.filter((one) => one.name === 'operation')) {
			for (const option of choices(property)) {
				expect(option).toMatchObject({
					name: expect.stringMatching(/^[A-Z]/),
					value: expect.stringMatching(/^[a-z][A-Za-z]*$/),
					action: expect.stringMatching(/^[A-Z][^A-Z]* |^[A-Z][a-z]+$/),
					description: expect.stringMatching(/^[A-Z].{15,}/),
				});
				expect([option.value, option.description?.endsWith('.') && !option.description.slice(0, -1).includes('.')]).toEqual([option.value, false]);
			}
		}
		const actions = properties.filter((one) => one.name === 'operation').flatMap(choices).map(({ action }) => action);
		expect(actions).toEqual([...new Set(actions)]);
	});

	const operations = resourcesByNode[name].flatMap((resource) => resource.operations.map((operation) => [resource.value, operation.value] as const));

	test.each(operations)('%s %s: n8n fills in every field’s default, and only its own fields', (resource, operation) => {
		const filled = NodeHelpers.getNodeParameters(
			properties,
			{ resource, operation },
			true,
			false,
			{ typeVersion: 1 },
			description,
		);
		const own = ['resource', 'operation', ...fieldsOf(properties, resource, operation).map((one) => one.name)];
		expect(filled).toMatchObject({ resource, operation });
		expect(own).toEqual(expect.arrayContaining(Object.keys(filled!)));
	});

	test('as a tool it is the same node with the tool’s connections', () => {
		const tool = nodeTypes.getByNameAndVersion(typeNamed(`${name}Tool`)).description as INodeTypeDescription;
		expect(tool).toMatchObject({ name: `${name}Tool`, inputs: [], outputs: ['ai_tool'], credentials: description.credentials });
		expect(description.properties.some((one) => one.name === 'descriptionType')).toBe(false);
	});

	test('every search of a chooser exists', () => {
		const searches = all(properties).flatMap(({ property }) =>
			(property.modes ?? []).flatMap(({ typeOptions }) => typeOptions?.searchListMethod ?? []),
		);
		const node = packageNodes.find((one) => one.description.name === name)!;
		expect(Object.keys(node.methods?.listSearch ?? {})).toEqual(expect.arrayContaining(searches));
	});
});

test('each node has one credential, which exists: the merchant’s for WeChat Pay, the account’s for the others', () => {
	for (const [name, { credentials }] of nodes) {
		const wanted = name.startsWith('wechatPay') ? 'wechatPayApi' : 'wechatApi';
		expect([name, credentials!.map((one) => [one.name, one.required])]).toEqual([name, [[wanted, true]]]);
		expect(credentialTypes[wanted].name).toBe(wanted);
	}
});

/** What the editor may show for an operation. */
function fieldsOf(properties: INodeProperties[], resource: string, operation: string): INodeProperties[] {
	return properties.filter(({ displayOptions: { show } = {} }) => show?.resource?.includes(resource) && show.operation?.includes(operation));
}

/** Whether both can be shown with the same values; `but` is left out of the comparison. */
function mayMeet(one: INodeProperties, other: INodeProperties, but?: string): boolean {
	const [a, b] = [one, other].map(({ displayOptions }) => displayOptions?.show ?? {});
	return Object.keys(a).every((key) => {
		const [values, others] = [a[key], b[key]] as unknown[][];
		return key === but || !others || values.some((value) => others.includes(value));
	});
}

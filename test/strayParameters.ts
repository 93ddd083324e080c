import { isResourceLocatorValue, NodeHelpers, type INode, type INodeParameters, type INodeProperties, type INodeTypeDescription } from 'n8n-workflow';

/** Where a value stands in its node. */
interface Place {
	node: INode;
	description: INodeTypeDescription;
	/** All of the node's parameters, with defaults. */
	root: INodeParameters;
	path: string;
}

/** What a node says that its type does not show: misspelt names, fields of another operation, choices that there are not. */
export function strayParameters(node: INode, description: INodeTypeDescription): string[] {
	const parameters = Object.fromEntries(Object.entries(node.parameters).map(([name, value]) => [name, chosen(value)])) as INodeParameters;
	const root = NodeHelpers.getNodeParameters(description.properties, parameters, true, false, node, description) ?? {};
	return strays(description.properties, parameters, { node, description, root, path: '' });
}

/** What is left to the user to choose, as if it were chosen: other fields are shown then. */
function chosen(value: unknown): unknown {
	return isResourceLocatorValue(value) && value.value === '' ? { ...value, value: 'chosen' } : value;
}

function strays(properties: INodeProperties[], values: INodeParameters, place: Place): string[] {
	const { node, description, root } = place;
	const all = { ...defaults(properties), ...(place.path === '' ? root : values) };
	return Object.entries(values).flatMap(([name, value]) => {
		const here = { ...place, path: `${place.path}${name}` };
		const shown = properties.find((property) => property.name === name && NodeHelpers.displayParameter(all, property, node, description, root));
		return shown ? wrongIn(shown, value, here) : [here.path];
	});
}

function wrongIn({ type, options = [] }: INodeProperties, value: unknown, place: Place): string[] {
	const inside = { ...place, path: `${place.path}.` };
	if (type === 'collection') return strays(options as INodeProperties[], value as INodeParameters, inside);
	if (type === 'fixedCollection') {
		return Object.entries(value as INodeParameters).flatMap(([name, given]) => {
			const group = options.find((option) => option.name === name);
			if (!group || !('values' in group)) return [`${inside.path}${name}`];
			return [given].flat().flatMap((one) => strays(group.values, one as INodeParameters, { ...inside, path: `${inside.path}${name}.` }));
		});
	}
	const choices = [value].flat().filter((one) => type.toLowerCase().endsWith('options') && !String(one).startsWith('='));
	const known = options.map((option) => ('value' in option ? option.value : undefined));
	return options.length > 0 ? choices.filter((one) => !known.includes(one as string)).map((one) => `${place.path}: ${String(one)}`) : [];
}

const defaults = (properties: INodeProperties[]): INodeParameters => Object.fromEntries(properties.map((property) => [property.name, property.default as string]));

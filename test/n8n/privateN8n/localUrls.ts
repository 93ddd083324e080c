import type { Importable } from './contents';

interface Node {
	type: string;
	parameters: { additionalFields?: object };
}

/** What users do who try a workflow out on their machine: *Allow Local URL* in its WeChat triggers, unless it says no. */
export function withLocalUrls(workflow: Importable): Importable {
	const nodes = (workflow.nodes as Node[]).map((node) =>
		/\.wechat(Pay)?Trigger$/.test(node.type)
			? { ...node, parameters: { ...node.parameters, additionalFields: { allowLocalUrl: true, ...node.parameters.additionalFields } } }
			: node,
	);
	return { ...workflow, nodes };
}

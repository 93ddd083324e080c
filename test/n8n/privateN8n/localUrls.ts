import type { Importable } from './contents';

interface Node {
	type: string;
	parameters: { options?: object };
}

/** What users do who try a workflow out on their machine: *Allow Local URL* in its WeChat triggers, unless it says no. */
export function withLocalUrls(workflow: Importable): Importable {
	const nodes = (workflow.nodes as Node[]).map((node) =>
		/\.wechat(Pay)?Trigger$/.test(node.type)
			? { ...node, parameters: { ...node.parameters, options: { allowLocalUrl: true, ...node.parameters.options } } }
			: node,
	);
	return { ...workflow, nodes };
}

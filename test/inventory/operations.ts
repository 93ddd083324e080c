import { resources as customerService } from '../../nodes/WechatCustomerService/resources';
import { resources as miniProgram } from '../../nodes/WechatMiniProgram/resources';
import { resources as officialAccount } from '../../nodes/WechatOfficialAccount/resources';
import { resources as pay } from '../../nodes/WechatPay/resources';
import type { Operation, Resource } from '../../nodes/operation/operation';
import documented from '../simulator/inventory.json';
import documentedPay from '../simulator/payInventory.json';

/** Every action node and its resources. */
export const nodes: Record<string, Resource[]> = {
	wechatOfficialAccount: officialAccount,
	wechatCustomerService: customerService,
	wechatMiniProgram: miniProgram,
	wechatPay: pay,
};

/** An operation and one endpoint that it may call; API Call has none of its own. */
export interface OperationEndpoint {
	node: string;
	resource: string;
	operation: string;
	method: string | null;
	path: string | null;
	/** The WeChat page, where one is known. */
	docs: string | null;
}

/** One entry per operation and endpoint. */
export function operations(): OperationEndpoint[] {
	return all().flatMap(({ node, resource, operation }): OperationEndpoint[] => {
		const endpoints = endpointsOf(operation);
		const names = { node, resource: resource.value, operation: operation.value };
		if (endpoints.length === 0) return [{ ...names, method: null, path: null, docs: null }];
		return endpoints.map((endpoint) => {
			const [method, path] = endpoint.split(' ');
			return { ...names, method, path, docs: docsOf(endpoint) };
		});
	});
}

/** A call that WeChat documents. */
export interface Documented {
	/** A letter of wechat-api.md, or `pay`. */
	area: string;
	resource: string;
	method: string;
	path: string;
	limits?: string;
	docs?: string | null;
}

/** The README's table in Markdown: a row per resource with the names of its operations. */
export function table(): string[] {
	const rows = Object.entries(nodes).flatMap(([node, resources]) =>
		resources.map(({ name, description = '', operations }) => {
			const names = operations.map((operation) => operation.name).join(', ');
			return `| ${titleOf(node)} | ${name} | ${description} | ${names} |`;
		}),
	);
	return ['| Node | Resource | What it is about | Operations |', '|---|---|---|---|', ...rows];
}

/** What each operation does, in Markdown: docs/operations.md. */
export function details(): string[] {
	return Object.entries(nodes).flatMap(([node, resources]) => [
		`## ${titleOf(node)}`,
		'',
		...resources.flatMap(({ name, operations }) => [
			`### ${name}`,
			'',
			'| Operation | What it does |',
			'|---|---|',
			...operations.map((operation) => `| ${operation.name} | ${operation.description} |`),
			'',
		]),
	]);
}

/** Each documented call by `GET /cgi-bin/tags/get`; what two products document is the Official Account's. */
export function documentedEndpoints(): Map<string, Documented> {
	// What both kinds of merchants have is the direct merchant's.
	const byMode = [...documentedPay].sort((a, b) => a.mode.localeCompare(b.mode));
	const all: Documented[] = [...documented, ...byMode.map((record) => ({ ...record, area: 'pay' }))];
	return new Map(all.reverse().map((record) => [`${record.method} ${record.path}`, record]));
}

/** What an operation calls: named by it or read off its request, and what its fields call. */
export function endpointsOf({ endpoints, fields, request }: Operation): string[] {
	const own = endpoints ?? (typeof request === 'object' ? [`${request.method} ${request.path}`] : []);
	const ofFields = fields.flatMap((field) => ('read' in field ? (field.endpoints ?? []) : []));
	return [...new Set([...own, ...ofFields])];
}

function all(): Array<{ node: string; resource: Resource; operation: Operation }> {
	return Object.entries(nodes).flatMap(([node, resources]) =>
		resources.flatMap((resource) => resource.operations.map((operation) => ({ node, resource, operation }))),
	);
}

function docsOf(endpoint: string): string | null {
	return documentedEndpoints().get(endpoint)?.docs ?? null;
}

/** `wechatOfficialAccount` → WeChat Official Account. */
function titleOf(node: string): string {
	return node.replace(/[A-Z]/g, ' $&').replace(/^wechat/, 'WeChat');
}

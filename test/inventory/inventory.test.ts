import { documentedEndpoints, endpointsOf, nodes, operations } from './operations';
import scope from './scope.json';

const documented = documentedEndpoints();
const inScope = [...documented].filter(([, { area, resource }]) => scope.resources.includes(`${area} ${resource}`)).map(([endpoint]) => endpoint);
const called = new Set(operations().map(({ method, path }) => `${method} ${path}`));
const exceptions: Record<string, string> = scope.exceptions;

describe('documented endpoints and operations', () => {
	it.each(operations().filter(({ path }) => path !== null))(
		'$node $resource $operation calls a documented endpoint: $method $path',
		({ method, path }) => {
			expect(documented.has(`${method} ${path}`)).toBe(true);
		},
	);

	it.each(inScope)('%s is covered by an operation, or is an exception with its reason', (endpoint) => {
		expect(called.has(endpoint) !== endpoint in exceptions).toBe(true);
	});

	it.each(Object.entries(exceptions))('the exception %s is a documented endpoint of the scope', (endpoint, reason) => {
		expect(inScope).toContain(endpoint);
		expect(reason.length).toBeGreaterThan(10);
	});

	it('every operation but API Call names what it calls', () => {
		const silent = Object.values(nodes)
			.flat()
			.filter(({ value }) => value !== 'apiCall')
			.flatMap(({ operations: list }) => list.filter((operation) => endpointsOf(operation).length === 0));
		expect(silent).toEqual([]);
	});
});

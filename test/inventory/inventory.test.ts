import { documentedEndpoints, endpointsOf, nodes, operations } from './operations';
import { endpoints } from '../simulator/api/endpoints';
import { payEndpoints } from '../simulator/api/pay/endpoints';
import { v2Endpoints } from '../simulator/api/pay/v2/endpoints';
import scope from './scope.json';

const documented = documentedEndpoints();
/** Areas, and resources of other areas, without what WeChat has given up. */
const inScope = [...documented]
	.filter(([, { area, resource }]) => scope.areas.includes(area) || scope.resources.includes(`${area} ${resource}`))
	.filter(([, { limits }]) => !/\bdeprecated\b/.test(limits ?? ''))
	.map(([endpoint]) => endpoint);
const isOfPay = (endpoint: string): boolean => documented.get(endpoint)?.area === 'pay';
/** By path, of WeChat Pay's API v3 by method and path. */
const simulated = Object.keys({ ...endpoints, ...payEndpoints, ...v2Endpoints });
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

	// Of WeChat Pay only what an operation calls.
	it.each(inScope.filter((endpoint) => !isOfPay(endpoint) || called.has(endpoint)))('the simulator answers %s', (endpoint) => {
		const path = endpoint.split(' ')[1].replace('https://mp.weixin.qq.com', '');
		expect(simulated).toContain(path.startsWith('/v3/') ? endpoint : path);
	});

	it.each(Object.entries(exceptions))('the exception %s is a documented endpoint of the scope', (endpoint, reason) => {
		expect(inScope).toContain(endpoint);
		expect(reason.length).toBeGreaterThan(10);
	});

	it('of the Official Account and customer service a dozen are exceptions at most', () => {
		expect(Object.keys(exceptions).filter((endpoint) => !isOfPay(endpoint)).length).toBeLessThanOrEqual(12);
	});

	it('every operation but API Call names what it calls, or says that it calls nothing', () => {
		const silent = Object.values(nodes)
			.flat()
			.filter(({ value }) => value !== 'apiCall')
			.flatMap(({ operations: list }) => list.filter((operation) => !operation.endpoints && endpointsOf(operation).length === 0));
		expect(silent).toEqual([]);
	});
});

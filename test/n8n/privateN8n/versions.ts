/** One n8n that this package has to work in: a version, and how it is installed and run. */
export interface Variant {
	/** How it is called in front of people. */
	name: string;
	version: string;
	/** The major version of Node that runs it. */
	node: number;
	/** Dependencies that npm cannot fetch as they are declared. */
	overrides?: Record<string, string>;
	env?: Record<string, string>;
}

/** What the demo and the end-to-end tests use unless they say otherwise. */
export const NEWEST: Variant = {
	name: 'n8n 2.40.7 on Node 24',
	version: '2.40.7',
	node: 24,
	// mcp-registry fetches a catalogue from n8n's servers at every start.
	env: { N8N_DISABLED_MODULES: 'mcp-registry' },
};

// Its own xlsx is a tarball from a CDN. With one SQLite connection two executions on a Data Table break each other's transactions.
const OLD_LINE = { version: '1.123.81', overrides: { xlsx: '0.18.5' }, env: { DB_SQLITE_POOL_SIZE: '3' } };

export const VARIANTS: Variant[] = [
	NEWEST,
	{ ...OLD_LINE, name: 'n8n 1.123.81 on Node 24', node: 24 },
	// Its other expression engine needs Node 22.
	{ ...OLD_LINE, name: 'n8n 1.123.81 on Node 20', node: 20, env: { ...OLD_LINE.env, N8N_EXPRESSION_ENGINE: 'legacy' } },
];

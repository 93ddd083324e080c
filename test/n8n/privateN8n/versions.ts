/** How one version of n8n is installed and started. */
export interface Version {
	/** The major version of Node that it runs on. */
	node: number;
	/** Dependencies that npm cannot fetch as they are declared. */
	overrides?: Record<string, string>;
	env?: Record<string, string>;
}

/** The newest one is what the demo and the end-to-end tests use unless they say otherwise. */
export const NEWEST = '2.40.7';

export const VERSIONS: Record<string, Version> = {
	// mcp-registry fetches a catalogue from n8n's servers at every start.
	[NEWEST]: { node: 24, env: { N8N_DISABLED_MODULES: 'mcp-registry' } },
	// 1.123.81 needs overrides: { xlsx: '0.18.5' }, because its own is a tarball from a CDN.
};

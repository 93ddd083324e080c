import type { Rest } from './session';

/** What a table needs to be made. */
export interface TableSpec {
	name: string;
	/** Column → type. n8n adds `id`, `createdAt` and `updatedAt`. */
	columns: Record<string, 'string' | 'number' | 'boolean' | 'date'>;
	/** What it holds at first. */
	rows?: Array<Record<string, unknown>>;
}

/** A row as n8n keeps it. */
export type Row = Record<string, unknown> & { id: number; createdAt: string; updatedAt: string };

/** n8n's Data Tables, of the owner's personal project: the one that imported workflows belong to. */
export interface DataTables {
	/** Makes the table unless there is one of this name; answers with its id. */
	ensure(table: TableSpec): Promise<string>;
	/** The same in place of the one that there may be. */
	renew(table: TableSpec): Promise<string>;
	/** The id of the table of this name. */
	idOf(name: string): Promise<string>;
	insert(name: string, rows: Array<Record<string, unknown>>): Promise<void>;
	/** All rows, the oldest first; with `where`, those that have these values. */
	rows(name: string, where?: Record<string, unknown>): Promise<Row[]>;
	clear(name: string): Promise<void>;
}

/** The most that n8n gives in one answer. */
const PAGE = 250;

/** Reaches the Data Tables over n8n's REST API. */
export async function openDataTables(rest: Rest): Promise<DataTables> {
	const { id: project } = await rest<{ id: string }>('GET', '/rest/projects/personal');
	const path = `/rest/projects/${project}/data-tables`;

	const find = async (name: string): Promise<string | undefined> => {
		// n8n's filter finds every table whose name contains this one.
		const { data } = await rest<{ data: Array<{ id: string; name: string }> }>('GET', `${path}?take=${PAGE}&${filter({ name })}`);
		return data.find((table) => table.name === name)?.id;
	};
	const idOf = async (name: string): Promise<string> => {
		const id = await find(name);
		if (!id) throw new Error(`n8n has no Data Table "${name}": make it with ensure() first.`);
		return id;
	};
	const insert: DataTables['insert'] = async (name, data) => {
		await rest('POST', `${path}/${await idOf(name)}/insert`, { data, returnType: 'count' });
	};
	const make = async ({ name, columns, rows = [] }: TableSpec): Promise<string> => {
		const list = Object.entries(columns).map(([column, type]) => ({ name: column, type }));
		const { id } = await rest<{ id: string }>('POST', path, { name, columns: list });
		if (rows.length > 0) await insert(name, rows);
		return id;
	};
	return {
		idOf,
		insert,
		ensure: async (table) => (await find(table.name)) ?? (await make(table)),
		async renew(table) {
			const known = await find(table.name);
			if (known) await rest('DELETE', `${path}/${known}`);
			return await make(table);
		},
		async rows(name, where = {}) {
			const table = `${path}/${await idOf(name)}/rows?sortBy=id:asc&take=${PAGE}&${filter(conditions(where))}`;
			const found: Row[] = [];
			for (;;) {
				const { data, count } = await rest<{ data: Row[]; count: number }>('GET', `${table}&skip=${found.length}`);
				found.push(...data);
				if (data.length === 0 || found.length >= count) return found;
			}
		},
		async clear(name) {
			// n8n deletes nothing without a condition.
			const every = filter({ type: 'and', filters: [{ columnName: 'id', condition: 'gt', value: 0 }] });
			await rest('DELETE', `${path}/${await idOf(name)}/rows?${every}`);
		},
	};
}

const filter = (value: unknown): string => `filter=${encodeURIComponent(JSON.stringify(value))}`;

const conditions = (where: Record<string, unknown>): unknown => ({
	type: 'and',
	filters: Object.entries(where).map(([columnName, value]) => ({ columnName, condition: 'eq', value })),
});

import type { Importable } from '../../privateN8n/contents';
import type { TableSpec } from '../../privateN8n/dataTables';
import type { Stage } from './stage';

/** What is not WeChat and cannot be had here: local servers that speak the same HTTP API. */
export interface StandIns {
	/** With plain `data`, under the ids that the workflow names. */
	credentials?: Importable[];
	/** Of n8n's process, which all recipes share. */
	env?: Record<string, string>;
	close?(): unknown;
}

/** A workflow that users import, and the proof that it does what its note says. */
export interface Recipe {
	/** The file in `workflows/`, without `.json`. */
	name: string;
	/** The Data Tables that its note asks for: new and with these rows when its tests begin. */
	tables: TableSpec[];
	/** Started before n8n, ended after it. */
	standIns?(): Promise<StandIns>;
	/** What its user changes in it after the import; the credentials fit already. */
	fillIn?(stage: Stage): Promise<void>;
	/** The tests (`it`), of the published workflow: with the account's one URL, if a WeChat Trigger is in it. */
	check(stage: Stage): void;
}

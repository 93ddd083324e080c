import type { TableSpec } from '../test/n8n/privateN8n/dataTables';
import type { RunningN8n } from '../test/n8n/privateN8n/n8n';
import type { Client } from '../test/simulator/client';

/** A simulated WeChat and a real n8n that know each other, with the example workflows active. */
export interface Demo {
	n8n: RunningN8n;
	/** The simulator, for the Official Account of the demo. */
	wechat: Client;
	/** Where WeChat Pay reports payments. */
	notifyUrl: string;
	/** The page that serves as the phone. */
	phone: string;
	close(): Promise<void>;
}

/** What a flow did, in a line for the reader. */
export interface FlowReport {
	ok: boolean;
	line: string;
}

/** One thing that the demo shows: example workflows, what they need, and the proof that they do it. */
export interface Flow {
	name: string;
	/** Files of `workflows/` without `.json`, which are also the workflows' ids. */
	workflows: string[];
	/** Data Tables that the workflows name. */
	tables: TableSpec[];
	run(demo: Demo): Promise<FlowReport>;
}

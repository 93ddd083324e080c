import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Demo } from '../../../../demo/flow';
import type { Client } from '../../../simulator/client';
import { chooseTables } from '../../privateN8n/chooseTables';
import type { Importable } from '../../privateN8n/contents';
import type { Execution } from '../../privateN8n/executions';
import { withLocalUrls } from '../../privateN8n/localUrls';
import type { RunningN8n } from '../../privateN8n/n8n';
import type { Actions } from '../actions';
import type { Json } from '../outcome';
import type { Recipe } from './recipe';

/** One recipe in n8n, on WeChat's side a simulated account. To be used within tests only: before, nothing runs. */
export interface Stage {
	readonly demo: Demo;
	readonly n8n: RunningN8n;
	readonly wechat: Client;
	/** The workflow's id in n8n. */
	readonly id: string;
	/** The production URL of its trigger, of the first one unless its name is given. */
	hookUrl(trigger?: string): string;
	/** Somebody changes a node and saves; and publishes, unless it is not yet. */
	change(node: string, to: (node: Json) => void): Promise<void>;
	/** Runs it by hand from the trigger of this name, to whichever end: see outcome.ts for what came of it. */
	run(trigger: string): Promise<Execution>;
	/** The execution that a push sets off, to a good end. */
	triggered(by: () => Promise<unknown>): Promise<Execution>;
	/** As many executions as are told, to whichever end, or when they have one of these statuses (`waiting`). */
	allTriggered(count: number, by: () => Promise<unknown>, statuses?: string[]): Promise<Execution[]>;
	phone: Actions['phone'];
	texts: Actions['texts'];
	lastCall: Actions['lastCall'];
	calls: Actions['calls'];
}

/** Where the recipe is played; `enter` brings it there and `leave` takes it away. */
export interface Theatre extends Stage {
	enter(): Promise<void>;
	leave(): Promise<void>;
}

const WORKFLOWS = join(__dirname, '../../../../workflows');

export function theatre(recipe: Recipe, demo: () => Demo, act: Actions): Theatre {
	let stored: Json;
	let isPublished = false;
	const rest: RunningN8n['rest'] = async (...call) => await demo().n8n.rest(...call);
	const hasTrigger = (type: RegExp) => stored.nodes.some((node: Json) => type.test(node.type));

	const stage: Theatre = {
		get demo() {
			return demo();
		},
		get n8n() {
			return demo().n8n;
		},
		get wechat() {
			return demo().wechat;
		},
		get id() {
			return stored.id;
		},
		hookUrl(trigger) {
			const { webhookId } = stored.nodes.find((node: Json) => (trigger ? node.name === trigger : /\.wechat(Pay)?Trigger$/.test(node.type)));
			return `${demo().n8n.url}/webhook/${webhookId}/webhook`;
		},
		async change(node, to) {
			await act.change(stored.id, node, to);
			if (isPublished) await act.publish(stored.id);
		},
		run: async (trigger) => await act.run(stored.id, trigger),
		triggered: async (by) => await act.triggered(stored.id, by),
		allTriggered: async (count, by, statuses) => await act.allTriggered(stored.id, count, by, statuses),
		...{ phone: act.phone, texts: act.texts, lastCall: act.lastCall, calls: act.calls },

		async enter() {
			const ids = new Map<string, string>();
			for (const table of recipe.tables) ids.set(table.name, await demo().n8n.tables.renew(table));
			const file = JSON.parse(await readFile(join(WORKFLOWS, `${recipe.name}.json`), 'utf8')) as Importable;
			// n8n 1.123 wants to be told that it is not active yet.
			stored = await rest('POST', '/rest/workflows', { ...withLocalUrls(file), active: false });
			await chooseTables(rest, stored.id, ids);
			await recipe.fillIn?.(stage);
			isPublished = hasTrigger(/(?<!\.manual)Trigger$/);
			if (isPublished) await act.publish(stored.id);
			if (hasTrigger(/\.wechatTrigger$/)) await act.pointTo(stage.hookUrl());
		},
		async leave() {
			if (stored) await rest('POST', `/rest/workflows/${stored.id}/deactivate`);
		},
	};
	return stage;
}

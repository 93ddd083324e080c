import type { Demo } from '../../../demo/flow';
import type { Execution } from '../privateN8n/executions';
import { publish } from '../privateN8n/publish';
import { eventually } from './eventually';
import { good, type Json } from './outcome';

const ENDED = ['success', 'error', 'crashed', 'canceled'];

/** What people do with workflows and phones, and what they see of it; workflows are named by their id. */
export type Actions = ReturnType<typeof actions>;

export function actions(demo: () => Demo) {
	/** Somebody changes a node of a workflow and saves it; what is published stays as it was. */
	async function change(id: string, name: string, to: (node: Json) => void): Promise<void> {
		const path = `/rest/workflows/${id}`;
		const stored = await demo().n8n.rest<{ nodes: Json[] }>('GET', path);
		const node = stored.nodes.find((one) => one.name === name);
		if (!node) throw new Error(`There is no node “${name}”: ${stored.nodes.map((one) => one.name).join(', ')}`);
		to(node);
		await demo().n8n.rest('PATCH', path, stored);
	}

	/** As many executions as are told, that something sets off by a trigger, in the order of their start, when they have ended. */
	async function allTriggered(id: string, count: number, by: () => Promise<unknown>, statuses = ENDED): Promise<Execution[]> {
		const before = new Set((await demo().n8n.executions(id)).map((one) => one.id));
		await by();
		const found = await eventually(async () => {
			const ended = (await demo().n8n.executions(id)).filter((one) => !before.has(one.id) && statuses.includes(one.status));
			return ended.length >= count ? ended : undefined;
		});
		return await Promise.all(found.reverse().map(async (one) => await demo().n8n.execution(one.id)));
	}

	/** Everything that the account sent to this phone. */
	async function phone(openid: string): Promise<Array<{ via: string; type: string; content: Json }>> {
		const { [openid]: chat = [] } = await demo().wechat.control(`/conversations?openid=${openid}`);
		return chat.filter(({ from }: Json) => from === 'account');
	}

	return {
		change,
		allTriggered,
		phone,
		/** Makes the saved version the one that runs. */
		publish: async (id: string) => await publish(demo().n8n.rest, id),
		/** The execution that something sets off by the trigger, to a good end. */
		triggered: async (id: string, by: () => Promise<unknown>) => good((await allTriggered(id, 1, by))[0]),
		/** Runs the saved version by hand, from the trigger of this name, to whichever end. */
		run: async (id: string, trigger: string) => await demo().n8n.execution((await demo().n8n.run(id, trigger)).id),
		/** WeChat tells this URL what happens. */
		pointTo: async (url: string) => await demo().wechat.control('/accounts', { callback: { url } }),
		/** The texts that the account sent to this phone; a passive reply has its words in capitals. */
		texts: async (openid: string) => (await phone(openid)).map(({ content }) => (content.content ?? content.Content) as string),
		/** The number of the last call to WeChat, for `calls`. */
		lastCall: async (): Promise<number> => (await demo().wechat.control('/calls')).at(-1)?.n ?? 0,
		/** The calls to one path of WeChat since then. */
		calls: async (path: string, since: number): Promise<Json[]> =>
			(await demo().wechat.control(`/calls?since=${since}`)).filter((call: Json) => call.path === path),
	};
}

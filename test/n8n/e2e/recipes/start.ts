import { startDemo } from '../../../../demo/demo';
import type { Demo } from '../../../../demo/flow';
import type { Importable } from '../../privateN8n/contents';
import { RECIPES } from '.';

/** A demo without its own flows, in which every recipe finds its stand-ins; `close` ends these too. */
export async function startForRecipes(folder: string, workflows: Importable[] = []): Promise<Demo> {
	const standIns = await Promise.all(RECIPES.map(async ({ standIns: start }) => (await start?.()) ?? {}));
	const closeAll = async () => await Promise.all(standIns.map(async ({ close }) => await close?.()));
	try {
		const demo = await startDemo(folder, console.log, {
			flows: [],
			workflows,
			credentials: standIns.flatMap(({ credentials = [] }) => credentials),
			env: Object.assign({}, ...standIns.map(({ env }) => env)),
		});
		return {
			...demo,
			async close() {
				await demo.close();
				await closeAll();
			},
		};
	} catch (error) {
		await closeAll();
		throw error;
	}
}

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Demo } from '../../../demo/flow';
import { actions } from './actions';
import { RECIPES } from './recipes';
import { theatre } from './recipes/stage';
import { startForRecipes } from './recipes/start';

/** Every recipe of `workflows/`, imported into a real n8n and played against the simulator. `-t <name>` plays one. */

let demo: Demo;
let folder: string;

beforeAll(async () => {
	folder = await mkdtemp(join(tmpdir(), 'wechat-recipes-'));
	demo = await startForRecipes(folder);
});

afterAll(async () => {
	await demo?.close();
	await rm(folder, { recursive: true, force: true });
});

const act = actions(() => demo);

describe.each(RECIPES)('$name', (recipe) => {
	const stage = theatre(recipe, () => demo, act);
	beforeAll(stage.enter);
	afterAll(stage.leave);
	recipe.check(stage);
});

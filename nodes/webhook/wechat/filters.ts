import type { IDataObject } from 'n8n-workflow';
import { listed } from '../listed';
import { hasStatus } from './status';
import { eventOf, isMenuKey, isScene, traits } from './traits';

/** The trigger's parameter *Filters*: each entry as it was typed, absent where it was not added. */
export interface Filters {
	menuKeys?: unknown;
	scenes?: unknown;
	onlyOpenids?: unknown;
	neverOpenids?: unknown;
	statuses?: unknown;
}

/** Whether an item passes what was chosen; an event of another kind has nothing to be measured by, and passes. */
const PASSES: Record<keyof Filters, (item: IDataObject, wanted: string[]) => boolean> = {
	menuKeys: (item, wanted) => passes(traits.menuKey(item), (key) => isMenuKey(key, wanted)),
	scenes: (item, wanted) => passes(traits.scene(item), (scene) => isScene(scene, wanted)),
	onlyOpenids: ({ openid }, wanted) => passes(openid, (one) => wanted.includes(one)),
	neverOpenids: ({ openid }, wanted) => passes(openid, (one) => !wanted.includes(one)),
	statuses: (item, wanted) => !hasStatus(eventOf(item)) || wanted.includes(String(item.status)),
};

/** Whether the item of a push (`pushItems`) passes all filters; one that was left empty lets everything pass. */
export function isWanted(filters: Filters | undefined, item: IDataObject): boolean {
	return Object.entries(PASSES).every(([name, pass]) => {
		const wanted = listed(filters?.[name as keyof Filters]);
		return wanted.length === 0 || pass(item, wanted);
	});
}

function passes(value: unknown, fits: (value: string) => boolean): boolean {
	return typeof value !== 'string' || fits(value);
}

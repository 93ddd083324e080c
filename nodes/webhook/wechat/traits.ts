import type { IDataObject } from 'n8n-workflow';
import { groupOf } from './groups';
import { fitsWildcard } from '../wildcard';

/** How WeChat begins the scene of a new follower; people copy it from there. */
const QR_PREFIX = /^qrscene_/i;

const SCANNED = ['event.subscribe', 'event.scan'];

/**
 * What filters and rules look at in the item of a push (`pushItems`). Undefined: the event is of another kind;
 * empty: it is of the kind and has none, as a new follower who scanned nothing.
 */
export const traits = {
	/** What somebody wrote, or said as far as WeChat understood it. */
	text: (item: IDataObject) => (groupOf(eventOf(item)) === 'Message' ? textOf(item.text) : undefined),
	/** The key of the tapped menu entry; of one that opens a page, its URL or path. */
	menuKey: (item: IDataObject) => (groupOf(eventOf(item)) === 'Menu' ? textOf(item.menu_key ?? item.EventKey) : undefined),
	/** The scene of the QR code that somebody followed or scanned by. */
	scene: (item: IDataObject) => (SCANNED.includes(eventOf(item)) ? textOf(item.scene) : undefined),
};

/** Whether a menu key is one of those listed, each with * for any characters. */
export function isMenuKey(key: string, patterns: string[]): boolean {
	return key !== '' && patterns.some((pattern) => fitsWildcard(pattern, key));
}

/** The same for a scene, whose prefix makes no difference. */
export function isScene(scene: string, patterns: string[]): boolean {
	const bareScene = scene.replace(QR_PREFIX, '');
	return bareScene !== '' && patterns.some((pattern) => fitsWildcard(pattern.replace(QR_PREFIX, ''), bareScene));
}

/** The item's event, or ''. */
export function eventOf(item: IDataObject): string {
	return textOf(item.event);
}

function textOf(value: unknown): string {
	return typeof value === 'string' ? value : '';
}

import type { IDataObject } from 'n8n-workflow';
import { detailsOf } from './button';
import { articlesOf, flat, subButtons, type Placed } from './read';

/** A file of the console's menu: a temporary media ID, or of a video its address. */
export interface ConsoleFile {
	type: 'image' | 'voice' | 'video';
	from: string;
}

/** What becomes of a button when an API makes the menu. */
export interface Converted extends Placed {
	/** As it was in the console. */
	was: string | null;
	/** `same` | `changed` | `left out` */
	outcome: string;
	note: string | null;
	/** To be put into the library first; the button has no media ID yet. */
	file?: ConsoleFile;
	/** What a rule of the WeChat Trigger should answer now. */
	reply?: string;
}

const LEFT_OUT = 'left out';

type Change = Pick<Converted, 'button' | 'outcome' | 'note' | 'file' | 'reply'>;

/** The types of the console: `value` is the text, the media ID or the video's address (get_current_selfmenu_info, wechat-api.md C.4). */
const CHANGED: Record<string, (button: IDataObject, key: string) => Change> = {
	text: ({ name, value }, key) => ({
		button: { type: 'click', name, key },
		outcome: 'changed',
		note: `No text can be kept in a menu made by API: answer the menu key “${key}” in a workflow with WeChat Trigger and Reply`,
		reply: String(value ?? ''),
	}),
	img: (button) => toMedia(button, 'image'),
	photo: (button) => toMedia(button, 'image'),
	voice: (button) => toMedia(button, 'voice'),
	video: (button) => toMedia(button, 'video'),
	news: (button) => {
		const [first, ...others] = articlesOf(button).map(({ content_url }) => String(content_url));
		if (!first) return leftOut(button);
		const more = others.length > 0 ? `; its other articles are left out: ${others.join(' ')}` : '';
		return { button: { type: 'view', name: button.name, url: first }, outcome: 'changed', note: `Opens the article, where it was sent into the chat${more}` };
	},
};

/** Each button of the console's menu, and what becomes of it. Menu keys are the buttons' names, made different where two are alike. */
export function convertMenu(entries: Placed[]): Converted[] {
	const keys = new Set(entries.map(({ button }) => String(button.key ?? '')));
	const keyFor = (name: string): string => {
		let key = name;
		for (let n = 2; keys.has(key); n++) key = `${name} ${n}`;
		keys.add(key);
		return key;
	};
	const converted = entries.map((entry): Converted => {
		const { button } = entry;
		const was = (button.type ?? null) as string | null;
		if (subButtons(button).length > 0) return { ...entry, was, outcome: 'same', note: null };
		return { ...entry, was, ...changeOf(button, keyFor) };
	});
	return converted.map((one) => (isEmptyList(one, converted) ? { ...one, outcome: LEFT_OUT, note: 'Nothing is left in its list' } : one));
}

/** The buttons to publish. */
export function buttonsOf(converted: Converted[]): IDataObject[] {
	const kept = converted.filter(({ outcome }) => outcome !== LEFT_OUT);
	return kept
		.filter(({ position }) => position === null)
		.map(({ column, button }) => {
			if (subButtons(button).length === 0) return button;
			const entries = kept.filter((one) => one.column === column && one.position !== null);
			return { name: button.name, sub_button: entries.map((one) => one.button) };
		});
}

/** One button as a row: as Get gives it, with what became of it. */
export function convertedRow(converted: Converted, publishes: boolean): IDataObject {
	const { was, outcome, note, reply } = converted;
	return { ...flat(converted), console_type: was, outcome, note, reply_text: reply ?? null, published: publishes && outcome !== LEFT_OUT };
}

function isEmptyList({ column, position, button }: Converted, all: Converted[]): boolean {
	if (position !== null || subButtons(button).length === 0) return false;
	return all.every((one) => one.column !== column || one.position === null || one.outcome === LEFT_OUT);
}

function changeOf(button: IDataObject, keyFor: (name: string) => string): Change {
	const type = String(button.type ?? '');
	const details = detailsOf(type);
	if (details) {
		const kept = Object.fromEntries(details.map((field) => [field, button[field]]));
		return { button: { type, name: button.name, ...kept }, outcome: 'same', note: null };
	}
	if (!Object.hasOwn(CHANGED, type)) return leftOut(button);
	return CHANGED[type](button, type === 'text' ? keyFor(String(button.name)) : '');
}

function toMedia({ name, value }: IDataObject, type: ConsoleFile['type']): Change {
	return {
		button: { type: 'media_id', name },
		outcome: 'same',
		note: `The ${type} is copied into the media library (永久素材) when the menu is published`,
		file: { type, from: String(value) },
	};
}

function leftOut({ name, type }: IDataObject): Change {
	return { button: { name }, outcome: LEFT_OUT, note: `WeChat lets no API make a button of the type “${String(type ?? '')}”` };
}

import type { IDataObject } from 'n8n-workflow';
import { convert } from '../../../operation/convert';
import { InvalidInput, type FieldKind, type WireField } from '../../../operation/operation';
import { forEditor } from '../../../operation/properties';
import { COLUMN, columnFields, columns, ENTRY, entryFields, LIST } from './button';
import { placeName } from './read';

const MOST_BUTTONS = 3;
const MOST_ENTRIES = 5;

/** The menu as it was entered, as WeChat's `button` (wechat-api.md C.4). */
export const form: FieldKind = {
	name: 'button',
	displayOptions: { show: { source: ['form'] } },
	properties: [forEditor(columns)],
	read: async ({ context, item }) => menuFrom(rowsIn(context.getNodeParameter(columns.name, item, null), COLUMN)),
};

/** The menu whose entries are the input items, in the columns that Get gives. */
export const inputItems: FieldKind = {
	name: 'button',
	displayOptions: { show: { source: ['items'] } },
	properties: [],
	read: async ({ context }) => menuFrom(columnsOf(context.getInputData().map(({ json }) => json))),
};

/** @throws InvalidInput that names the button, the entry and the field */
function menuFrom(rows: IDataObject[]): IDataObject[] {
	if (rows.length === 0) throw new InvalidInput('“Buttons” is empty', 'Add one to three buttons');
	if (rows.length > MOST_BUTTONS) {
		throw new InvalidInput(
			`The menu has ${rows.length} buttons, and WeChat takes ${MOST_BUTTONS}`,
			'Remove some, or put them into the list of another button',
		);
	}
	return rows.map((row, index) => {
		const place = placeName(index + 1);
		const button = read(columnFields, row, place);
		if (button.type !== LIST) return button;
		return { name: button.name, sub_button: entriesOf(row, place) };
	});
}

function entriesOf(row: IDataObject, place: string): IDataObject[] {
	const rows = rowsIn(row.sub_button, ENTRY);
	if (rows.length === 0) {
		throw new InvalidInput(`“${place}: Entries” is empty`, 'Add an entry to the list, or choose another action for the button');
	}
	if (rows.length > MOST_ENTRIES) {
		throw new InvalidInput(`${place} has ${rows.length} entries, and WeChat takes ${MOST_ENTRIES}`, 'Remove some, or put them below another button');
	}
	return rows.map((entry, index) => read(entryFields, entry, `${place}, Entry ${index + 1}`));
}

/** The fields that its action has, checked. */
function read(fields: WireField[], row: IDataObject, place: string): IDataObject {
	const button: IDataObject = {};
	for (const field of fields) {
		const { name, displayName, displayOptions, required, type } = field;
		if (displayOptions && !displayOptions.show?.type?.includes(button.type as string)) continue;
		if (type === 'fixedCollection') continue;
		const label = `${place}: ${displayName}`;
		const value = convert(row[name], { ...field, displayName: label });
		if (value === undefined && (required || type === 'options')) {
			throw new InvalidInput(`“${label}” is empty`, 'Fill it in, or check the expression that should yield it');
		}
		if (value !== undefined) button[name] = value as string;
	}
	return button;
}

function rowsIn(group: unknown, name: string): IDataObject[] {
	const rows = (group as IDataObject | null | undefined)?.[name] ?? [];
	return [rows].flat() as IDataObject[];
}

/**
 * Items of Get, one per entry (`column` from 1, `position` in its list or empty for the button itself), as the
 * editor would store them.
 * @throws InvalidInput
 */
function columnsOf(items: IDataObject[]): IDataObject[] {
	const menus = new Set(items.map(({ menuid }) => menuid ?? ''));
	if (menus.size > 1) {
		throw new InvalidInput(
			`The input items belong to ${menus.size} menus`,
			'Keep those of one menu: put a Filter before this node that compares menuid',
		);
	}
	const byColumn = new Map<number, IDataObject[]>();
	for (const item of items) byColumn.set(place(item, 'column'), [...(byColumn.get(place(item, 'column')) ?? []), item]);
	return [...byColumn].sort(([a], [b]) => a - b).map(([, ofColumn]) => columnOf(ofColumn));
}

function columnOf(items: IDataObject[]): IDataObject {
	const column = place(items[0], 'column');
	const sorted = items
		.map((item) => ({ item, position: isBlank(item.position) ? 0 : place(item, 'position') }))
		.sort((a, b) => a.position - b.position);
	const repeated = sorted.find(({ position }, index) => position === sorted[index - 1]?.position);
	if (repeated) throw twice(placeName(column, repeated.position));
	const button = sorted.find(({ position }) => position === 0)?.item;
	const entries = sorted.filter(({ position }) => position > 0).map(({ item }) => item);
	if (entries.length === 0) return items[0];
	if (button && !isBlank(button.type) && button.type !== LIST) throw actionAndList(placeName(column), button.type);
	return { ...(button ?? { name: entries[0].list }), type: LIST, sub_button: { [ENTRY]: entries } };
}

function twice(where: string): InvalidInput {
	return new InvalidInput(`Two input items are ${where}`, 'Give each a place of its own: column, and position in its list (empty for the button itself)');
}

function actionAndList(where: string, type: unknown): InvalidInput {
	return new InvalidInput(`${where} has a list, and does something itself (“${String(type)}”)`, 'Make its type “list”, or take out the items that are its entries');
}

/** @throws InvalidInput where an item does not say its place in whole numbers */
function place(item: IDataObject, name: 'column' | 'position'): number {
	const number = isBlank(item[name]) ? NaN : Number(item[name]);
	if (Number.isInteger(number) && number > 0) return number;
	throw new InvalidInput(
		`An input item has no number in its field “${name}”`,
		'Each item is an entry of the menu, with the fields that Menu: Get gives: column (1 to 3), position in its list (1 to 5, empty for the button itself), name, type …',
	);
}

function isBlank(value: unknown): boolean {
	return value === undefined || value === null || value === '';
}

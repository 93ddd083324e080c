import type { IDataObject } from 'n8n-workflow';
import { InvalidInput, type Call, type Field, type FieldKind, type WireField } from '../../nodes/operation/operation';
import { isFixed, readParameters, readProperty } from '../../nodes/operation/parameters';

/** What the user entered for one item, as far as it counts. */

const field = (name: string, more: Partial<WireField> = {}): WireField => ({
	displayName: name,
	name,
	type: 'string',
	default: '',
	...more,
});

const only = (msgtype: string) => ({ displayOptions: { show: { msgtype: [msgtype] } } });

const kind = (name: string, read: FieldKind['read'], more: Partial<FieldKind> = {}): FieldKind => ({ name, properties: [], read, ...more });

/** A node in which this was entered; an expression stands behind `stored`. */
function callWith(entered: IDataObject, stored: IDataObject = entered): Call {
	const context = {
		getNodeParameter: (name: string) => entered[name],
		getNode: () => ({ parameters: stored }),
	};
	return { context, item: 0, parameters: {} } as unknown as Call;
}

async function read(fields: Field[], entered: IDataObject) {
	const call = callWith(entered);
	const shown = await readParameters(fields, call);
	return { parameters: call.parameters, shown: shown.map(({ name }) => name), fields: shown };
}

test('what is empty is left out, and is shown all the same', async () => {
	expect(await read([field('a'), field('b')], { a: 'x', b: '' })).toMatchObject({ parameters: { a: 'x' }, shown: ['a', 'b'] });
	expect((await read([field('b')], { b: '' })).parameters).toEqual({});
});

test('an empty required field is named', async () => {
	await expect(read([field('Tea', { required: true })], { Tea: null })).rejects.toThrow(new InvalidInput('“Tea” is empty', ''));
});

test('a hidden field is not read: what it kept of another choice does no harm', async () => {
	const fields = [field('msgtype'), field('content', only('text')), field('title', { ...only('link'), required: true })];
	const { parameters, shown } = await read(fields, { msgtype: 'text', content: 'Hello', title: { not: 'a text' } });
	expect(parameters).toEqual({ msgtype: 'text', content: 'Hello' });
	expect(shown).toEqual(['msgtype', 'content']);
});

test.each(['news', 'link'])('of several fields of one name the one for %s counts', async (msgtype) => {
	const news = field('title', { at: 'news.title', ...only('news') });
	const link = field('title', { at: 'link.title', ...only('link') });
	const { parameters, fields } = await read([field('msgtype'), news, link], { msgtype, title: 'T' });
	expect(parameters).toEqual({ msgtype, title: 'T' });
	expect(fields.slice(1)).toEqual([msgtype === 'news' ? news : link]);
});

test('kinds come after all plain fields: a mistake is found before a file is uploaded', async () => {
	const upload = jest.fn(async () => 'm1');
	const fields = [kind('media_id', upload), field('title', { displayName: 'Title', required: true })];
	await expect(read(fields, { title: '' })).rejects.toThrow('“Title” is empty');
	expect(upload).not.toHaveBeenCalled();
	expect(await read(fields, { title: 'T' })).toMatchObject({ parameters: { title: 'T', media_id: 'm1' }, shown: ['media_id', 'title'] });
});

test('a hidden kind does nothing, and one without a value sends none', async () => {
	const upload = jest.fn(async () => 'm1');
	const fields = [field('msgtype'), kind('media_id', upload, only('image')), kind('touser', async () => undefined)];
	expect(await read(fields, { msgtype: 'text' })).toMatchObject({ parameters: { msgtype: 'text' }, shown: ['msgtype', 'touser'] });
	expect(upload).not.toHaveBeenCalled();
});

test('only a locator is asked for the value in it', () => {
	const asked: unknown[] = [];
	const context = { getNodeParameter: (...given: unknown[]) => void asked.push(given.at(-1)) };
	for (const type of ['string', 'resourceLocator'] as const) readProperty(field('a', { type }), { context, item: 0 } as never);
	expect(asked).toEqual([{ extractValue: false }, { extractValue: true }]);
});

test.each([
	['https://a/1.png', true],
	['={{ $json.url }}', false],
	[undefined, false],
	[7, false],
])('%p is a fixed text: %p', (stored, fixed) => {
	expect(isFixed('url', callWith({}, { url: stored }))).toBe(fixed);
});

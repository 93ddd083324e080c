import type { IDataObject } from 'n8n-workflow';
import { binary } from './engine';
import { useWebServer } from './webServer';
import { files, officialAccount, useWechat } from './wechat';

/** Image recognition: each kind's items, and pictures that cannot be looked at. */
const wechat = useWechat();
const web = useWebServer();

const picture = async (content = files.jpg, name = 'card.jpg', type = 'image/jpeg') => ({ json: { row: 7 }, binary: { data: await binary(content, name, type) } });

const run = async (parameters: IDataObject, input?: Awaited<ReturnType<typeof picture>>) =>
	await wechat.run(officialAccount('image', 'recognize', { pictureSource: 'binary', ...parameters }), { items: [input ?? (await picture())] });

async function items(parameters: IDataObject): Promise<IDataObject[]> {
	const result = await run(parameters);
	expect(result.error).toBeUndefined();
	return result.json('WeChat')!.map(({ row, kind, ...json }) => {
		expect([row, kind]).toEqual([7, parameters.kind]);
		return json;
	});
}

const one = { found: 1, index: 1 };

test.each<[string, IDataObject[]]>([
	['idCard', [{ ...one, type: 'Front', name: '李小荷', id: '110101199003070000', addr: '北京市东城区莲花巷7号', gender: '女', nationality: '汉', valid_date: null }]],
	['bankCard', [{ ...one, number: '6225760000000000' }]],
	['plateNumber', [{ ...one, number: '京A12345' }]],
	['printedText', [{ ...one, text: '荷茶 Lotus Tea\n明前龙井 250克\n¥99.00' }]],
	['menu', [{ found: 2, index: 1, name: '龙井茶', price: 48 }, { found: 2, index: 2, name: '酱鸭', price: 80.5 }]],
	['crop', [{ ...one, crop_left: 119, crop_top: 0, crop_right: 847, crop_bottom: 728 }]],
	['superResolution', [{ ...one, media_id: expect.any(String) }]],
	['businessLicense', [expect.objectContaining({ ...one, enterprise_name: '北京荷茶有限公司', serial: null, paid_in_capital: null })]],
	['driverLicense', [expect.objectContaining({ ...one, name: '李小荷', car_class: 'C1', valid_to: '2028-06-01' })]],
	['vehicleLicense', [expect.objectContaining({ ...one, plate_num: '京A12345', vin: 'LTV00000000000001', overall_size: '4500x1800x1500mm' })]],
])('%s', async (kind, expected) => {
	expect(await items({ kind })).toEqual(expected);
});

test('nothing of a document is nested: what WeChat says of places is in raw', async () => {
	const [{ raw, ...json }] = await items({ kind: 'vehicleLicense', simplify: false });
	expect(Object.values(json).filter((value) => typeof value === 'object' && value !== null)).toEqual([]);
	expect(raw).toMatchObject({ card_position_front: {}, img_size: { w: 966 } });
});

test('the file goes out as a form, with what belongs to its kind', async () => {
	await items({ kind: 'idCard', type: 'scan' });
	await items({ kind: 'crop', ratios: '1,2.35' });
	const [card, crop] = await wechat.calls();
	const file = { field: 'img', filename: 'card.jpg', contentType: 'image/jpeg', bytes: files.jpg.length };
	expect(card).toMatchObject({ path: '/cv/ocr/idcard', query: { type: 'scan' }, body: { files: [file] } });
	expect(crop).toMatchObject({ path: '/cv/img/aicrop', query: {}, body: { ratios: '1,2.35', files: [file] } });
});

test.each<[string, string, string]>([
	['codes', '/cv/img/qrcode', '{"code_results":[]}'],
	['codes', '/cv/img/qrcode', '{"errcode":0}'],
	['menu', '/cv/ocr/menu', '{"content":"no JSON"}'],
	['menu', '/cv/ocr/menu', '{}'],
	['printedText', '/cv/ocr/comm', '{"items":[]}'],
	['plateNumber', '/cv/ocr/platenum', '{"number":""}'],
])('a picture without any is an item all the same: %s %s %s', async (kind, path, body) => {
	await wechat.fault({ path, body });
	const [{ found, index, ...rest }, ...others] = await items({ kind });
	expect([found, index, new Set(Object.values(rest)), others]).toEqual([0, null, new Set([null]), []]);
	expect(Object.keys(rest).length).toBeGreaterThan(0);
});

test('a menu that comes as an object, as its table says', async () => {
	await wechat.fault({ path: '/cv/ocr/menu', body: '{"content":{"menu_items":[{"name":"Tea","price":0}]}}' });
	expect(await items({ kind: 'menu' })).toEqual([{ ...one, name: 'Tea', price: 0 }]);
});

test('from a web address, which n8n opens', async () => {
	web.pages['/card.png'] = { type: 'image/png', body: files.png };
	expect(await items({ kind: 'bankCard', pictureSource: 'url', pictureUrl: `${web.url}/card.png` })).toEqual([{ ...one, number: '6225760000000000' }]);
	expect(await wechat.calls()).toMatchObject([{ query: {}, body: { files: [{ filename: 'card.png', bytes: files.png.length }] } }]);
});

describe('what cannot be looked at is not sent', () => {
	const large = (bytes: number) => Buffer.concat([files.jpg, Buffer.alloc(bytes - files.jpg.length)]);

	test.each<[string, () => ReturnType<typeof picture>, IDataObject, RegExp]>([
		['2 MB', () => picture(large(2 * 1024 * 1024)), {}, /^“Picture”: card.jpg is too large: 2 MB$/],
		['no picture', () => picture(Buffer.from('x'), 'a.pdf', 'application/pdf'), {}, /^“Picture”: a.pdf \(application\/pdf\) cannot be a picture to be recognized$/],
		['another field', () => picture(), { pictureBinaryPropertyName: 'photo' }, /^“Picture”: the item has no file in its field “photo”$/],
		['no address', () => picture(), { pictureSource: 'url', pictureUrl: 'card.png' }, /^“Picture URL” is no web address/],
		['shapes in words', () => picture(), { kind: 'crop', ratios: 'square' }, /^“Shapes” must be up to five numbers/],
		['six shapes', () => picture(), { kind: 'crop', ratios: '1,2,3,4,5,6' }, /^“Shapes” must be up to five numbers/],
	])('%s', async (_, input, parameters, message) => {
		expect((await run({ kind: 'printedText', ...parameters }, await input())).error?.message).toMatch(message);
		expect(await wechat.calls()).toEqual([]);
	});

	test('a byte less than 2 MB is looked at', async () => {
		expect((await run({ kind: 'printedText' }, await picture(large(2 * 1024 * 1024 - 1)))).error).toBeUndefined();
	});
});

test('the free pictures of the day are used up', async () => {
	await wechat.fault({ path: '/cv/ocr/comm', errcode: 101003 });
	expect((await run({ kind: 'printedText' })).error).toMatchObject({
		message: 'WeChat refused: not enough market quota (101003)',
		httpCode: '101003',
		description: expect.stringMatching(/.{20}/),
	});
});

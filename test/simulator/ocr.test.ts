import { Client } from './client';
import { type Simulator, startSimulator } from './simulator';

const jpg = Buffer.from('ffd8ffe000104a46494600010100000100010000ffd9', 'hex');
const MB = 1024 * 1024;

let simulator: Simulator;
let client: Client;
beforeEach(async () => {
	simulator = await startSimulator();
	client = new Client(simulator.url);
});
afterEach(async () => await simulator.close());

const send = async (path: string, content = jpg, name = 'a.jpg', fields = {}) =>
	await client.upload(path, {}, { name, content, field: 'img', fields });

test.each<[string, object]>([
	['/cv/ocr/idcard', { type: 'Front', name: '李小荷' }],
	['/cv/ocr/bankcard', { id: '6225760000000000' }],
	['/cv/ocr/driving', { plate_num: '京A12345' }],
	['/cv/ocr/drivinglicense', { car_class: 'C1' }],
	['/cv/ocr/bizlicense', { enterprise_name: '北京荷茶有限公司' }],
	['/cv/ocr/comm', { items: [{ text: '荷茶 Lotus Tea' }, {}, {}], img_size: { w: 966, h: 728 } }],
	['/cv/ocr/menu', { content: expect.stringContaining('"menu_items"') }],
	['/cv/ocr/platenum', { number: '京A12345' }],
	['/cv/img/qrcode', { code_results: [{ type_name: 'QR_CODE' }, { type_name: 'EAN13' }] }],
	['/cv/img/aicrop', { results: [{ crop_left: 119, crop_top: 0, crop_right: 847, crop_bottom: 728 }] }],
	['/cv/img/superresolution', { media_id: expect.any(String) }],
])('%s sees something, in a file or at an address', async (path, seen) => {
	expect(await send(path)).toMatchObject({ errcode: 0, ...seen });
	expect(await client.post(path, {}, { img_url: 'https://example.com/a.jpg' })).toMatchObject({ errcode: 0, ...seen });
});

test('the better picture is temporary media', async () => {
	const { media_id } = await send('/cv/img/superresolution');
	expect((await client.download('/cgi-bin/media/get', { media_id })).data).toEqual(jpg);
});

test('one part for each shape', async () => {
	const { results } = await send('/cv/img/aicrop', jpg, 'a.jpg', { ratios: '1,2.35' });
	expect(results).toHaveLength(2);
	expect(await send('/cv/img/aicrop', jpg, 'a.jpg', { ratios: 'wide' })).toMatchObject({ errcode: 40035 });
});

test('a picture is a picture of less than 2 MB', async () => {
	const large = (bytes: number) => Buffer.concat([jpg, Buffer.alloc(bytes - jpg.length)]);
	expect(await send('/cv/ocr/comm', large(2 * MB - 1))).toMatchObject({ errcode: 0 });
	expect(await send('/cv/ocr/comm', large(2 * MB))).toMatchObject({ errcode: 101002 });
	expect(await send('/cv/ocr/comm', Buffer.from('text'), 'a.txt')).toMatchObject({ errcode: 40005 });
	expect(await client.post('/cv/ocr/comm', {}, { img_url: 'C:\\a.jpg' })).toMatchObject({ errcode: 101000 });
	expect(await client.post('/cv/ocr/comm')).toMatchObject({ errcode: 40035 });
});

test('100 a day of each kind', async () => {
	for (let n = 1; n <= 100; n++) expect(await send('/cv/ocr/platenum')).toMatchObject({ errcode: 0 });
	expect(await send('/cv/ocr/platenum')).toMatchObject({ errcode: 101003 });
	expect(await send('/cv/ocr/comm')).toMatchObject({ errcode: 0 });
	await client.control('/clock', { advance: 24 * 3600 });
	client.forgetToken();
	expect(await send('/cv/ocr/platenum')).toMatchObject({ errcode: 0 });
});

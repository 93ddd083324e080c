import { type Context, type Endpoints, OK, type Result } from '../context';
import { WechatError } from '../errors';
import { usedToday } from '../access';
import { addMedia } from '../../world/media';
import { type Allowed, checkFile } from './fileTypes';

/** "100/day" */
const A_DAY = 100;
/** "<2 MB" */
const PICTURE: Allowed = { formats: ['jpg', 'png', 'bmp', 'gif'], bytes: 2 * 1024 * 1024 - 1 };

const at = (x: number, y: number) => ({
	...{ left_top: { x, y }, right_top: { x: x + 300, y } },
	...{ right_bottom: { x: x + 300, y: y + 40 }, left_bottom: { x, y: y + 40 } },
});
const img_size = { w: 966, h: 728 };

/** What every picture of its kind shows here. Nothing of it belongs to anybody. */
const SEEN: Record<string, (context: Context) => Result> = {
	'/cv/ocr/idcard': () => ({
		...{ type: 'Front', name: '李小荷', id: '110101199003070000', addr: '北京市东城区莲花巷7号' },
		...{ gender: '女', nationality: '汉' },
	}),
	// The page's table says number, its example id.
	'/cv/ocr/bankcard': () => ({ id: '6225760000000000' }),
	'/cv/ocr/driving': () => ({
		...{ plate_num: '京A12345', vehicle_type: '小型轿车', owner: '李小荷', addr: '北京市东城区莲花巷7号' },
		...{ use_character: '非营运', model: '莲花牌LT1', vin: 'LTV00000000000001', engine_num: 'LT0001' },
		...{ register_date: '2020-05-01', issue_date: '2020-05-02', plate_num_b: '京A12345', record: '110100000001' },
		...{ passengers_num: '5人', total_quality: '1800kg', prepare_quality: '1300kg', overall_size: '4500x1800x1500mm' },
		...{ card_position_front: { pos: at(10, 10) }, card_position_back: { pos: at(10, 400) }, img_size },
	}),
	'/cv/ocr/drivinglicense': () => ({
		...{ id_num: '110101199003070000', name: '李小荷', sex: '女', nationality: '中国', address: '北京市东城区莲花巷7号' },
		...{ birth_date: '1990-03-07', issue_date: '2012-06-01', car_class: 'C1', valid_from: '2018-06-01' },
		...{ valid_to: '2028-06-01', official_seal: '北京市公安局公安交通管理局' },
	}),
	'/cv/ocr/bizlicense': () => ({
		...{ reg_num: '91110101MA00000000', serial: '', legal_representative: '李小荷', enterprise_name: '北京荷茶有限公司' },
		...{ type_of_organization: '', address: '北京市东城区莲花巷7号', type_of_enterprise: '有限责任公司' },
		...{ business_scope: '茶叶销售', registered_capital: '壹佰万元整', valid_period: '长期', registered_date: '2019年5月1日' },
		...{ cert_position: { pos: at(5, 5) }, img_size },
	}),
	'/cv/ocr/comm': () => ({
		items: ['荷茶 Lotus Tea', '明前龙井 250克', '¥99.00'].map((text, line) => ({ text, pos: at(20, 60 * line) })),
		img_size,
	}),
	// An object by the page's table, a text in its example: as in the example.
	'/cv/ocr/menu': () => ({
		content: JSON.stringify({ menu_items: [{ name: '龙井茶', price: 48.0 }, { name: '酱鸭', price: 80.5 }] }),
	}),
	'/cv/ocr/platenum': () => ({ number: '京A12345' }),
	'/cv/img/qrcode': () => ({
		code_results: [
			{ type_name: 'QR_CODE', data: 'https://lotus-tea.example.com/t/7', pos: at(50, 50) },
			{ type_name: 'EAN13', data: '6900000000007' },
		],
		img_size,
	}),
	'/cv/img/aicrop': ({ fields }) => ({
		results: (fields.ratios ?? '1').split(',').map(boxOf),
		img_size,
	}),
	'/cv/img/superresolution': ({ account, now, files: [file] }) => ({
		media_id: addMedia(account, {
			...{ kind: 'image', permanent: false, name: 'large.jpg', extension: 'jpg', contentType: 'image/jpeg' },
			...{ content: file?.content ?? Buffer.from('ffd8ffe0', 'hex'), createdAt: now },
		}).id,
	}),
};

/** wechat-api.md C.7: text and codes in pictures, and pictures made better. */
export const ocr: Endpoints = Object.fromEntries(
	Object.entries(SEEN).map(([path, seen]) => [path, (context: Context) => look(path, context, seen)]),
);

function look(path: string, context: Context, seen: (context: Context) => Result): Result {
	const { account, query, files, now } = context;
	if (usedToday(account, path, now) > A_DAY) throw new WechatError(101003);
	if (query.img_url === undefined) checkFile(files, PICTURE, 101002, 'img');
	else if (!/^https?:\/\/[^\s/]+/.test(query.img_url)) throw new WechatError(101000);
	return { ...OK, ...seen(context) };
}

/** The largest box of this shape in the middle of the picture. */
function boxOf(ratio: string): Record<string, number> {
	const shape = Number(ratio);
	if (!(shape > 0)) throw new WechatError(40035, 'ratios');
	const width = Math.min(img_size.w, Math.round(img_size.h * shape));
	const height = Math.min(img_size.h, Math.round(img_size.w / shape));
	const [left, top] = [Math.floor((img_size.w - width) / 2), Math.floor((img_size.h - height) / 2)];
	return { crop_left: left, crop_top: top, crop_right: left + width, crop_bottom: top + height };
}

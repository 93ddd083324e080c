import type { IDataObject } from 'n8n-workflow';
import { jsonObject } from '../../../protocol/json';

/** What can be done with a picture. */
export interface Kind {
	name: string;
	description: string;
	path: string;
	/** What an item has of a finding, null where WeChat found nothing. */
	keys: string[];
	/** The findings in an answer: one document, or each code of a picture. */
	read: (answer: IDataObject) => IDataObject[];
}

const document = (...keys: string[]): Pick<Kind, 'keys' | 'read'> => ({ keys, read: (answer) => [answer] });

const list = (value: unknown): IDataObject[] => (Array.isArray(value) ? (value as IDataObject[]) : []);

/** In the order of the alphabet (wechat-api.md C.7). */
export const kinds: Record<string, Kind> = {
	crop: {
		name: 'Find the Best Crop',
		description: 'Where to cut the picture so that its subject stays (智能裁剪)',
		path: '/cv/img/aicrop',
		keys: ['crop_left', 'crop_top', 'crop_right', 'crop_bottom'],
		read: ({ results }) => list(results),
	},
	superResolution: {
		name: 'Improve the Picture',
		description: 'A larger, sharper picture (图片高清化) as temporary media: get it with Media: Download',
		path: '/cv/img/superresolution',
		...document('media_id'),
	},
	bankCard: {
		name: 'Read a Bank Card',
		description: 'Its number (银行卡)',
		path: '/cv/ocr/bankcard',
		keys: ['number'],
		// WeChat's table says number, its example id.
		read: ({ number, id }) => [{ number: number ?? id }],
	},
	businessLicense: {
		name: 'Read a Business License',
		description: 'Name, number, representative, address and business of a company (营业执照)',
		path: '/cv/ocr/bizlicense',
		...document(
			...['reg_num', 'serial', 'enterprise_name', 'legal_representative', 'type_of_enterprise', 'type_of_organization'],
			...['address', 'business_scope', 'registered_capital', 'paid_in_capital', 'registered_date', 'valid_period'],
		),
	},
	driverLicense: {
		name: "Read a Driver's License",
		description: 'Who may drive, and what (驾驶证)',
		path: '/cv/ocr/drivinglicense',
		...document(
			...['id_num', 'name', 'sex', 'nationality', 'address', 'birth_date', 'issue_date', 'car_class', 'valid_from'],
			...['valid_to', 'official_seal'],
		),
	},
	plateNumber: {
		name: 'Read a License Plate',
		description: 'The number of a vehicle (车牌)',
		path: '/cv/ocr/platenum',
		...document('number'),
	},
	menu: {
		name: 'Read a Menu',
		description: 'Dishes and prices of a printed menu (菜单)',
		path: '/cv/ocr/menu',
		keys: ['name', 'price'],
		read: ({ content }) => {
			// An object by WeChat's table, a text in its example.
			const menu = typeof content === 'string' ? jsonObject(content) : (content as IDataObject | undefined);
			return list(menu?.menu_items);
		},
	},
	vehicleLicense: {
		name: 'Read a Vehicle License',
		description: 'A vehicle and its owner (行驶证)',
		path: '/cv/ocr/driving',
		...document(
			...['plate_num', 'plate_num_b', 'vehicle_type', 'owner', 'addr', 'use_character', 'model', 'vin', 'engine_num'],
			...['register_date', 'issue_date', 'record', 'passengers_num', 'total_quality', 'prepare_quality', 'overall_size'],
		),
	},
	idCard: {
		name: 'Read an ID Card',
		description: 'Front or back of a Chinese ID card (身份证)',
		path: '/cv/ocr/idcard',
		...document('type', 'name', 'id', 'addr', 'gender', 'nationality', 'valid_date'),
	},
	printedText: {
		name: 'Read Printed Text',
		description: 'All the text in the picture (通用印刷体)',
		path: '/cv/ocr/comm',
		keys: ['text'],
		read: ({ items }) => [{ text: list(items).map(({ text }) => text).join('\n') }],
	},
	codes: {
		name: 'Read QR Codes and Barcodes',
		description: 'What the codes in the picture say (二维码, 条码)',
		path: '/cv/img/qrcode',
		keys: ['type_name', 'data'],
		read: ({ code_results }) => list(code_results),
	},
};

import type { IDataObject } from 'n8n-workflow';
import { pushItems, type Push } from '../../../nodes/webhook/wechat/item';
import { parseXml } from '../../../nodes/protocol/xml';
import { GH_ID, OPENID } from './pushes';

const APP_ID = 'wxb3d9c4f2a8e17065';
const at = { ToUserName: GH_ID, FromUserName: OPENID, CreateTime: '1795349740' };
const event = (Event: string, more: Push = {}): Push => ({ ...at, MsgType: 'event', Event, ...more });
const itemOf = (given: Push) => pushItems(given, APP_ID, null)[0];

/** The item of an event as WeChat writes it in XML. */
const fromXml = (Event: string, xml: string) =>
	itemOf(parseXml(`<xml><FromUserName>o1</FromUserName><CreateTime>1</CreateTime><MsgType>event</MsgType><Event>${Event}</Event>${xml}</xml>`));

describe('lists are arrays', () => {
	const item = (md5: string) => `<item><PicMd5Sum>${md5}</PicMd5Sum></item>`;
	const pictures = (items: string) => `<SendPicsInfo><Count>2</Count><PicList>${items}</PicList></SendPicsInfo>`;

	it.each([
		['several', pictures(item('a') + item('b')), [{ PicMd5Sum: 'a' }, { PicMd5Sum: 'b' }]],
		['one', pictures(item('a')), [{ PicMd5Sum: 'a' }]],
		['none', pictures(''), []],
		['an empty one', pictures('<item></item>'), []],
		['no list', '<SendPicsInfo><Count>0</Count></SendPicsInfo>', []],
		['nothing around it', '<SendPicsInfo></SendPicsInfo>', []],
		['nothing at all', '', []],
	])('%s in XML', (_, xml, expected) => {
		expect(fromXml('pic_weixin', xml).PicList).toEqual(expected);
		expect(fromXml('pic_weixin', xml)).not.toHaveProperty('SendPicsInfo');
	});

	it.each([
		['several', [{ ActionMsg: 'a' }, { ActionMsg: 'b' }], [{ ActionMsg: 'a' }, { ActionMsg: 'b' }]],
		['one', [{ ActionMsg: 'a' }], [{ ActionMsg: 'a' }]],
		['a bare one', { ActionMsg: 'a' }, [{ ActionMsg: 'a' }]],
		['none', [], []],
		['null', null, []],
		['nothing', undefined, []],
	])('%s in JSON', (_, Actions, expected) => {
		expect(itemOf(event('add_express_path', { Actions })).Actions).toEqual(expected);
	});

	it('numbers and ids in them are text; a list in a list is one, too', () => {
		const material = (proof_material_id?: unknown) => ({ illegal_material: { content: 7 }, appeal_material: { proof_material_id } });
		const given = [material('m1'), material(['m1', 'm2']), material()];
		expect(itemOf(event('wxa_appeal_record', { material: given })).material).toEqual([
			{ content: '7', proof_material_id: ['m1'] },
			{ content: '7', proof_material_id: ['m1', 'm2'] },
			{ content: '7', proof_material_id: [] },
		]);
		expect(fromXml('PUBLISHJOBFINISH', '<PublishEventInfo><fail_idx>1</fail_idx></PublishEventInfo>').fail_idx).toEqual(['1']);
	});
});

describe('two values of one name', () => {
	it('of a broadcast have the name of what they are in, also when one comes alone', () => {
		const part = (Count: number) => ({ Count, ResultList: { item: [{ ArticleIdx: Count }] } });
		const both = { CopyrightCheckResult: { ...part(1), CheckState: 2 }, ArticleUrlResult: part(3) };
		const named = { CopyrightCheckResult_Count: '1', CopyrightCheckResult_ResultList: [{ ArticleIdx: '1' }], CheckState: '2', ArticleUrlResult_Count: '3' };
		const item = itemOf(event('MASSSENDJOBFINISH', both));
		expect(item).toMatchObject({ ...named, ArticleUrlResult_ResultList: [{ ArticleIdx: '3' }] });
		expect(item).not.toHaveProperty('Count');
		const alone = itemOf(event('MASSSENDJOBFINISH', { ArticleUrlResult: part(3) }));
		expect(alone).toMatchObject({ ArticleUrlResult_Count: '3', CopyrightCheckResult_ResultList: [] });
	});

	it('of an event that nobody knows: the outer one keeps the name', () => {
		const item = itemOf(event('brand_new', { Outer: { Size: 'in', Deep: { Size: 'deep' } }, Size: 'out', Other: { Size: 'other' } }));
		expect(item).toMatchObject({ Size: 'out', Outer_Size: 'in', Other_Size: 'other', Deep_Size: 'deep' });
	});

	it('when even the longer name is taken', () => {
		const item = itemOf(event('brand_new', { Size: '1', Outer_Size: '2', Outer: { Size: '3' } }));
		expect(item).toMatchObject({ Size: '1', Outer_Size: '2', push_Outer_Size: '3' });
	});

	it.each<[string, Push, IDataObject]>([
		['wxa_privacy_apply', { result_info: { status: 2 } }, { status: null, result_info_status: '2' }],
		['secvod_audit_event', { audit_event: { audit_detail: { status: 3 } } }, { status: null, audit_detail_status: '3' }],
		['secvod_upload_event', { upload_event: { media_id: 20001 } }, { media_id: null, upload_event_media_id: '20001' }],
		['guide_qrcode_scan_event', { GuideScanEvent: { openid: 'o-other' } }, { openid: OPENID, GuideScanEvent_openid: 'o-other' }],
		['wxa_media_check', { appid: 'wx-other' }, { appid: APP_ID, push_appid: 'wx-other' }],
	])('%s: our own key keeps its meaning, and theirs is not lost', (name, more, expected) => {
		expect(itemOf(event(name, more))).toMatchObject(expected);
	});

	it('what our own key says already is not said again', () => {
		const item = itemOf(event('guide_qrcode_scan_event', { appid: APP_ID, GuideScanEvent: { openid: OPENID, action: 1 } }));
		expect(Object.keys(item).filter((key) => /_openid|_appid/.test(key))).toEqual([]);
	});

	it('CreateTime of card_pay_order, as older pages of WeChat have it: the first is the time of the push', () => {
		const item = fromXml('card_pay_order', '<CreateTime>2</CreateTime><OrderId>404091456</OrderId>');
		expect(item).toMatchObject({ occurred_at: '1970-01-01T08:00:01+08:00', OrderId: '404091456' });
		expect(item.dedup_key).toMatch(/^o1:1:card_pay_order:/);
	});
});

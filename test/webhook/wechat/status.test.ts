import { pushItems, type Push } from '../../../nodes/webhook/wechat/item';

const event = (Event: string, more: Push = {}): Push => ({ MsgType: 'event', Event, ...more });
const itemsOf = (given: Push) => pushItems(given, 'wxb3d9c4f2a8e17065', null);
const itemOf = (given: Push) => itemsOf(given)[0];

describe('status', () => {
	const sent = (ErrorCode: string) => event('subscribe_msg_sent_event', { List: { TemplateId: 'T1', ErrorCode } });
	const published = (publish_status: unknown) => event('PUBLISHJOBFINISH', { PublishEventInfo: { publish_status } });

	it.each<[string | null, Push]>([
		...['success', 'Success', ' SUCCESS '].map((Status) => ['delivered', event('TEMPLATESENDJOBFINISH', { Status })] as [string, Push]),
		...['failed:user block', 'failed: user block', 'Failed:User Block'].map((Status) => ['blocked', event('TEMPLATESENDJOBFINISH', { Status })] as [string, Push]),
		...['failed: system failed', 'failed:system failed'].map((Status) => ['failed', event('TEMPLATESENDJOBFINISH', { Status })] as [string, Push]),
		['failed', event('TEMPLATESENDJOBFINISH', { Status: 'failed: brand new' })],
		[null, event('TEMPLATESENDJOBFINISH')],
		['delivered', event('MASSSENDJOBFINISH', { Status: 'send success' })],
		['delivered', event('MASSSENDJOBFINISH', { Status: 'sendsuccess' })],
		['failed', event('MASSSENDJOBFINISH', { Status: 'send fail' })],
		['failed', event('MASSSENDJOBFINISH', { Status: 'err(20431)' })],
		['failed', event('MASSSENDJOBFINISH', { Status: 'err' })],
		['delivered', published(0)],
		[null, published('1')],
		...['2', 3, 4, 5, '6'].map((code) => ['failed', published(code)] as [string, Push]),
		[null, published('soon')],
		['delivered', event('FREEPUBLISHJOBFINISH', { PublishEventInfo: { publish_status: 0 } })],
		['delivered', sent('0')],
		['blocked', sent('43101')],
		['blocked', sent('43004')],
		['failed', sent('-1')],
		['failed', sent('47003')],
		[null, sent('')],
		[null, event('update_invoice_status', { Status: 'success' })],
		[null, event('CLICK', { EventKey: 'k' })],
	])('%s: %j', (expected, given) => {
		expect(itemOf(given).status).toBe(expected);
	});

	it('of every message of one push its own', () => {
		const List = [{ TemplateId: 'T1', ErrorCode: 0 }, { TemplateId: 'T2', ErrorCode: 43101 }];
		expect(itemsOf(event('subscribe_msg_sent_event', { List })).map(({ status }) => status)).toEqual(['delivered', 'blocked']);
	});
});

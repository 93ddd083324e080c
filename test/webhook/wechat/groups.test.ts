import { groupNames, groupOf } from '../../../nodes/webhook/wechat/groups';
import documented from '../../WechatTrigger/wechat-events.json';

const events = documented.map(({ kind, name }) => `${kind}.${name}`.toLowerCase());
const inGroup = (group: string) => events.filter((event) => groupOf(event) === group).sort();

test('the outputs in their order', () => {
	expect(groupNames).toEqual(['Message', 'Follow', 'Menu', 'Results', 'Other']);
});

test('every documented event is in the group that a marketer looks for it', () => {
	expect(inGroup('Message')).toEqual(events.filter((event) => event.startsWith('message.')).sort());
	expect(inGroup('Follow')).toEqual(['event.scan', 'event.subscribe', 'event.unsubscribe']);
	expect(inGroup('Menu')).toEqual([
		'event.click',
		'event.location_select',
		'event.pic_photo_or_album',
		'event.pic_sysphoto',
		'event.pic_weixin',
		'event.scancode_push',
		'event.scancode_waitmsg',
		'event.view',
		'event.view_miniprogram',
	]);
	expect(inGroup('Results')).toEqual([
		'event.masssendjobfinish',
		'event.publishjobfinish',
		'event.subscribe_msg_change_event',
		'event.subscribe_msg_popup_event',
		'event.subscribe_msg_sent_event',
		'event.templatesendjobfinish',
		'event.wxa_media_check',
	]);
	expect(inGroup('Other').length).toBeGreaterThan(50);
});

test.each([
	['message.something_new', 'Message'],
	['event.something_new', 'Other'],
	['event.subscribed', 'Other'],
	['event.location', 'Other'],
	['message.location', 'Message'],
	['', 'Other'],
])('%s, which may come some day, is in %s', (event, group) => {
	expect(groupOf(event)).toBe(group);
});

import { sceneOfCampaign } from '../../../nodes/protocol/campaign';
import { isWanted } from '../../../nodes/webhook/wechat/filters';
import documented from '../../WechatTrigger/wechat-events.json';
import {
	broadcastResult,
	event,
	followed,
	followedBy,
	image,
	left,
	opened,
	openedPage,
	publishResult,
	scanned,
	subscriptionResult,
	tapped,
	templateResult,
	tookPhoto,
	wrote,
} from './itemsOfPushes';
import { OPENID } from './pushes';

const all = [
	wrote('hi'),
	image,
	followed,
	followedBy('a'),
	scanned('a'),
	left,
	tapped('A'),
	opened('https://a.example/'),
	templateResult('success'),
	event('kf_create_session', { KfAccount: 'a@b' }),
];

test('without filters, and with filters left empty, everything passes', () => {
	const empty = { menuKeys: '', scenes: ' \n', onlyOpenids: ' , ', neverOpenids: '', statuses: [] };
	for (const filters of [undefined, {}, empty]) {
		expect(all.filter((item) => !isWanted(filters, item))).toEqual([]);
	}
});

describe('Menu Keys', () => {
	const filters = { menuKeys: 'COUPON, order_*\nhttps://shop.example/*、pages/vip' };

	it.each([
		tapped('COUPON'),
		tapped('coupon'),
		tapped('ORDER_12'),
		tookPhoto('ORDER_PHOTO'),
		opened('https://shop.example/sale?from=menu'),
		openedPage('pages/vip'),
	])('pass: $event $EventKey', (item) => {
		expect(isWanted(filters, item)).toBe(true);
	});

	it.each([tapped('COUPON_2'), tapped('MY_ORDER_1'), tookPhoto('PHOTO'), opened('https://other.example/'), openedPage('pages/vip/more'), tapped('')])(
		'do not pass: $event $EventKey',
		(item) => {
			expect(isWanted(filters, item)).toBe(false);
		},
	);

	it('any key at all: a tap without one does not pass', () => {
		expect([tapped('A'), tapped('')].map((item) => isWanted({ menuKeys: '*' }, item))).toEqual([true, false]);
	});

	it('are about menu taps only', () => {
		for (const item of [wrote('x'), followed, scanned('x'), templateResult('success')]) expect(isWanted(filters, item)).toBe(true);
	});
});

describe('QR Code Scenes', () => {
	it('of a campaign, as QR Code: Create gives it or with an asterisk', () => {
		const scene = sceneOfCampaign({ source: '门店', campaign: '618大促，买一送一', medium: 'a, b' });
		for (const item of [followedBy(scene), scanned(scene)]) {
			for (const scenes of [`fair, ${scene}`, '门店/*', '*/618大促*']) expect(isWanted({ scenes }, item)).toBe(true);
			for (const scenes of ['门店', '*/spring/*']) expect(isWanted({ scenes }, item)).toBe(false);
		}
	});

	it.each(['fair, store-*', 'qrscene_fair\nqrscene_store-*', '  FAIR ，qrscene_STORE-*'])('%j', (scenes) => {
		for (const item of [followedBy('fair'), scanned('fair'), followedBy('store-12'), scanned('Store-')]) {
			expect(isWanted({ scenes }, item)).toBe(true);
		}
		for (const item of [followedBy('fair-2'), scanned('my-store-1'), followed]) expect(isWanted({ scenes }, item)).toBe(false);
		for (const item of [left, wrote('fair'), tapped('x')]) expect(isWanted({ scenes }, item)).toBe(true);
	});

	it('any code at all: who follows without one does not pass', () => {
		expect(isWanted({ scenes: '*' }, followedBy('1'))).toBe(true);
		expect(isWanted({ scenes: '*' }, followed)).toBe(false);
	});

	it('numbers, as WeChat gives them to codes with a limited life', () => {
		expect(isWanted({ scenes: 1001 }, scanned('1001'))).toBe(true);
		expect(isWanted({ scenes: 1001 }, scanned('10010'))).toBe(false);
	});
});

describe('openids', () => {
	const noPerson = { ...wrote('x'), openid: null };

	it('only these', () => {
		expect(isWanted({ onlyOpenids: `o1,${OPENID}` }, wrote('x'))).toBe(true);
		expect(isWanted({ onlyOpenids: ['o1', OPENID] }, wrote('x'))).toBe(true);
		expect(isWanted({ onlyOpenids: 'o1' }, wrote('x'))).toBe(false);
		expect(isWanted({ onlyOpenids: OPENID.toLowerCase() }, wrote('x'))).toBe(false);
		expect(isWanted({ onlyOpenids: 'o1' }, noPerson)).toBe(true);
	});

	it('never these', () => {
		expect(isWanted({ neverOpenids: `o1\n${OPENID}` }, wrote('x'))).toBe(false);
		expect(isWanted({ neverOpenids: 'o1' }, wrote('x'))).toBe(true);
		expect(isWanted({ neverOpenids: OPENID }, noPerson)).toBe(true);
	});
});

describe('Delivery Status', () => {
	const results = {
		delivered: [templateResult('success'), broadcastResult('send success'), publishResult('0'), subscriptionResult('success', '0')],
		blocked: [templateResult('failed:user block'), subscriptionResult('failed', '43101')],
		failed: [templateResult('failed: system failed'), broadcastResult('send fail'), publishResult('3')],
	};

	it.each(Object.keys(results) as Array<keyof typeof results>)('%s', (status) => {
		for (const [name, items] of Object.entries(results)) {
			for (const item of items) expect([item.event, name, isWanted({ statuses: [status] }, item)]).toEqual([item.event, name, name === status]);
		}
	});

	it('two of them', () => {
		expect(isWanted({ statuses: ['blocked', 'failed'] }, templateResult('failed:user block'))).toBe(true);
		expect(isWanted({ statuses: ['blocked', 'failed'] }, templateResult('success'))).toBe(false);
	});

	it('an article that is still being published passes none', () => {
		expect(isWanted({ statuses: ['delivered', 'blocked', 'failed'] }, publishResult('1'))).toBe(false);
	});

	it('is about the four results only, of all that WeChat documents', () => {
		const pushes = documented.filter(({ kind }) => kind === 'event').map(({ name }) => event(name, { Status: 'x', status: 'x' }));
		const concerned = pushes.filter((item) => !isWanted({ statuses: ['delivered'] }, item)).map((item) => item.event);
		expect(concerned.sort()).toEqual([
			'event.masssendjobfinish',
			'event.publishjobfinish',
			'event.subscribe_msg_sent_event',
			'event.templatesendjobfinish',
		]);
	});
});

test('an item has to pass every filter', () => {
	expect(isWanted({ menuKeys: 'A', onlyOpenids: OPENID }, tapped('A'))).toBe(true);
	expect(isWanted({ menuKeys: 'A', neverOpenids: OPENID }, tapped('A'))).toBe(false);
	expect(isWanted({ menuKeys: 'B', onlyOpenids: OPENID }, tapped('A'))).toBe(false);
});

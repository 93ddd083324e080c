import { campaignIn, sceneOfCampaign, type Campaign } from '../../nodes/protocol/campaign';

const campaign = (source: string, name: string | null = null, medium: string | null = null): Campaign => ({ source, campaign: name, medium });

test('is readable in WeChat’s console, and the same every time', () => {
	expect(sceneOfCampaign(campaign('fair', 'spring tea', 'poster'))).toBe('fair/spring tea/poster~cbf');
	expect(sceneOfCampaign(campaign('门店', '618大促', '海报'))).toBe('门店/618大促/海报~blg');
	expect(sceneOfCampaign(campaign('fair'))).toBe('fair//~ra3');
});

test.each([
	campaign('fair', 'spring', 'poster'),
	campaign('fair'),
	campaign('fair', null, 'poster'),
	campaign('fair', 'spring'),
	campaign('门店 · 北京', '618大促，买一送一', '海报🍵'),
	campaign('a/b', '/', '//'),
	campaign('100%', '%2f', '%25~abc'),
	campaign('a~b', '~abc', '~'),
	campaign('a,b', 'a，b、c', '%uff0c'),
	campaign(' a ', '\tb\n', '\r\n\u007f\u0085'),
	campaign('qrscene_a', 'a=1&b=2', '<![CDATA[x]]>'),
	campaign('\u{1F46A}\u0301', 'ß', 'İ'),
	campaign('\ud83c', 'a\udf75', '🍵'),
])('%j comes back as it was', (given) => {
	const scene = sceneOfCampaign(given);
	expect(campaignIn(scene)).toEqual(given);
	// Nor what separates the scenes in a filter of the trigger.
	expect(scene).not.toMatch(/[,，、\p{Cc}]/u);
	// And all of it can be sent.
	expect(Buffer.from(scene).toString()).toBe(scene);
});

test('two campaigns never have one scene', () => {
	const parts = ['a', 'a/', '/a', '%2fa', 'a%', ''];
	const all = parts.filter(Boolean).flatMap((source) => parts.flatMap((name) => parts.map((medium) => campaign(source, name, medium))));
	expect(new Set(all.map(sceneOfCampaign)).size).toBe(all.length);
});

test.each([
	'',
	'42',
	'shop_12',
	'fair/spring tea/poster',
	'fair/spring tea/poster~cbg',
	'fair/spring tea/poster~CBF',
	'fair/spring tea/flyer~yik',
	'qrscene_fair/spring tea/poster~cbf',
	'//~abc',
	'a/b/c/d~abc',
	'https://shop.example/a~abc',
	'%66air//~ra3',
])('somebody else’s scene is no campaign: %j', (scene) => {
	expect(campaignIn(scene)).toBeNull();
});

test('a scene of the same form is taken for a campaign once in 46656 times at most', () => {
	const scenes = Array.from({ length: 20_000 }, (_, n) => `store/${n}/door~${(n * 7919 % 46656).toString(36).padStart(3, '0')}`);
	expect(scenes.filter((scene) => campaignIn(scene)).length).toBeLessThan(5);
});

test('a scene without a source is none, whatever its mark', () => {
	for (const nobodys of [campaign('', 'spring', 'poster'), campaign('')]) expect(campaignIn(sceneOfCampaign(nobodys))).toBeNull();
});

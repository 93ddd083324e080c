import { acceptable, mediaRules, type MediaUse } from '../../../nodes/operation/files/mediaRules';
import { InvalidInput } from '../../../nodes/operation/operation';

/** Which files WeChat takes, and under which name they go out. */

const MB = 1024 * 1024;

const file = (fileName: string, contentType: string, bytes = 10) => ({ fileName, contentType, content: Buffer.alloc(bytes) });

function refusal(use: MediaUse, ...of: Parameters<typeof file>): [string, string] {
	try {
		acceptable(file(...of), use, 'Media');
	} catch (error) {
		if (error instanceof InvalidInput) return [error.message, error.description];
		throw error;
	}
	throw new Error(`accepted: ${of[0]}`);
}

test.each<[MediaUse, string[]]>([
	['image', ['jpg image/jpeg', 'jpeg image/jpeg', 'png image/png', 'gif image/gif', 'bmp image/bmp']],
	['voice', ['mp3 audio/mpeg', 'amr audio/amr', 'wma audio/x-ms-wma', 'wav audio/wav']],
	['video', ['mp4 video/mp4']],
	['thumb', ['jpg image/jpeg', 'jpeg image/jpeg']],
	['articleImage', ['jpg image/jpeg', 'jpeg image/jpeg', 'png image/png']],
])('%s: by its name, and by its type when it has none', (use, kinds) => {
	for (const [extension, contentType] of kinds.map((one) => one.split(' '))) {
		const named = `tea.${extension}`;
		expect(acceptable(file(named, 'application/octet-stream'), use, 'Media')).toMatchObject({ fileName: named, contentType });
		expect(acceptable(file('', contentType), use, 'Media')).toMatchObject({ contentType });
	}
	expect(Object.keys(mediaRules[use].kinds)).toEqual(kinds.map((one) => one.split(' ')[0]));
});

test.each<[string, string, string, string]>([
	['coupon.php', 'image/png', 'coupon.php.png', 'image/png'],
	['photo', 'image/jpeg', 'photo.jpg', 'image/jpeg'],
	['', 'image/gif', 'file.gif', 'image/gif'],
	['photo', 'image/jpg', 'photo.jpg', 'image/jpeg'],
	['IMG_1.JPG', 'image/jpeg', 'IMG_1.JPG', 'image/jpeg'],
	['a.jpeg', 'image/jpeg', 'a.jpeg', 'image/jpeg'],
	['v1.2', 'IMAGE/PNG', 'v1.2.png', 'image/png'],
	['茶.png', '', '茶.png', 'image/png'],
	['a.jpg', 'image/png', 'a.jpg', 'image/jpeg'],
	['a.webp.png', 'image/webp', 'a.webp.png', 'image/png'],
	['png', 'image/png', 'png.png', 'image/png'],
])('%j of type %j goes out as %s', (fileName, type, sentAs, contentType) => {
	const given = file(fileName, type);
	expect(acceptable(given, 'image', 'Media')).toEqual({ fileName: sentAs, contentType, content: given.content });
	expect(given).toMatchObject({ fileName, contentType: type });
});

test.each<[MediaUse, string, string, string]>([
	['image', 'a.pdf', 'application/pdf', 'a.pdf (application/pdf) cannot be an image'],
	['image', 'a.webp', 'image/webp', 'a.webp (image/webp) cannot be an image'],
	['image', 'coupon.php', 'text/html', 'coupon.php (text/html) cannot be an image'],
	['image', '', 'text/html', 'the file (text/html) cannot be an image'],
	['image', 'a.constructor', 'text/html', 'a.constructor (text/html) cannot be an image'],
	['voice', 'a.ogg', 'audio/ogg', 'a.ogg (audio/ogg) cannot be a voice message'],
	['voice', 'a.mp4', 'video/mp4', 'a.mp4 (video/mp4) cannot be a voice message'],
	['video', 'a.mov', 'video/quicktime', 'a.mov (video/quicktime) cannot be a video'],
	['thumb', 'a.png', 'image/png', 'a.png (image/png) cannot be a thumbnail'],
	['articleImage', 'a.gif', 'image/gif', 'a.gif (image/gif) cannot be an image in an article'],
])('%s takes no %j of type %j', (use, fileName, type, sentence) => {
	expect(refusal(use, fileName, type)).toEqual([
		`“Media”: ${sentence}`,
		`WeChat takes ${Object.keys(mediaRules[use].kinds).join(', ')}`,
	]);
});

test.each<[MediaUse, string, number, string, string, string]>([
	['image', 'a.png', 10 * MB, '10.1 MB', '10 MB', 'an image'],
	['voice', 'a.mp3', 2 * MB, '2.1 MB', '2 MB', 'a voice message'],
	['video', 'a.mp4', 10 * MB, '10.1 MB', '10 MB', 'a video'],
	['thumb', 'a.jpg', 64 * 1024, '64.1 KB', '64 KB', 'a thumbnail'],
	['articleImage', 'a.jpg', MB - 1, '1 MB', 'less than 1 MB', 'an image in an article'],
	['recognition', 'a.jpg', 2 * MB - 1, '2 MB', 'less than 2 MB', 'a picture to be recognized'],
])('%s: %s of %d bytes fits, one byte more is said to be more', (use, name, most, tooLarge, limit, label) => {
	expect(acceptable(file(name, '', most), use, 'Media').content).toHaveLength(most);
	expect(refusal(use, name, '', most + 1)).toEqual([
		`“Media”: ${name} is too large: ${tooLarge}`,
		`WeChat takes ${limit} for ${label}`,
	]);
});

test('an empty file', () => {
	expect(refusal('image', 'a.png', 'image/png', 0)).toEqual(['“Media”: the file is empty', 'Check the node that should deliver it']);
});

import { further, goesOn, placeAt, written, type Place } from '../../nodes/operation/place';

/** How far a list has been read, and whether it goes on. */

describe('as it is written down', () => {
	test.each<[string | undefined, Place]>([
		[undefined, { seen: 0 }],
		['', { seen: 0 }],
		['oABC', { after: 'oABC' }],
		['o_A-b+990000/1000000', { after: 'o_A-b', seen: 990_000, total: 1_000_000 }],
		// Somebody else's text goes to WeChat as it is, which says what is wrong.
		['oABC+', { after: 'oABC+' }],
		['oABC+7', { after: 'oABC+7' }],
		['+7/9', { after: '+7/9' }],
	])('%s', (text, place) => {
		expect(placeAt(text)).toEqual(place);
		expect(written(place)).toBe(text ?? '');
	});

	test('without a total the count says nothing, and is not written', () => {
		expect(written({ after: 'oABC', seen: 5 })).toBe('oABC');
		expect(written({ after: 'oABC', total: 5 })).toBe('oABC');
	});
});

test.each<[string, Place, number, Place]>([
	['from the beginning', { seen: 0 }, 9, { after: 'o', seen: 3, total: 9 }],
	['the list has grown', { after: 'n', seen: 6, total: 9 }, 10, { after: 'o', seen: 9, total: 10 }],
	['the list has shrunk: what it once had is remembered', { after: 'n', seen: 6, total: 9 }, 8, { after: 'o', seen: 9, total: 9 }],
	['nobody knows how many came before', { after: 'n' }, 9, { after: 'o', seen: undefined, total: 9 }],
	['a list without total', { seen: 0 }, NaN, { after: 'o', seen: 3, total: undefined }],
])('three further: %s', (_, place, total, expected) => expect(further(place, 3, 'o', total)).toEqual(expected));

test.each<[string, Place, number, boolean | undefined]>([
	['fewer seen than there are', { seen: 8, total: 9 }, 9, true],
	['fewer seen, though some have left', { seen: 8, total: 12 }, 9, true],
	['all seen', { seen: 9, total: 9 }, 9, false],
	['all seen by the count, but it was longer once: those who left may have been counted', { seen: 9, total: 10 }, 9, undefined],
	['more seen than there are', { seen: 10, total: 9 }, 9, undefined],
	['nobody counted', { total: 9 }, 9, undefined],
	['no total', { seen: 9 }, NaN, undefined],
])('goes on? %s', (_, place, total, expected) => expect(goesOn(place, total)).toBe(expected));

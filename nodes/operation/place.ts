/** How far a list has been read that is gone on with after its last element. */
export interface Place {
	/** The last one that was read; absent at the beginning. */
	after?: string;
	/** How many have been read since the beginning, where that is known. */
	seen?: number;
	/** The most that the list ever had while it was read. */
	total?: number;
}

/** The place that an earlier run wrote down, or an element of the list, of which nobody knows how many come before it. */
export function placeAt(text = ''): Place {
	if (text === '') return { seen: 0 };
	const counted = /^(.+)\+(\d+)\/(\d+)$/.exec(text);
	return counted ? { after: counted[1], seen: Number(counted[2]), total: Number(counted[3]) } : { after: text };
}

/** `oABC+990000/1000000`, for a later run; no id has a plus sign in it. */
export function written({ after = '', seen, total }: Place): string {
	return seen === undefined || total === undefined ? after : `${after}+${seen}/${total}`;
}

/** The place `count` elements further on, where the list has `total` now (not a number: nobody knows). */
export function further(place: Place, count: number, after: string, total: number): Place {
	return {
		after,
		seen: place.seen === undefined ? undefined : place.seen + count,
		total: Number.isNaN(total) ? place.total : Math.max(total, place.total ?? 0),
	};
}

/**
 * Whether the list goes on after this place, of `total` elements as it is now; `undefined`: only WeChat knows.
 * Somebody who was counted may have left meanwhile. Then the count says that all have been read when some have not:
 * it is believed only as long as the list has not become shorter.
 */
export function goesOn({ seen, total: most }: Place, total: number): boolean | undefined {
	if (seen === undefined || Number.isNaN(total)) return undefined;
	if (seen < total) return true;
	return seen === total && total === most ? false : undefined;
}

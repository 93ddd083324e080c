import { beijingTime } from '../protocol/time';

/**
 * What a date field holds as WeChat takes it: `2026-11-22T20:15:40+08:00`; `undefined` for what is no time.
 * The editor's picker leaves out the zone: it is Beijing's. An expression may yield a DateTime or a Date.
 */
export function dateTime(value: unknown): string | undefined {
	const text = textOf(value);
	// Of a month JavaScript would take the first day, of 30 February 2 March.
	const [, day, time = 'T00:00:00', zone = '+08:00'] =
		/^(\d{4}-\d\d-\d\d)([T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?)?(Z|[+-]\d\d:?\d\d)?$/.exec(text) ?? [];
	if (day === undefined || new Date(`${day}T00:00:00Z`).toJSON()?.slice(0, 10) !== day) return undefined;
	const at = Date.parse(`${day}${time.replace(' ', 'T')}${zone}`);
	return Number.isNaN(at) ? undefined : beijingTime(Math.floor(at / 1000));
}

function textOf(value: unknown): string {
	if (Array.isArray(value)) return '';
	if (typeof value !== 'object' || value === null) return String(value).trim();
	return new Date(Number(value.valueOf())).toJSON() ?? '';
}

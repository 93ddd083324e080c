import type { Errcode, Reaction } from './errcode';
import table from './errcodes.json';
import { furtherCodes } from './furtherCodes.data';

const errcodes = new Map(Object.entries<Errcode>({ ...(table as Record<string, Errcode>), ...furtherCodes }));

export function meaning(errcode: number): string | undefined {
	return errcodes.get(String(errcode))?.meaning;
}

export function reaction(errcode: number): Reaction | undefined {
	return errcodes.get(String(errcode))?.reaction;
}

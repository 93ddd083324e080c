import { createVerify, generateKeyPairSync } from 'node:crypto';
import type { RequestListener } from 'node:http';
import { answering, type Answer, type Heard } from './answering';

type Cell = boolean | number | string;

/**
 * Stands in for Google Sheets, of which there is no account to be had here: the calls of API v4 that n8n's node makes,
 * one spreadsheet with one sheet, and a service account that may edit it.
 */
export interface GoogleSheets {
	hosts: Record<string, RequestListener>;
	/** As n8n's credential wants it. */
	credential: { email: string; privateKey: string };
	spreadsheetId: string;
	sheet: { id: number; title: string };
	/** The sheet's cells; the first row has the names. */
	rows: Cell[][];
	/** The calls so far, without those for a token. */
	calls: string[];
	/** So many of the next calls are too many for Google. */
	busy: number;
}

export function googleSheets(): GoogleSheets {
	const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
	const google: GoogleSheets = {
		hosts: {
			'oauth2.googleapis.com': answering(({ body }) => token(new URLSearchParams(body).get('assertion') ?? '')),
			'sheets.googleapis.com': answering((heard) => {
				google.calls.push(`${heard.method} ${heard.path}`);
				return sheets(heard);
			}),
		},
		credential: { email: 'robot@stand-in.iam.gserviceaccount.com', privateKey: privateKey.export({ type: 'pkcs8', format: 'pem' }) as string },
		spreadsheetId: '1StandInSpreadsheet',
		sheet: { id: 0, title: 'Sheet1' },
		rows: [],
		calls: [],
		busy: 0,
	};
	/** As a new sheet has. */
	let grid = 1000;
	const TOKEN = 'ya29.stand-in';

	function token(assertion: string): Answer {
		const [header, claims, signature] = assertion.split('.');
		const isSigned = createVerify('RSA-SHA256').update(`${header}.${claims}`).verify(publicKey, signature ?? '', 'base64url');
		return isSigned ? [200, { access_token: TOKEN, expires_in: 3599, token_type: 'Bearer' }] : [400, { error: 'invalid_grant', error_description: 'Invalid JWT Signature.' }];
	}

	function sheets({ method, path, query, token: presented, body }: Heard): Answer {
		if (google.busy > 0) {
			google.busy -= 1;
			return refusal(429, 'RESOURCE_EXHAUSTED', "Quota exceeded for quota metric 'Write requests' and limit 'Write requests per minute per user'");
		}
		if (presented !== TOKEN) return refusal(401, 'UNAUTHENTICATED', 'Request had invalid authentication credentials.');
		const [, id, what = ''] = /^\/v4\/spreadsheets\/([^/:]+)(.*)$/.exec(path) ?? [];
		if (id !== google.spreadsheetId) return refusal(404, 'NOT_FOUND', 'Requested entity was not found.');
		if (method === 'GET' && what === '') {
			const { id: sheetId, title } = google.sheet;
			return [200, { sheets: [{ properties: { sheetId, title, index: 0, sheetType: 'GRID', gridProperties: { rowCount: grid, columnCount: 26 } } }] }];
		}
		if (method === 'POST' && what === ':batchUpdate') {
			for (const { appendDimension } of JSON.parse(body).requests) grid += appendDimension.length as number;
			return [200, { spreadsheetId: id, replies: [{}] }];
		}
		if (method === 'POST' && what === '/values:batchUpdate') {
			const { data } = JSON.parse(body) as { data: Array<{ range: string; values: Cell[][] }> };
			for (const { range, values } of data) if (!write(range, values)) return outside(range);
			return [200, { spreadsheetId: id, totalUpdatedCells: data.length }];
		}
		const range = what.replace('/values/', '');
		if (method === 'GET') return [200, { range, majorDimension: 'ROWS', ...values(range) }];
		if (method !== 'PUT' || query.get('valueInputOption') !== 'RAW') return refusal(400, 'INVALID_ARGUMENT', `No stand-in for ${method} ${path}`);
		return write(range, JSON.parse(body).values) ? [200, { spreadsheetId: id, updatedRange: range }] : outside(range);
	}

	/** As Google leaves empty cells at the end away, and all `values` if there are none. */
	function values(range: string): { values?: Cell[][] } {
		const [first, last] = lines(range);
		const found = google.rows.slice(first - 1, last).map((row) => withoutEnd(row, (cell) => cell === ''));
		const filled = withoutEnd(found, (row) => row.length === 0);
		return filled.length > 0 ? { values: filled } : {};
	}

	/** `Sheet1!2:12001`, `Sheet1!B7`; the sheet becomes longer for rows that begin in it. */
	function write(range: string, cells: Cell[][]): boolean {
		const [first] = lines(range);
		if (first > Math.max(grid, google.rows.length)) return false;
		grid = Math.max(grid, first + cells.length - 1);
		const column = (/!([A-Z])\d/.exec(range)?.[1] ?? 'A').charCodeAt(0) - 'A'.charCodeAt(0);
		cells.forEach((values, down) => {
			const row = (google.rows[first - 1 + down] ??= []);
			values.forEach((value, right) => (row[column + right] = value));
			for (let index = 0; index < row.length; index++) row[index] ??= '';
		});
		return true;
	}

	const outside = (range: string): Answer => refusal(400, 'INVALID_ARGUMENT', `Range (${range}) exceeds grid limits. Max rows: ${grid}, max columns: 26`);
	return google;
}

function withoutEnd<T>(list: T[], isEmpty: (one: T) => boolean): T[] {
	let length = list.length;
	while (length > 0 && isEmpty(list[length - 1])) length -= 1;
	return list.slice(0, length);
}

/** The first and the last row of a range; all of them when only a sheet is named. */
function lines(range: string): [number, number] {
	const [, , first = '1', , last] = /!([A-Z]*)(\d+)(:[A-Z]*(\d+))?$/.exec(range) ?? [];
	const begin = Number(first);
	return [begin, /!/.test(range) ? Number(last ?? begin) : Infinity];
}

const refusal = (code: number, status: string, message: string): Answer => [code, { error: { code, message, status } }];

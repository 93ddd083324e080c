import { createHash, randomBytes } from 'node:crypto';
import library from './templateLibrary.json';

/** A keyword of WeChat's library: label, type, example, and for an enumeration its values. */
export type Keyword = [label: string, type: string, example: string, values?: string[]];

/** A template for template messages or for notices, as the account has it. */
export interface Template {
	id: string;
	title: string;
	content: string;
	example: string;
	/** Of a template message of the old kind. */
	industry?: string[];
	/** Of a notice: 2 one permission for one notice, 3 for any number. */
	type?: number;
	values?: Record<string, string[]>;
}

/** A template message that WeChat did not deliver to somebody. */
export interface Blocked {
	id: number;
	tmpl_msg_id: string;
	title: string;
	content: string;
	send_timestamp: number;
	openid: string;
}

/** What an account has for its templates, and whom it may write to. */
export interface Templates {
	messages: Map<string, Template>;
	notices: Map<string, Template>;
	/** By person, template and, of a one-time subscription, scene: for how many messages. */
	permissions: Map<string, number>;
	/** By person and `client_msg_id`. */
	sent: Map<string, { msgid: string; at: number }>;
	/** How many messages ever went out: the seed of the next id. */
	sentCount: number;
	blocked: Blocked[];
}

export const LIBRARY = library as unknown as {
	oneTime: string;
	messages: Record<string, { title: string; industry?: string[]; content?: string; example?: string; keywords?: Keyword[] }>;
	categories: Array<{ id: number; name: string }>;
	notices: Record<string, { title: string; type: number; categoryId: number; keywords: Keyword[] }>;
};

/** More titles than one page holds. */
for (let n = 0; n < 30; n++) {
	LIBRARY.notices[String(2000 + n)] = { title: `到货通知${n + 1}`, type: 2, categoryId: 616, keywords: LIBRARY.notices['99'].keywords };
}

export function noTemplates(): Templates {
	return { messages: new Map(), notices: new Map(), permissions: new Map(), sent: new Map(), sentCount: 0, blocked: [] };
}

/** An id like ngqIpbwh8bUfcSsECmogfXcV14J0tQlEpBO27izEYtY: a new one each time. */
export function newTemplateId(): string {
	return createHash('sha256').update(randomBytes(16)).digest('base64url');
}

/** Text and example of some keywords; a key is the type and the keyword's place in the library: `thing1`. */
export function textOf(all: Keyword[], chosen: Keyword[]): Pick<Template, 'content' | 'example' | 'values'> {
	const keyed = chosen.map(([label, type, example, values]) => {
		const key = `${type}${all.findIndex((one) => one[0] === label) + 1}`;
		return { label, key, example, values };
	});
	return {
		content: keyed.map(({ label, key }) => `${label}:{{${key}.DATA}}\n`).join(''),
		example: keyed.map(({ label, example }) => `${label}:${example}\n`).join(''),
		values: Object.fromEntries(keyed.flatMap(({ key, values }) => (values ? [[key, values]] : []))),
	};
}

/** The keys of a template's places. */
export function keysOf({ content }: Template): string[] {
	return [...content.matchAll(/\{\{(\w+)\.DATA\}\}/g)].map(([, key]) => key);
}

export function permissionKey(openid: string, templateId: string, scene?: string): string {
	return [openid, templateId, scene].join(' ');
}

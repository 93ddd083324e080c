import { valueOf, type Wire } from '../../wire';

/** What a trigger of WeChat Pay says of a notification that it does not believe. */
const REFUSED = 401;

const FAIL = /^<xml><return_code><!\[CDATA\[FAIL\]\]><\/return_code>/;

const isV2 = ({ headers, body }: Wire): boolean => valueOf(headers, 'Wechatpay-Signature') === '' && /^(\ufeff)?\s*</.test(body.toString('utf8', 0, 64));

/** The old interface looks at the words, not at the status (wechat-pay.md §2.8): what is wrong with those of a refusal. */
export function wrongWords(wire: Wire, status: number, body: string): string | undefined {
	if (body.includes('SUCCESS')) return `is told SUCCESS, with ${status}`;
	if (status === REFUSED && isV2(wire) && isPlain(wire) && !FAIL.test(body)) return `is not refused in the words of v2: ${body.slice(0, 200)}`;
	return undefined;
}

/** What is wrongly said to be packed cannot be read, nor told from any other request. */
function isPlain({ headers }: Wire): boolean {
	return !headers.some(([name]) => name === 'content-encoding');
}

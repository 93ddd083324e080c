import type { IDataObject } from 'n8n-workflow';
import { shortenText, splitText, TEXT_BYTES } from '../../protocol/longText';
import { InvalidInput, type Call, type Parameters, type WireField } from '../operation';
import { buildRequest } from '../request';

/** What becomes of a text that is longer than WeChat takes: shown with the field `content` of a text message. */
export const tooLong: WireField = {
	displayName: 'If the Text Is Too Long',
	name: 'tooLong',
	at: false,
	type: 'options',
	default: 'split',
	displayOptions: { show: { msgtype: ['text'] } },
	options: [
		{ name: 'Split It', value: 'split', description: 'Into several messages, after a paragraph or sentence where possible' },
		{ name: 'Shorten It', value: 'shorten', description: 'The end is cut off, and an ellipsis takes its place' },
		{ name: 'Stop With an Error', value: 'fail' },
	],
	description: 'WeChat takes 2048 bytes in one message: about 680 Chinese characters, or 2000 Latin letters. Choose Shorten It if the account has no customer service messages.',
};

/**
 * The bodies of the messages that the form stands for: of a text that is too long, what the user chose.
 * @throws InvalidInput when it is too long and the user wants to know
 */
export function bodiesOf({ shown, parameters }: Call): IDataObject[] {
	const body = (values: Parameters) => buildRequest(shown, values, { method: 'POST', path: '' }).body as IDataObject;
	if (parameters.msgtype !== 'text') return [body(parameters)];
	return inMessages(parameters).map((content) => body({ ...parameters, content }));
}

function inMessages({ content, tooLong: choice }: Parameters): string[] {
	const text = String(content ?? '');
	const bytes = Buffer.byteLength(text);
	if (bytes <= TEXT_BYTES) return [text];
	if (choice === 'shorten') return [shortenText(text)];
	if (choice === 'split') return splitText(text);
	throw new InvalidInput(
		`“Text” has ${bytes} bytes, and WeChat takes ${TEXT_BYTES} in one message`,
		'Shorten it (a Chinese character has three bytes), or choose to split it',
	);
}

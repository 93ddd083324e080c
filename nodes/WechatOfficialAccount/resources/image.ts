import { picture } from '../../operation/fields/picture';
import type { Call, Operation, Resource, Result } from '../../operation/operation';
import { buildRequest } from '../../operation/request';
import { kinds } from './image/kinds';

const recognize: Operation = {
	value: 'recognize',
	name: 'Recognize',
	action: 'Recognize what is in a picture',
	description: 'Read text, documents and codes in a picture, or improve it (智能接口): WeChat does 100 pictures a day of each kind for free',
	keepsInput: true,
	simplifies: true,
	fields: [
		{
			displayName: 'What to Do',
			name: 'kind',
			at: false,
			type: 'options',
			noDataExpression: true,
			default: 'printedText',
			options: Object.entries(kinds).map(([value, { name, description }]) => ({ name, value, description })),
		},
		picture({ name: 'img', label: 'Picture', use: 'recognition' }),
		{
			displayName: 'Shapes',
			name: 'ratios',
			type: 'string',
			default: '',
			displayOptions: { show: { kind: ['crop'] } },
			matches: { pattern: /^\d+(\.\d+)?(,\d+(\.\d+)?){0,4}$/, words: 'up to five numbers, separated by commas' },
			placeholder: 'e.g. 1,2.35',
			description: 'Width divided by height of the part that you want, or up to five of them, separated by commas. WeChat chooses if this is empty.',
		},
		{
			displayName: 'Taken As',
			name: 'type',
			type: 'options',
			default: 'photo',
			displayOptions: { show: { kind: ['idCard'] } },
			options: [
				{ name: 'Photo', value: 'photo' },
				{ name: 'Scan', value: 'scan' },
			],
		},
	],
	run: look,
	endpoints: Object.values(kinds).map(({ path }) => `POST ${path}`),
};

/** One item per finding; a picture without any is an item all the same, so that none is lost on the way. */
async function look({ client, shown, parameters }: Call): Promise<Result[]> {
	const kind = parameters.kind as string;
	const { path, keys, read } = kinds[kind];
	const raw = await client.json(
		buildRequest(shown, parameters, { method: 'POST', path, query: ['type'], file: 'img', repeatable: true }),
	);
	const findings = read(raw)
		.map((finding) => keys.map((key) => [key, finding[key] === '' ? null : (finding[key] ?? null)] as const))
		.filter((finding) => finding.some(([, value]) => value !== null));
	const found = findings.length;
	const rows = found > 0 ? findings : [keys.map((key) => [key, null] as const)];
	return rows.map((row, at) => ({ json: { kind, found, index: found > 0 ? at + 1 : null, ...Object.fromEntries(row) }, raw }));
}

/** Image recognition 图像识别 (wechat-api.md C.7). */
export const image: Resource = {
	value: 'image',
	name: 'Image Recognition',
	description: 'Text, documents and codes in pictures (图像识别, OCR)',
	operations: [recognize],
};

import type { Field, Operation } from '../../../operation/operation';
import { merchantType } from '../merchantType';
import { complainedShop, complaintId, ownShop, PATH, shopOf, SOME_TEXT } from './fields';
import { pictures } from './pictures';

const WEB_PAGE = { show: { linkTo: ['webPage'] } };
const MINI_PROGRAM = { show: { linkTo: ['miniProgram'] } };

/** What the customer can tap on, below the text. */
const link: Field[] = [
	{
		displayName: 'Link',
		name: 'linkTo',
		at: false,
		type: 'options',
		noDataExpression: true,
		default: 'nothing',
		description: 'What the customer can tap on below the text. WeChat Pay opens links to some merchants only: ask your contact there.',
		options: [
			{ name: 'Mini Program Page', value: 'miniProgram' },
			{ name: 'None', value: 'nothing' },
			{ name: 'Web Page', value: 'webPage' },
		],
	},
	{
		displayName: 'Link URL',
		name: 'jump_url',
		type: 'string',
		default: '',
		required: true,
		trims: true,
		max: { characters: 512 },
		matches: { pattern: /^https:\/\/\S+$/, words: 'a web address that begins with https://' },
		displayOptions: WEB_PAGE,
		placeholder: 'e.g. https://example.com/refunds/42',
	},
	{
		displayName: 'Link Text',
		name: 'jump_url_text',
		type: 'string',
		default: '',
		required: true,
		max: { characters: 10 },
		displayOptions: WEB_PAGE,
		placeholder: 'e.g. 查看退款',
		description: 'What the customer taps on; up to 10 characters',
	},
	{
		displayName: 'Mini Program App ID',
		name: 'mini_program_jump_info_appid',
		at: 'mini_program_jump_info.appid',
		type: 'string',
		default: '',
		required: true,
		trims: true,
		displayOptions: MINI_PROGRAM,
		placeholder: 'e.g. wx1234567890abcdef',
	},
	{
		displayName: 'Mini Program Page',
		name: 'mini_program_jump_info_path',
		at: 'mini_program_jump_info.path',
		type: 'string',
		default: '',
		required: true,
		trims: true,
		displayOptions: MINI_PROGRAM,
		placeholder: 'e.g. pages/refund/detail?no=42',
		description: 'The page that opens, with its parameters',
	},
	{
		displayName: 'Mini Program Link Text',
		name: 'mini_program_jump_info_text',
		at: 'mini_program_jump_info.text',
		type: 'string',
		default: '',
		required: true,
		displayOptions: MINI_PROGRAM,
		placeholder: 'e.g. 查看退款',
		description: 'What the customer taps on',
	},
];

export const reply: Operation = {
	value: 'reply',
	name: 'Reply',
	action: 'Reply to a complaint',
	description: 'Write to the customer who complained, with pictures and a link. The customer sees it at once, and it cannot be taken back.',
	irreversible: true,
	keepsInput: true,
	fields: [
		merchantType,
		complainedShop,
		complaintId,
		{
			displayName: 'Text',
			name: 'response_content',
			type: 'string',
			typeOptions: { rows: 4 },
			default: '',
			required: true,
			max: { characters: 500 },
			matches: SOME_TEXT,
			description: 'What you say to the customer (回复内容); up to 500 characters',
		},
		pictures('response_images'),
		...link,
	],
	// Done twice the customer reads it twice.
	request: (_, credentials) => ({ method: 'POST', path: `${PATH}/response`, fixed: ownShop(credentials) }),
	endpoints: [`POST ${PATH}/response`],
	reports: ({ parameters, credentials }) => ({
		mchid: shopOf(parameters, credentials),
		complaint_id: parameters.complaint_id as string,
		replied: true,
	}),
};

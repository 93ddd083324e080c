import type { IDataObject } from 'n8n-workflow';
import type { Field, Operation, Parameters, WireField } from '../../../operation/operation';
import { leftover } from '../leftover';
import { merchantType } from '../merchantType';
import { complainedShop, complaintId, ownShop, PATH, shopOf, SOME_TEXT } from './fields';
import { pictures } from './pictures';

/** What the customer can tap on, and what a tap does. */
interface Choice {
	kind: 'button' | 'link' | 'question';
	text: string;
	opens: 'message' | 'miniProgram' | 'webPage';
	jump_url?: string;
	appid?: string;
	path?: string;
	content?: string;
}

const ACTIONS = { message: 'ACTION_TYPE_SEND_MESSAGE', miniProgram: 'ACTION_TYPE_JUMP_MINI_PROGRAM', webPage: 'ACTION_TYPE_JUMP_URL' };

const choices: Field = {
	displayName: 'Buttons, Links and Questions',
	name: 'choices',
	at: false,
	type: 'fixedCollection',
	typeOptions: { multipleValues: true },
	placeholder: 'Add Choice',
	default: {},
	description: 'What the customer can tap on below the text and the pictures',
	options: [
		{
			displayName: 'Choice',
			name: 'choice',
			values: [
				{
					displayName: 'Action',
					name: 'opens',
					type: 'options',
					default: 'message',
					description: 'What a tap does',
					options: [
						{ name: 'Open a Mini Program Page', value: 'miniProgram' },
						{ name: 'Open a Web Page', value: 'webPage' },
						{ name: 'Send You a Message', value: 'message', description: 'It comes back in the history of the complaint' },
					],
				},
				{
					displayName: 'Kind',
					name: 'kind',
					type: 'options',
					default: 'button',
					options: [
						{ name: 'Button', value: 'button' },
						{ name: 'Link', value: 'link' },
						{ name: 'Question', value: 'question', description: 'In a list of frequent questions' },
					],
				},
				{ displayName: 'Label', name: 'text', type: 'string', default: '', required: true, description: 'What the customer taps on' },
				{
					displayName: 'Message',
					name: 'content',
					type: 'string',
					default: '',
					required: true,
					displayOptions: { show: { opens: ['message'] } },
					description: 'What the customer says with the tap',
				},
				{
					displayName: 'Mini Program App ID',
					name: 'appid',
					type: 'string',
					default: '',
					required: true,
					trims: true,
					displayOptions: { show: { opens: ['miniProgram'] } },
				} as WireField,
				{
					displayName: 'Mini Program Page',
					name: 'path',
					type: 'string',
					default: '',
					required: true,
					trims: true,
					displayOptions: { show: { opens: ['miniProgram'] } },
				} as WireField,
				{
					displayName: 'Web Address',
					name: 'jump_url',
					type: 'string',
					default: '',
					required: true,
					trims: true,
					displayOptions: { show: { opens: ['webPage'] } },
					placeholder: 'e.g. https://example.com/help',
				} as WireField,
			],
		},
	],
};

export const replyImmediateService: Operation = {
	value: 'replyImmediateService',
	name: 'Reply in Immediate Service',
	action: 'Reply to a complaint in immediate service',
	description:
		'Answer a customer who waits for an immediate answer (即时服务): a complaint whose need_immediate_service is true. The customer sees it at once, and it cannot be taken back.',
	irreversible: true,
	keepsInput: true,
	fields: [
		merchantType,
		complainedShop,
		complaintId,
		{
			displayName: 'Reply Number',
			name: 'idempotent_id',
			type: 'string',
			default: '',
			required: true,
			trims: true,
			refuses: leftover,
			max: { characters: 128 },
			placeholder: 'e.g. 200201820200101080076610000-1',
			description:
				'Your own number of this reply (幂等ID). It keeps the reply from being sent twice: take the complaint ID with -1, -2 … behind it, and never one that is new at every try.',
		},
		{
			displayName: 'Text',
			name: 'content',
			at: false,
			type: 'string',
			typeOptions: { rows: 4 },
			default: '',
			required: true,
			matches: SOME_TEXT,
			description: 'What you say to the customer',
		},
		pictures('images', { at: false }),
		choices,
		{
			displayName: 'Written By',
			name: 'sender_identity',
			at: 'message.sender_identity',
			type: 'options',
			default: 'MACHINE',
			options: [
				{ name: 'A Machine', value: 'MACHINE' },
				{ name: 'A Person', value: 'MANUAL' },
			],
			description: 'What the customer is told about who answers',
		},
	],
	request: (parameters, credentials) => ({
		method: 'POST',
		path: `${PATH}/response-immediate-service`,
		fixed: { ...ownShop(credentials), 'message.blocks': blocks(parameters) },
		repeatable: true,
		makes: { what: 'reply', by: 'idempotent_id', lookUp: 'Look at the complaint (operation Get History) before anything else' },
	}),
	endpoints: [`POST ${PATH}/response-immediate-service`],
	reports: ({ parameters, credentials }) => ({
		mchid: shopOf(parameters, credentials),
		complaint_id: parameters.complaint_id as string,
		idempotent_id: parameters.idempotent_id as string,
		replied: true,
	}),
};

/** The parts of the message from top to bottom; buttons stand together, and so do questions. */
function blocks({ content, images = [], choices: rows = [] }: Parameters): IDataObject[] {
	const of = (kind: Choice['kind']) => (rows as Choice[]).filter((row) => row.kind === kind);
	const [buttons, questions] = [of('button'), of('question')];
	return [
		{ type: 'TEXT', text: { text: content as string } },
		...(images as string[]).map((media_id) => ({ type: 'IMAGE', image: { media_id } })),
		...of('link').map(({ text, ...row }) => ({ type: 'LINK', link: { text, action: action(row) } })),
		...(questions.length > 0
			? [{ type: 'FAQ_LIST', faq_list: { faqs: questions.map(({ text, ...row }) => ({ faq_title: text, action: action(row) })) } }]
			: []),
		...(buttons.length > 0
			? [{ type: 'BUTTON_GROUP', button_group: { buttons: buttons.map(({ text, ...row }) => ({ text, action: action(row) })) } }]
			: []),
	];
}

function action({ opens, jump_url, appid, path, content }: Omit<Choice, 'text'>): IDataObject {
	const does = {
		message: { message_info: { content } },
		miniProgram: { mini_program_jump_info: { appid, path } },
		webPage: { jump_url },
	};
	return { action_type: ACTIONS[opens], ...does[opens] };
}

import { options as inOptions } from '../../../../operation/fields/options';
import type { WireField } from '../../../../operation/operation';
import { aiMark, sender } from '../options';
import { limitWaitTime } from './limit';

/** n8n puts its own in this place where a person reviews what an AI agent wants to do: by this name. */
const message: WireField = {
	displayName: 'Message',
	name: 'message',
	at: false,
	type: 'string',
	typeOptions: { rows: 4 },
	default: '',
	required: true,
	placeholder: 'e.g. Your order is on its way. Were you happy with us?',
	description: 'What you ask. A text that is longer than WeChat takes in one message goes out in several.',
};

/** How a person answers; n8n's reviews of AI agents know `approval` only. */
const responseType: WireField = {
	displayName: 'Response Type',
	name: 'responseType',
	at: false,
	type: 'options',
	noDataExpression: true,
	default: 'approval',
	options: [
		{ name: 'Approval', value: 'approval', description: 'Yes, or yes and no' },
		{ name: 'Choice', value: 'choice', description: 'One of the answers that you enter' },
		{ name: 'Free Text', value: 'freeText', description: 'Words of their own, on a page that opens in WeChat' },
	],
};

export const MOST_CHOICES = 10;

const choices: WireField = {
	displayName: 'Answers',
	name: 'choices',
	at: false,
	type: 'fixedCollection',
	typeOptions: { multipleValues: true, sortable: true },
	placeholder: 'Add Answer',
	default: {},
	required: true,
	displayOptions: { show: { responseType: ['choice'] } },
	description: 'What can be tapped, 2 to 10 answers',
	options: [
		{
			displayName: 'Answer',
			name: 'choice',
			values: [{ displayName: 'Text', name: 'text', type: 'string', default: '', required: true, placeholder: 'e.g. Very happy' }],
		},
	],
};

/** Named and made up as in n8n's own nodes. */
const approvalOptions: WireField = {
	displayName: 'Approval Options',
	name: 'approvalOptions',
	at: false,
	type: 'fixedCollection',
	placeholder: 'Add option',
	default: {},
	displayOptions: { show: { responseType: ['approval'] } },
	options: [
		{
			displayName: 'Values',
			name: 'values',
			values: [
				{
					displayName: 'Type of Approval',
					name: 'approvalType',
					type: 'options',
					default: 'single',
					options: [
						{ name: 'Approve Only', value: 'single' },
						{ name: 'Approve and Disapprove', value: 'double' },
					],
				},
				{
					displayName: 'Approve Button Label',
					name: 'approveLabel',
					type: 'string',
					default: 'Approve',
					displayOptions: { show: { approvalType: ['single', 'double'] } },
				},
				{
					displayName: 'Disapprove Button Label',
					name: 'disapproveLabel',
					type: 'string',
					default: 'Decline',
					displayOptions: { show: { approvalType: ['double'] } },
				},
			],
		},
	],
};

const askBy: WireField = {
	displayName: 'Ask By',
	name: 'askBy',
	at: false,
	type: 'options',
	noDataExpression: true,
	default: 'buttons',
	displayOptions: { show: { responseType: ['approval', 'choice'] } },
	options: [
		{
			name: 'Buttons in the Chat',
			value: 'buttons',
			description: 'Answers to tap below the message (菜单消息). A published workflow with a WeChat Trigger of this account must be there: the taps come to it, and it hands them over without starting anything.',
		},
		{
			name: 'Link to a Page',
			value: 'link',
			description: 'A page of this n8n, opened in WeChat. Its domain must be entered in the WeChat console under Web Page Authorization Domain (网页授权域名), which verified service accounts have.',
		},
	],
};

const linkLabel: WireField = {
	displayName: 'Link Text',
	name: 'linkLabel',
	at: false,
	type: 'string',
	default: 'Answer here',
	description: 'What is tapped to open the page',
};

const submitLabel: WireField = {
	displayName: 'Send Button Label',
	name: 'submitLabel',
	at: false,
	type: 'string',
	default: 'Send',
	description: 'On the page for a free text',
};

/** What is asked, and how. */
export const question: WireField[] = [message, responseType, choices, approvalOptions, askBy];

export const options = inOptions([limitWaitTime, linkLabel, aiMark, submitLabel, sender]);

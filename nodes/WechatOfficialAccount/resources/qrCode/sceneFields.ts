import { InvalidInput, type Field, type Parameters } from '../../../operation/operation';
import { sceneOfCampaign, type Campaign } from '../../../protocol/campaign';

/** WeChat's limits (wechat-api.md C.5, "qrcode"). */
const SCENE_CHARACTERS = 64;
const GREATEST = { permanent: 100_000, temporary: 4_294_967_295 };

const part = (displayName: string, name: string, description: string, placeholder: string): Field => ({
	displayName,
	name,
	at: false,
	type: 'string',
	default: '',
	displayOptions: { show: { sceneFrom: ['campaign'] } },
	placeholder,
	description,
});

/** What the code stands for: what the WeChat Trigger tells when somebody scans it. */
export const sceneFields: Field[] = [
	{
		displayName: 'Scene',
		name: 'sceneFrom',
		at: false,
		type: 'options',
		noDataExpression: true,
		default: 'campaign',
		options: [
			{
				name: 'Campaign',
				value: 'campaign',
				description: 'Source, campaign and medium, which the WeChat Trigger gives back as columns when somebody follows or scans',
			},
			{ name: 'Number', value: 'number', description: 'Permanent codes take 1 to 100000' },
			{ name: 'Text', value: 'text', description: 'Up to 64 characters' },
		],
		description: 'What the WeChat Trigger tells when somebody scans the code (场景值)',
	},
	{
		...part('Source', 'source', 'Where people see the code (utm_source)', 'e.g. spring-fair'),
		required: true,
	} as Field,
	part('Campaign', 'campaign', 'What it is part of (utm_campaign)', 'e.g. tea-618'),
	part('Medium', 'medium', 'What it is printed or shown on (utm_medium)', 'e.g. poster'),
	{
		displayName: 'Scene Number',
		name: 'scene_id',
		at: false,
		type: 'number',
		default: 1,
		required: true,
		displayOptions: { show: { sceneFrom: ['number'] } },
		description: 'A whole number from 1; of a permanent code up to 100000',
	},
	{
		displayName: 'Scene Text',
		name: 'scene_str',
		at: false,
		type: 'string',
		default: '',
		required: true,
		max: { characters: SCENE_CHARACTERS },
		displayOptions: { show: { sceneFrom: ['text'] } },
		placeholder: 'e.g. store-12',
		description: 'Up to 64 characters',
	},
];

/** What was entered, without the spaces at its ends, which a sheet may have and a filter of the trigger has not. */
function campaignOf(parameters: Parameters): Campaign {
	const [campaign, medium] = [parameters.campaign, parameters.medium].map((part) => String(part ?? '').trim() || null);
	return { source: filled('Source', parameters.source), campaign, medium };
}

function filled(label: string, text: unknown): string {
	const trimmed = String(text).trim();
	if (trimmed) return trimmed;
	throw new InvalidInput(`“${label}” is empty`, 'Fill it in, or check the expression that should yield it');
}

/**
 * The scene as WeChat takes it.
 * @throws InvalidInput where it takes none such
 */
export function sceneOf(parameters: Parameters): { scene_id: number } | { scene_str: string } {
	const { sceneFrom, scene_id, scene_str, lifetime } = parameters;
	if (sceneFrom === 'text') return { scene_str: filled('Scene Text', scene_str) };
	return sceneFrom === 'number' ? { scene_id: numberOf(scene_id, lifetime as keyof typeof GREATEST) } : { scene_str: campaignScene(parameters) };
}

function numberOf(number: unknown, lifetime: keyof typeof GREATEST): number {
	const most = GREATEST[lifetime];
	if (Number.isInteger(number) && Number(number) >= 1 && Number(number) <= most) return Number(number);
	throw new InvalidInput(`“Scene Number” cannot be ${String(number)}`, `A ${lifetime} code takes a whole number from 1 to ${most}`);
}

function campaignScene(parameters: Parameters): string {
	const scene = sceneOfCampaign(campaignOf(parameters));
	const characters = [...scene].length;
	if (characters <= SCENE_CHARACTERS) return scene;
	throw new InvalidInput(
		`“Source”, “Campaign” and “Medium” are too long together: ${characters} characters, ${characters - SCENE_CHARACTERS} more than WeChat takes`,
		`Shorten them. Of ${SCENE_CHARACTERS} characters six tell that it is a campaign; slashes, commas and percent signs count as three or six`,
	);
}

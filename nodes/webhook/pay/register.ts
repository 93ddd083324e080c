import type { IHookFunctions, INodeProperties } from 'n8n-workflow';
import { Client } from '../../transport/client';
import type { WireRequest } from '../../transport/request';
import { wechatPay } from '../../transport/wechatPay';
import { demandPublicUrl } from '../publicUrl';
import { activationIn } from '../activation';
import { place } from '../request';
import { inWords, Taken } from './registerProblem';
import { putUrl, registeredUrl, takeUrl, type Desk } from './registeredUrl';
import { registrations, type Registration } from './registrations';

export const registerUrls: INodeProperties = {
	displayName: 'Register URL For',
	name: 'registerUrls',
	type: 'multiOptions',
	default: [],
	options: registrations.map(({ name, value, description }) => ({ name, value, description })),
	description:
		'These are reported to one URL of the whole merchant. Publishing the workflow registers its Production URL at WeChat Pay, and deactivating it takes the URL away again, where WeChat Pay lets it. Test runs change nothing.',
};

export const overwriteUrl: INodeProperties = {
	displayName: 'Replace Another URL',
	name: 'overwriteUrl',
	type: 'boolean',
	default: false,
	description: 'Whether Register URL For may replace the URL of another system, which then hears nothing any more',
};

/** A start of n8n must not hang on WeChat Pay. */
const PATIENCE_MS = 8000;

interface Place extends Desk {
	context: IHookFunctions;
	url: string;
}

/** `webhookMethods` of the trigger: false when there is something to do. */
export async function isRegistered(context: IHookFunctions): Promise<boolean> {
	return activationIn(context) === 'test run';
}

/**
 * The workflow is published, or n8n starts: WeChat Pay gets the URLs that the user has chosen.
 * @throws NodeOperationError when the user has just published
 */
export async function register(context: IHookFunctions): Promise<boolean> {
	const activation = activationIn(context);
	if (activation === 'test run') return true;
	demandPublicUrl(context, 'pay');
	if (activation === 'by n8n itself') {
		await Promise.all(chosenIn(context).map(async (registration) => await registerOnce(context, registration)));
		return true;
	}
	for (const registration of chosenIn(context)) {
		const problem = await problemOf(async () => await put(registration, await placeOf(context)));
		if (problem) throw inWords(context.getNode(), registration, problem);
	}
	return true;
}

/** At n8n's start payments must not wait for a complaint's URL. */
async function registerOnce(context: IHookFunctions, registration: Registration): Promise<void> {
	const problem = await problemOf(async () => await put(registration, await placeOf(context, { repeatable: false })));
	if (problem) context.logger.error(`${place(context)}: the URL for ${registration.what} could not be registered. ${problem.message}`);
}

/** The workflow is deactivated: our URLs are taken away. It never fails, because the user wants it off. */
export async function unregister(context: IHookFunctions): Promise<boolean> {
	if (activationIn(context) === 'test run') return true;
	for (const registration of chosenIn(context)) {
		const problem = await problemOf(async () => await take(registration, await placeOf(context)));
		if (problem) log(context, registration, `could not be removed. ${problem.message}`);
	}
	return true;
}

async function put(registration: Registration, place: Place): Promise<void> {
	const { context, url } = place;
	const there = await registeredUrl(registration, place);
	// Of what has a switch it is not told whether that is on.
	if (there === url && registration.remove !== 'switch') return;
	// Under another domain it is this workflow before n8n was moved: the path has the webhook's id in it.
	const isFree = there === undefined || pathOf(there) === pathOf(url);
	if (!isFree && context.getNodeParameter('additionalFields.overwriteUrl', false) !== true) {
		throw new Taken(`WeChat Pay reports ${registration.what} to ${there} already: switch on the option “${overwriteUrl.displayName}” to have this workflow take its place`);
	}
	await putUrl(registration, url, there === undefined, place);
}

async function take(registration: Registration, place: Place): Promise<void> {
	const { context, url } = place;
	if ((await registeredUrl(registration, place)) !== url) return;
	if (await takeUrl(registration, url, place)) return;
	log(context, registration, 'is still registered. WeChat Pay has no way to remove it. It stays until another one is registered.');
}

function pathOf(url: string): string {
	return URL.canParse(url) ? new URL(url).pathname : url;
}

async function placeOf(context: IHookFunctions, more: Partial<WireRequest> = {}): Promise<Place> {
	// The client wants of its context what this one has too: credentials and the HTTP helper.
	const client = new Client(context, wechatPay);
	const { mchid } = await context.getCredentials(wechatPay.credentialType);
	const call = async (request: WireRequest) => await client.json({ ...request, patience: PATIENCE_MS, ...more });
	return { context, call, mchid: String(mchid).trim(), url: String(context.getNodeWebhookUrl('default')) };
}

function chosenIn(context: IHookFunctions): Registration[] {
	const chosen = context.getNodeParameter('additionalFields.registerUrls', []) as string[];
	return registrations.filter(({ value }) => chosen.includes(value));
}

async function problemOf(act: () => Promise<unknown>): Promise<Error | undefined> {
	try {
		await act();
		return undefined;
	} catch (error) {
		return error as Error;
	}
}

function log(context: IHookFunctions, { what }: Registration, became: string): void {
	context.logger.warn(`${place(context)}: the URL for ${what} ${became}`);
}

import type { IHookFunctions } from 'n8n-workflow';

/** n8n was started, or another main process has taken over. */
const BY_ITSELF = ['init', 'leadershipChange'];

/** Why n8n registers a webhook, or removes it. */
export type Activation = 'published by the user' | 'by n8n itself' | 'test run';

/** Only who has just published is there to read an error; a test run must change nothing that is in use. */
export function activationIn(context: IHookFunctions): Activation {
	const mode = context.getActivationMode();
	// n8n says `update` when it ends a test run; the Test URL tells.
	if (mode === 'manual' || /\/webhook-test\//.test(context.getNodeWebhookUrl('default') ?? '')) return 'test run';
	return BY_ITSELF.includes(mode) ? 'by n8n itself' : 'published by the user';
}

import { setTimeout as sleep } from 'node:timers/promises';
import { RestError, type Rest } from './session';

interface Publication {
	status: 'published' | 'in_progress' | 'not_published' | 'partial' | 'failed';
	triggers: Array<{ status: string; errorMessage: string | null }>;
}

const PATIENCE_MS = 30_000;

/** Makes the saved version of a workflow the one that runs in production, and waits until its triggers do. */
export async function publish(rest: Rest, workflowId: string): Promise<void> {
	const workflow = await rest<{ name: string; versionId: string; activeVersionId: string | null }>('GET', `/rest/workflows/${workflowId}`);
	try {
		if (workflow.activeVersionId !== workflow.versionId) {
			await rest('POST', `/rest/workflows/${workflowId}/activate`, { versionId: workflow.versionId });
		}
		await waitForTriggers(rest, workflowId);
	} catch (error) {
		throw new Error(`The workflow "${workflow.name}" could not be published: ${(error as Error).message}`);
	}
}

async function waitForTriggers(rest: Rest, workflowId: string): Promise<void> {
	const deadline = Date.now() + PATIENCE_MS;
	for (;;) {
		const { status, triggers } = await publicationOf(rest, workflowId);
		if (status === 'published') return;
		if (status === 'failed' || status === 'partial' || Date.now() > deadline) {
			const reasons = triggers.map(({ errorMessage }) => errorMessage).filter(Boolean);
			throw new Error(`its triggers are "${status}": ${reasons.join('; ') || "see n8n's log"}`);
		}
		await sleep(100);
	}
}

/** Versions that know no such status activate a workflow before they answer. */
async function publicationOf(rest: Rest, workflowId: string): Promise<Publication> {
	try {
		return await rest<Publication>('GET', `/rest/workflows/${workflowId}/publication-status`);
	} catch (error) {
		if (error instanceof RestError && error.status === 404) return { status: 'published', triggers: [] };
		throw error;
	}
}

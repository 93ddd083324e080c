import type { Demo } from '../../../demo/flow';
import { demoCredentials } from '../../../demo/credentials';

/** Tests one of the demo's credentials with something changed, as the dialog does it: it is saved, then tested. */
export async function testCredential(demo: Demo, demoId: string, changed: Record<string, unknown>): Promise<{ status: string; message: string }> {
	const { type, data } = demoCredentials(demo.phone.replace('/simulator', ''), demo.notifyUrl).find(({ id }) => id === demoId)!;
	const credential = { name: 'tested', type, data: { ...(data as object), ...changed } };
	const { id } = await demo.n8n.rest<{ id: string }>('POST', '/rest/credentials', credential);
	return await demo.n8n.rest('POST', '/rest/credentials/test', { credentials: { id, ...credential } });
}

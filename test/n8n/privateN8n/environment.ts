import { delimiter, dirname } from 'node:path';
import type { InstalledN8n } from './install';
import type { Variant } from './versions';

/** What of the caller's environment would change n8n: settings of another n8n, of npm, of the test runner. */
const NOT_MEANT_FOR_IT = /^(N8N|DB|EXECUTIONS|WEBHOOK|GENERIC|QUEUE|NODE|JEST|NPM)_/i;

/** The environment of a private n8n: nothing of the machine's other n8n, no calls home, everything kept. */
export function environment(
	{ node }: InstalledN8n,
	variant: Variant,
	{ folder, port, brokerPort, env }: { folder: string; port: number; brokerPort: number; env?: Record<string, string> },
): NodeJS.ProcessEnv {
	const own = Object.fromEntries(Object.entries(process.env).filter(([name]) => !NOT_MEANT_FOR_IT.test(name)));
	return {
		...own,
		PATH: `${dirname(node)}${delimiter}${process.env.PATH}`,
		HOME: folder,
		NODE_ENV: 'production',
		N8N_USER_FOLDER: folder,
		N8N_LISTEN_ADDRESS: '127.0.0.1',
		N8N_HOST: '127.0.0.1',
		N8N_PORT: String(port),
		N8N_RUNNERS_BROKER_PORT: String(brokerPort),
		N8N_EDITOR_BASE_URL: `http://127.0.0.1:${port}/`,
		WEBHOOK_URL: `http://127.0.0.1:${port}/`,
		N8N_SECURE_COOKIE: 'false',
		N8N_DIAGNOSTICS_ENABLED: 'false',
		N8N_VERSION_NOTIFICATIONS_ENABLED: 'false',
		N8N_TEMPLATES_ENABLED: 'false',
		N8N_PERSONALIZATION_ENABLED: 'false',
		N8N_VERIFIED_PACKAGES_ENABLED: 'false',
		N8N_UNVERIFIED_PACKAGES_ENABLED: 'true',
		N8N_LICENSE_AUTO_RENEW_ENABLED: 'false',
		EXECUTIONS_DATA_SAVE_ON_SUCCESS: 'all',
		EXECUTIONS_DATA_SAVE_ON_ERROR: 'all',
		EXECUTIONS_DATA_SAVE_MANUAL_EXECUTIONS: 'true',
		...variant.env,
		...env,
	};
}

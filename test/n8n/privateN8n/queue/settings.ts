import { randomBytes } from 'node:crypto';
import type { Postgres } from './postgres';

/** What all processes of one queue-mode n8n have in common. */
export function sharedSettings(redisPort: number, postgres: Postgres, webhookUrl: string): Record<string, string> {
	return {
		EXECUTIONS_MODE: 'queue',
		N8N_ENCRYPTION_KEY: randomBytes(24).toString('hex'),
		DB_TYPE: 'postgresdb',
		DB_POSTGRESDB_HOST: '127.0.0.1',
		DB_POSTGRESDB_PORT: String(postgres.port),
		DB_POSTGRESDB_DATABASE: postgres.database,
		DB_POSTGRESDB_USER: postgres.user,
		// n8n's own number, 2, is soon used up on a machine that is busy with all the processes.
		DB_POSTGRESDB_POOL_SIZE: '8',
		QUEUE_BULL_REDIS_HOST: '127.0.0.1',
		QUEUE_BULL_REDIS_PORT: String(redisPort),
		// Production webhooks are the webhook process's alone.
		N8N_DISABLE_PRODUCTION_MAIN_PROCESS: 'true',
		WEBHOOK_URL: `${webhookUrl}/`,
		// A worker that is stopped waits so long for what it is executing.
		N8N_GRACEFUL_SHUTDOWN_TIMEOUT: '5',
	};
}

/** A worker has no web server but this one, which tells how it is. */
export function healthSettings(port: number): Record<string, string> {
	return {
		QUEUE_HEALTH_CHECK_ACTIVE: 'true',
		QUEUE_HEALTH_CHECK_PORT: String(port),
		N8N_WORKER_SERVER_ADDRESS: '127.0.0.1',
	};
}

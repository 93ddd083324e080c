import { inspect } from 'node:util';
import { LoggerProxy } from 'n8n-workflow';
import { Container, Logger } from './core';

/** Every line that was logged, by nodes through n8n's logger, by n8n itself, or on the console. */
export const logged: string[] = [];

const line =
	(level: string) =>
	(...said: unknown[]): void => {
		logged.push(`${level} ${said.map((one) => inspect(one, { depth: 12, showHidden: true })).join(' ')}`);
	};

const logger = {
	error: line('error'),
	warn: line('warn'),
	info: line('info'),
	debug: line('debug'),
	scoped: () => logger,
};

LoggerProxy.init(logger as never);
Container.set(Logger, logger);
for (const level of ['error', 'warn', 'info', 'log', 'debug'] as const) console[level] = line(`console.${level}`);

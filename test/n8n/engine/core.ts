import './environment';
import { createRequire } from 'node:module';

interface Container {
	get<T>(type: new (...args: never[]) => T): T;
	set<T>(type: new (...args: never[]) => T, instance: T): void;
}

/** A package as n8n-core sees it: other versions of the same lie beside it in node_modules. */
const ofCore = createRequire(require.resolve('n8n-core'));

/** n8n's registry of services. */
export const { Container } = ofCore('@n8n/di') as { Container: Container };

/** What n8n and its nodes log with. */
export const { Logger } = ofCore('@n8n/backend-common') as { Logger: new () => object };

import type { Routes } from './request';

/** What happened: API calls and conversations. */
export const records: Routes = {
	'GET /simulator/calls': ({ world, query }) => world.calls.since(Number(query.since ?? 0)),
	'DELETE /simulator/calls': ({ world }) => world.calls.clear(),
	'GET /simulator/conversations': ({ world, query }) => world.conversations.list(query),
};

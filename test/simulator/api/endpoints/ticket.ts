import type { Context, Endpoints } from '../context';
import { OK } from '../context';

/** wechat-api.md A, "ticket". */
export const ticket: Endpoints = {
	'/cgi-bin/ticket/getticket': ({ account, query, now }: Context) => {
		const { value, expiresAt } = account.tickets.get(query.type, now);
		return { ...OK, ticket: value, expires_in: Math.floor((expiresAt - now) / 1000) };
	},
};

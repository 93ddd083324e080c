import { Agent } from 'node:http';
import axios, { type Method } from 'axios';

/** The owner of every private n8n. */
export const LOGIN = { email: 'owner@example.com', password: 'Private-n8n-1' };

/** Calls n8n's own REST API (`/rest/…`) as the owner. */
export type Rest = <T = unknown>(method: Method, path: string, body?: unknown) => Promise<T>;

/** Logs the owner in, after setting him up where that has not been done. */
export async function openSession(url: string): Promise<Rest> {
	const client = axios.create({
		baseURL: url,
		proxy: false,
		validateStatus: () => true,
		// n8n ties a login to the browser that made it.
		headers: { 'browser-id': 'private-n8n' },
		// While n8n computes it sees no request, and then closes connections that it believes idle.
		httpAgent: new Agent({ keepAlive: false }),
	});
	const rest: Rest = async <T>(method: Method, path: string, body?: unknown): Promise<T> => {
		const { status, data, headers } = await client.request<{ data: T; message?: string }>({ method, url: path, data: body });
		if (status >= 400) throw new RestError(method, path, status, data?.message ?? JSON.stringify(data));
		const cookie = headers['set-cookie']?.map((it) => it.split(';')[0]).join('; ');
		if (cookie) client.defaults.headers.common.cookie = cookie;
		return data?.data ?? (data as T);
	};

	const { userManagement } = await rest<{ userManagement: { showSetupOnFirstLoad: boolean } }>('GET', '/rest/settings');
	if (userManagement.showSetupOnFirstLoad) {
		await rest('POST', '/rest/owner/setup', { ...LOGIN, firstName: 'Owner', lastName: 'Private' });
	} else {
		await rest('POST', '/rest/login', { emailOrLdapLoginId: LOGIN.email, password: LOGIN.password });
	}
	return rest;
}

/** n8n refused a call to its REST API. */
export class RestError extends Error {
	constructor(method: string, path: string, readonly status: number, words: string) {
		super(`n8n answered ${method} ${path} with ${status}: ${words}`);
	}
}

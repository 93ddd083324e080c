import { createAccount, type Account, type AccountSettings, type Callback } from '../world/account';
import { describeMerchant } from './pay/merchants';
import { OrderError, type Routes } from './request';

const SETTINGS = ['appid', 'name', 'ghId', 'secret', 'type', 'verified', 'ipWhitelist', 'callback', 'quota', 'staff', 'migratedFrom', 'oldReportsOffline'];
const CHOICES: Record<string, string[]> = {
	type: ['service', 'subscription', 'miniProgram'],
	mode: ['plain', 'compatible', 'secure'],
	format: ['xml', 'json'],
};

/** State, reset, and the accounts with what their owners set in the console. */
export const accounts: Routes = {
	'GET /simulator/state': ({ world }) => ({
		url: world.url,
		now: world.now(),
		accounts: [...world.accounts.values()].map(describe),
		merchants: [...world.merchants.values()].map((merchant) => describeMerchant(world.url, merchant)),
	}),

	'POST /simulator/reset': ({ world }) => world.reset(),

	'POST /simulator/accounts': ({ world, body }) => {
		const given = settings(body);
		const known = world.accounts.get(given.appid);
		const account = known ? update(known, given) : createAccount(given as AccountSettings);
		world.accounts.set(account.appid, account);
		world.tell({ kind: 'state', data: null });
		return describe(account);
	},

	'POST /simulator/clock': ({ world, body }) => {
		if (typeof body.advance !== 'number') throw new OrderError('advance must be a number of seconds');
		world.advance(body.advance * 1000);
		return { now: world.now() };
	},
};

type Given = Omit<Partial<AccountSettings>, 'callback'> & { appid: string; callback?: Partial<Callback> };

function settings(body: Record<string, unknown>): Given {
	const unknown = Object.keys(body).find((name) => !SETTINGS.includes(name));
	if (unknown) throw new OrderError(`${unknown} is no setting; there are ${SETTINGS.join(', ')}`);
	const given = body as unknown as Given;
	if (typeof given.appid !== 'string' || !given.appid) throw new OrderError('appid is missing');
	for (const [name, allowed] of Object.entries(CHOICES)) {
		const value = name === 'type' ? given.type : given.callback?.[name as keyof Callback];
		if (value !== undefined && !allowed.includes(value))
			throw new OrderError(`${name} is one of ${allowed.join(', ')}`);
	}
	return given;
}

function update(account: Account, { callback, ...rest }: Given): Account {
	return Object.assign(account, rest, { callback: { ...account.callback, ...callback } });
}

function describe(account: Account) {
	const { appid, name, ghId, secret, type, verified, ipWhitelist, callback, quota, staff, migratedFrom } = account;
	return {
		...{ appid, name, ghId, secret, type, verified, ipWhitelist, callback, quota, staff, migratedFrom },
		followers: account.subscribers,
		tags: [...account.tags.values()],
		media: account.media.size,
	};
}

/** What a person copies into n8n's credential. */
export function credentialValues(url: string, { appid, secret, callback }: Account): Record<string, string> {
	return {
		'App ID': appid,
		'App Secret': secret,
		'Callback Token': callback.token,
		'Encoding AES Key': callback.mode === 'plain' ? '(empty: plain mode)' : callback.encodingAesKey,
		'Base URL': url,
	};
}

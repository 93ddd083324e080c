import { createHash, type KeyObject } from 'node:crypto';
import { remember } from '../remember';
import { decryptResource, type EncryptedResource } from './cipher';
import { certificateOf } from './keys';
import type { Merchant } from './merchant';

/** A platform certificate of WeChat Pay's. */
export interface Certificate {
	serial: string;
	key: KeyObject;
	/** Milliseconds since 1970. */
	effectiveAt: number;
	expiresAt: number;
}

/** An answer of `GET /v3/certificates` (wechat-pay.md §1.5). */
export interface CertificateList {
	data?: Array<{ effective_time: string; expire_time: string; encrypt_certificate: EncryptedResource }>;
}

/** An unknown serial number may be a forger's: it costs one call a minute. */
const MINUTE = 60_000;

/** The next certificate appears at least a day before it is used. */
const STALE = 12 * 3600 * 1000;

const MOST = 100;

interface Entry {
	certificates: Certificate[];
	fetchedAt: number;
}

/** The platform certificates of each merchant, fetched when they are needed. */
export class CertificateDesk {
	private readonly entries = new Map<string, Entry>();
	private readonly renewing = new Map<string, Promise<Entry>>();
	private readonly failures = new Map<string, { at: number; error: Error }>();

	/**
	 * The key of this serial number; `undefined` when WeChat has no such certificate.
	 * @param fetch `GET /v3/certificates`; an empty list for a merchant that has none
	 * @param patient does not ask again for a minute after that failed: a forger may be behind it
	 */
	async find(
		merchant: Merchant,
		serial: string,
		fetch: () => Promise<CertificateList>,
		now: number,
		patient = false,
	): Promise<KeyObject | undefined> {
		const known = this.entries.get(nameOf(merchant));
		const key = known && keyIn(known, serial, now);
		if (key) {
			// It serves while the newer ones come.
			if (now - known.fetchedAt >= STALE) void this.renewed(merchant, fetch, now, true).catch(() => undefined);
			return key;
		}
		return keyIn(await this.renewed(merchant, fetch, now, patient), serial, now);
	}

	/** The certificate that took effect last, fetched if there is none; `undefined` for a merchant that has none. */
	async newest(merchant: Merchant, fetch: () => Promise<CertificateList>, now: number): Promise<Certificate | undefined> {
		const known = this.known(merchant, now);
		if (known) return known;
		return newestOf(await this.renew(nameOf(merchant), merchant, fetch, now), now);
	}

	/** The same, as far as it has been fetched. */
	known(merchant: Merchant, now: number): Certificate | undefined {
		const entry = this.entries.get(nameOf(merchant));
		return entry && newestOf(entry, now);
	}

	/** WeChat does not know one of them any more: they are fetched anew when they are next needed. */
	forget(merchant: Merchant): void {
		this.entries.delete(nameOf(merchant));
	}

	/** Asks WeChat at most once a minute. */
	private async renewed(
		merchant: Merchant,
		fetch: () => Promise<CertificateList>,
		now: number,
		patient: boolean,
	): Promise<Entry> {
		const name = nameOf(merchant);
		const entry = this.entries.get(name);
		if (entry && now - entry.fetchedAt < MINUTE) return entry;
		const failure = this.failures.get(name);
		if (patient && failure && now - failure.at < MINUTE) throw failure.error;
		return await this.renew(name, merchant, fetch, now);
	}

	/** Whoever asks meanwhile waits for the same call. */
	private renew(
		name: string,
		merchant: Merchant,
		fetch: () => Promise<CertificateList>,
		now: number,
	): Promise<Entry> {
		const underWay = this.renewing.get(name);
		if (underWay) return underWay;
		const renewal = fetch()
			.then((list) => ({ certificates: certificatesIn(list, merchant), fetchedAt: now }))
			.then(
				(entry) => {
					remember(this.entries, name, entry, MOST);
					this.failures.delete(name);
					return entry;
				},
				(error: Error) => {
					remember(this.failures, name, { at: now, error }, MOST);
					return Promise.reject(error);
				},
			)
			.finally(() => this.renewing.delete(name));
		this.renewing.set(name, renewal);
		return renewal;
	}
}

/**
 * Decrypts the list. That it decrypts with the APIv3 key proves where it comes from.
 * @throws Undecipherable
 */
export function certificatesIn({ data = [] }: CertificateList, { apiV3Key }: Pick<Merchant, 'apiV3Key'>): Certificate[] {
	return data.map(({ effective_time, expire_time, encrypt_certificate }) => ({
		...certificateOf(decryptResource(encrypt_certificate, apiV3Key)),
		effectiveAt: Date.parse(effective_time),
		expiresAt: Date.parse(expire_time),
	}));
}

function valid({ certificates }: Entry, now: number): Certificate[] {
	return certificates.filter(({ effectiveAt, expiresAt }) => effectiveAt <= now && now < expiresAt);
}

function newestOf(entry: Entry, now: number): Certificate | undefined {
	return valid(entry, now).sort((a, b) => b.effectiveAt - a.effectiveAt)[0];
}

function keyIn(entry: Entry, serial: string, now: number): KeyObject | undefined {
	return valid(entry, now).find((certificate) => certificate.serial === serial)?.key;
}

/** By the secret too: who has entered another one, for a server of his own, must not have a say. */
function nameOf({ mchid, apiV3Key, baseUrl }: Merchant): string {
	return createHash('sha256').update(JSON.stringify([mchid, apiV3Key, baseUrl])).digest('hex');
}

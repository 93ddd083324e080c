import { createPublicKey, type KeyObject } from 'node:crypto';
import { CertificateDesk, type CertificateList, certificatesIn } from '../../../nodes/protocol/pay/certificates';
import { Undecipherable } from '../../../nodes/protocol/pay/cipher';
import { type Merchant, merchantOf } from '../../../nodes/protocol/pay/merchant';
import { ENTERED, encrypted, foreign, PLATFORM, thrown } from './material';

const [OLD, NEW] = PLATFORM;
const SECOND = 1000;
const HOUR = 3600 * SECOND;
const NOW = Date.parse('2026-11-22T20:00:00+08:00');
const UNKNOWN = 'F'.repeat(40);

const merchant = merchantOf(ENTERED);
const otherKey = 'another APIv3 key with 32 bytes.';

interface Listed {
	effective?: string;
	expires?: string;
	key?: string;
}

function listed({ serial, certificate }: (typeof PLATFORM)[number], { effective, expires, key }: Listed = {}) {
	return {
		serial_no: serial,
		effective_time: effective ?? '2024-03-01T08:00:00+08:00',
		expire_time: expires ?? '2034-03-01T08:00:00+08:00',
		encrypt_certificate: encrypted(certificate, { key }),
	};
}

/** A WeChat Pay whose list the test decides, and which counts how often it was asked. */
class Source {
	asked = 0;
	list: CertificateList = { data: [listed(OLD)] };
	fails = false;
	/** Answers come when the test says so. */
	hold?: Promise<void>;

	readonly fetch = async (): Promise<CertificateList> => {
		this.asked++;
		await this.hold;
		if (this.fails) throw new Error('WeChat Pay could not be reached');
		return this.list;
	};
}

let desk: CertificateDesk;
let source: Source;

beforeEach(() => {
	desk = new CertificateDesk();
	source = new Source();
});

const find = async (serial = OLD.serial, now = NOW, whose: Merchant = merchant, by = source) => await desk.find(whose, serial, by.fetch, now, true);
const is = (key: KeyObject | undefined, { privateKey }: (typeof PLATFORM)[number]) => Boolean(key?.equals(createPublicKey(privateKey)));

describe('a certificate', () => {
	test('is fetched when it is needed, and then known', async () => {
		expect(is(await find(), OLD)).toBe(true);
		expect(is(await find(OLD.serial, NOW + SECOND), OLD)).toBe(true);
		expect(source.asked).toBe(1);
	});

	test('is found by its own serial number, among several', async () => {
		source.list = { data: [listed(OLD), listed(NEW)] };
		expect(is(await find(NEW.serial), NEW)).toBe(true);
		expect(is(await find(OLD.serial), OLD)).toBe(true);
		expect(source.asked).toBe(1);
	});

	test('is fetched once for all who ask at the same time', async () => {
		let go = () => undefined as void;
		source.hold = new Promise((resolve) => (go = resolve));
		const all = [...Array.from({ length: 10 }, async () => await find()), find(UNKNOWN)];
		go();
		const keys = await Promise.all(all);
		expect(keys.map((key) => is(key, OLD))).toEqual([...Array<boolean>(10).fill(true), false]);
		expect(source.asked).toBe(1);
	});

	test('of a merchant who has none is none', async () => {
		for (const list of [{}, { data: [] }]) {
			source.list = list;
			desk = new CertificateDesk();
			expect(await find()).toBeUndefined();
		}
	});
});

describe('an unknown serial number may be a forger’s', () => {
	test('it is asked for at most once a minute', async () => {
		expect(await find(UNKNOWN)).toBeUndefined();
		for (const later of [0, SECOND, 59 * SECOND, 60 * SECOND - 1]) expect(await find(UNKNOWN, NOW + later)).toBeUndefined();
		for (let n = 0; n < 50; n++) await find(String(n).padStart(40, 'E'), NOW + SECOND);
		expect(source.asked).toBe(1);
		await find(UNKNOWN, NOW + 60 * SECOND);
		expect(source.asked).toBe(2);
		await find(UNKNOWN, NOW + 119 * SECOND);
		expect(source.asked).toBe(2);
	});

	test('and the known ones serve meanwhile', async () => {
		await find(UNKNOWN);
		expect(is(await find(OLD.serial, NOW + SECOND), OLD)).toBe(true);
		expect(source.asked).toBe(1);
	});

	test('a new certificate is there a minute later', async () => {
		await find();
		source.list = { data: [listed(OLD), listed(NEW)] };
		expect(await find(NEW.serial, NOW + 59 * SECOND)).toBeUndefined();
		expect(is(await find(NEW.serial, NOW + 61 * SECOND), NEW)).toBe(true);
		expect(is(await find(OLD.serial, NOW + 61 * SECOND), OLD)).toBe(true);
	});

	test('that WeChat Pay could not be asked is said, not taken for a no; it is asked again a minute later', async () => {
		source.fails = true;
		await expect(find()).rejects.toThrow('could not be reached');
		source.fails = false;
		for (const later of [0, SECOND, 60 * SECOND - 1]) await expect(find(OLD.serial, NOW + later)).rejects.toThrow('could not be reached');
		expect(source.asked).toBe(1);
		expect(is(await find(OLD.serial, NOW + 60 * SECOND), OLD)).toBe(true);
		expect(await find(UNKNOWN, NOW + 61 * SECOND)).toBeUndefined();
		expect(source.asked).toBe(2);
	});

	test('a list that cannot be decrypted is not asked for by every forgery', async () => {
		source.list = { data: [listed(OLD, { key: otherKey })] };
		for (let n = 0; n < 5; n++) await expect(find(String(n).padStart(40, 'E'), NOW + n * SECOND)).rejects.toBeInstanceOf(Undecipherable);
		expect(source.asked).toBe(1);
	});

	test('a failure of one merchant is none of another', async () => {
		source.fails = true;
		await expect(find()).rejects.toThrow('could not be reached');
		const stranger = merchantOf({ ...ENTERED, mchid: '1900071235' });
		expect(is(await find(OLD.serial, NOW, stranger, new Source()), OLD)).toBe(true);
	});
});

describe('renewal', () => {
	test('comes after twelve hours, not before', async () => {
		await find();
		await find(OLD.serial, NOW + 12 * HOUR - 1);
		expect(source.asked).toBe(1);
		await find(OLD.serial, NOW + 12 * HOUR);
		expect(source.asked).toBe(2);
		await find(OLD.serial, NOW + 24 * HOUR - 1);
		expect(source.asked).toBe(2);
	});

	test('that fails leaves the old one in service, and is tried again, once a minute', async () => {
		await find();
		source.fails = true;
		for (const later of [0, SECOND, 59 * SECOND]) expect(is(await find(OLD.serial, NOW + 13 * HOUR + later), OLD)).toBe(true);
		expect(source.asked).toBe(2);
		expect(is(await find(OLD.serial, NOW + 13 * HOUR + 60 * SECOND), OLD)).toBe(true);
		expect(source.asked).toBe(3);
	});

	test('that fails does not leave an unknown one in service', async () => {
		await find();
		source.fails = true;
		await expect(find(UNKNOWN, NOW + 13 * HOUR)).rejects.toThrow('could not be reached');
	});

	test('keeps nobody waiting, and takes out of service what is no longer listed', async () => {
		await find();
		source.list = { data: [listed(NEW)] };
		let go = () => undefined as void;
		source.hold = new Promise((resolve) => (go = resolve));
		expect(is(await find(OLD.serial, NOW + 13 * HOUR), OLD)).toBe(true);
		const renewed = find(NEW.serial, NOW + 13 * HOUR);
		go();
		expect(is(await renewed, NEW)).toBe(true);
		expect(await find(OLD.serial, NOW + 13 * HOUR)).toBeUndefined();
		expect(source.asked).toBe(2);
	});
});

describe('the time of a certificate', () => {
	const from = (effective: string, expires: string) => {
		source.list = { data: [listed(OLD, { effective, expires })] };
	};

	test('begins and ends to the second', async () => {
		from('2026-11-22T20:00:00+08:00', '2026-11-22T20:00:10+08:00');
		expect(await find(OLD.serial, NOW - 1)).toBeUndefined();
		expect(is(await find(OLD.serial, NOW + 60 * SECOND - 1), OLD)).toBe(false);
		desk = new CertificateDesk();
		expect(is(await find(OLD.serial, NOW), OLD)).toBe(true);
		expect(is(await find(OLD.serial, NOW + 10 * SECOND - 1), OLD)).toBe(true);
		expect(await find(OLD.serial, NOW + 10 * SECOND)).toBeUndefined();
	});

	test('that cannot be read is no time', async () => {
		from('soon', '2034-03-01T08:00:00+08:00');
		expect(await find()).toBeUndefined();
		desk = new CertificateDesk();
		from('2024-03-01T08:00:00+08:00', 'never');
		expect(await find()).toBeUndefined();
	});

	test('an expired one is not kept in service by a failing renewal', async () => {
		from('2024-03-01T08:00:00+08:00', '2026-11-22T21:00:00+08:00');
		await find();
		source.fails = true;
		await expect(find(OLD.serial, NOW + 13 * HOUR)).rejects.toThrow('could not be reached');
	});
});

describe('the certificate that requests name', () => {
	test('is the one that took effect last, whatever the order of the list', async () => {
		for (const data of [
			[listed(OLD), listed(NEW, { effective: '2026-11-01T00:00:00+08:00' })],
			[listed(NEW, { effective: '2026-11-01T00:00:00+08:00' }), listed(OLD)],
		]) {
			desk = new CertificateDesk();
			source.list = { data };
			await find();
			expect(desk.known(merchant, NOW)?.serial).toBe(NEW.serial);
		}
	});

	test('has taken effect, and has not expired', async () => {
		source.list = {
			data: [listed(OLD, { expires: '2026-11-22T23:00:00+08:00' }), listed(NEW, { effective: '2026-11-22T22:00:00+08:00' })],
		};
		await find();
		const serials = [0, 2, 3].map((hours) => desk.known(merchant, NOW + hours * HOUR)?.serial);
		expect(serials).toEqual([OLD.serial, NEW.serial, NEW.serial]);
		expect(desk.known(merchant, Date.parse('2035-01-01T00:00:00Z'))).toBeUndefined();
	});

	test('is unknown as long as nobody has asked', () => {
		expect(desk.known(merchant, NOW)).toBeUndefined();
	});

	const newest = async (now = NOW) => await desk.newest(merchant, source.fetch, now);

	test('is fetched when there is none, once for all who ask at the same time', async () => {
		const [one, other] = await Promise.all([newest(), newest(), find()]);
		expect([one?.serial, other?.serial]).toEqual([OLD.serial, OLD.serial]);
		expect((await newest(NOW + 24 * HOUR))?.serial).toBe(OLD.serial);
		expect(source.asked).toBe(1);
	});

	test('is fetched again when all have expired', async () => {
		source.list = { data: [listed(OLD, { expires: '2026-11-22T21:00:00+08:00' })] };
		await newest();
		source.list = { data: [listed(OLD, { expires: '2026-11-22T21:00:00+08:00' }), listed(NEW)] };
		expect((await newest(NOW + HOUR))?.serial).toBe(NEW.serial);
	});

	test('is none for a merchant who has none, and an error when that is not known', async () => {
		source.list = {};
		expect(await newest()).toBeUndefined();
		source.fails = true;
		await expect(newest()).rejects.toThrow('could not be reached');
	});
});

describe('two merchants', () => {
	const other = (changed: object) => merchantOf({ ...ENTERED, ...changed });

	test.each([
		['with one number and another APIv3 key: one of them may be a forger with a server of his own', other({ apiV3Key: otherKey }), otherKey],
		['with one number and another host', other({ baseUrl: 'https://relay.example.com' }), undefined],
		['with another number', other({ mchid: '1900071235' }), undefined],
	])('%s do not share', async (_, stranger, key) => {
		const forger = new Source();
		forger.list = { data: [listed(NEW, { key })] };
		expect(is(await find(NEW.serial, NOW, stranger, forger), NEW)).toBe(true);
		expect(await find(NEW.serial)).toBeUndefined();
		expect(desk.known(merchant, NOW)?.serial).toBe(OLD.serial);
		expect(desk.known(stranger, NOW)?.serial).toBe(NEW.serial);
		expect([source.asked, forger.asked]).toEqual([1, 1]);
	});

	test('who ask at the same time get each their own', async () => {
		const stranger = other({ apiV3Key: otherKey });
		const forger = new Source();
		forger.list = { data: [listed(NEW, { key: otherKey })] };
		const [own, foreignOne] = await Promise.all([find(NEW.serial), find(NEW.serial, NOW, stranger, forger)]);
		expect([own, is(foreignOne, NEW)]).toEqual([undefined, true]);
	});

	test('with everything the same share: two nodes, one call', async () => {
		await find();
		expect(is(await find(OLD.serial, NOW, other({})), OLD)).toBe(true);
		expect(source.asked).toBe(1);
	});

	test('and a hundred more: the one who asked least lately is forgotten', async () => {
		const many = Array.from({ length: 101 }, (_, n) => other({ mchid: String(2_000_000 + n) }));
		for (const each of many.slice(0, 100)) await find(OLD.serial, NOW, each);
		expect(source.asked).toBe(100);
		// Renewed, it is the newest of them.
		await find(UNKNOWN, NOW + 60 * SECOND, many[0]);
		await find(OLD.serial, NOW + 60 * SECOND, many[100]);
		expect(source.asked).toBe(102);
		await find(OLD.serial, NOW + 60 * SECOND, many[0]);
		expect(source.asked).toBe(102);
		await find(OLD.serial, NOW + 60 * SECOND, many[1]);
		expect(source.asked).toBe(103);
	});
});

describe('the list', () => {
	test('is read as WeChat Pay writes it', () => {
		const [{ key, ...rest }] = certificatesIn({ data: [listed(OLD)] }, merchant);
		expect(rest).toEqual({ serial: OLD.serial, effectiveAt: Date.parse('2024-03-01T00:00:00Z'), expiresAt: Date.parse('2034-03-01T00:00:00Z') });
		expect(is(key, OLD)).toBe(true);
	});

	test('takes the serial number from the certificate, not from beside it, which nothing proves', () => {
		const forged = { ...listed(OLD), serial_no: NEW.serial };
		expect(certificatesIn({ data: [forged] }, merchant)[0].serial).toBe(OLD.serial);
	});

	test.each<[string, () => CertificateList]>([
		['that was encrypted with another key', () => ({ data: [listed(OLD, { key: otherKey })] })],
		['of which one was', () => ({ data: [listed(OLD), listed(NEW, { key: otherKey })] })],
		['whose associated data were changed', () => ({ data: [{ ...listed(OLD), encrypt_certificate: { ...listed(OLD).encrypt_certificate, associated_data: 'x' } }] })],
	])('%s is believed in nothing', async (_, list) => {
		thrown(Undecipherable, () => certificatesIn(list(), merchant));
		source.list = list();
		await expect(find()).rejects.toBeInstanceOf(Undecipherable);
		expect(desk.known(merchant, NOW)).toBeUndefined();
	});

	test('that holds no certificate but a key is none', () => {
		const key = foreign.publicKey.export({ type: 'spki', format: 'pem' }).toString();
		expect(() => certificatesIn({ data: [listed({ ...OLD, certificate: key })] }, merchant)).toThrow();
	});
});

test('what nobody can have forged may ask again at once after a failure', async () => {
	source.fails = true;
	const ours = async () => await desk.find(merchant, OLD.serial, source.fetch, NOW);
	await expect(ours()).rejects.toThrow('could not be reached');
	source.fails = false;
	expect(is(await ours(), OLD)).toBe(true);
});

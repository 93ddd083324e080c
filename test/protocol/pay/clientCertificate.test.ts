import { clientCertificateOf } from '../../../nodes/protocol/pay/clientCertificate';
import { merchantOf } from '../../../nodes/protocol/pay/merchant';
import { MerchantMistake } from '../../../nodes/protocol/pay/mistake';
import { checkV2Fields } from '../../../nodes/protocol/pay/v2Check';
import { ENTERED, MERCHANT, PLATFORM, thrown } from './material';

const merchant = merchantOf(ENTERED);
const NOW = Date.parse('2027-01-01');
const { clientCertificate } = MERCHANT;

/** The same key, another number: `openssl req -x509 -key … -set_serial 0xABC0…0ABC`. */
const OTHER_NUMBER = `-----BEGIN CERTIFICATE-----
MIIDFTCCAf2gAwIBAgIUCrwAAAAAAAAAAAAAAAAAAAAACrwwDQYJKoZIhvcNAQEL
BQAwGTEXMBUGA1UEAwwOYW5vdGhlciBudW1iZXIwIBcNMjYxMTIzMTgzMDQyWhgP
MjEyNjEwMzAxODMwNDJaMBkxFzAVBgNVBAMMDmFub3RoZXIgbnVtYmVyMIIBIjAN
BgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAj7XeUjOH1zJtDmCZLNkL5yJkVHcm
co9W81JjnYdYoKPV348ONoNrFJ+vPDmVrkD0TfJ91bgClxbNQSlOJPa0P3iyOL0h
UUk8d9DYfD3ZYr7X+4fVMKL/sqPoukZjcw4J/78sFifAHKhS9VEdd3xhj509139k
ZA/yeglnllduo3yqcUWplm3gB5t6PGXoQd+kv7il9MHn48mVv++U0xZ8mjzj+9io
kzw/UtZXs+mrKAeXRp1zhjgM+LDJ0JZsVKHdjTVffDilU0JTqwC0WoBsFDTNatLN
Ie/tdIKvvWVfKi7jMWr4CjOjCCuKrtz78pEJFqLkhvL6bfR3vr/nJpFkiQIDAQAB
o1MwUTAdBgNVHQ4EFgQULw7csXrTj8HNV7nDsoRQ01eCGp8wHwYDVR0jBBgwFoAU
Lw7csXrTj8HNV7nDsoRQ01eCGp8wDwYDVR0TAQH/BAUwAwEB/zANBgkqhkiG9w0B
AQsFAAOCAQEAIHQIrvNG0bWKLCqWsdNICxo09QUpPijBChp0ejOCqMz7kKdFXOwF
pIvAJ3cJaQQHRMZ+ceuRVEKT69JNktKcig4kUqDtM1N4cZb1L6/siBdn/KyESyUT
tVY0SerfPbMOMCg29kBqsV9M0WqHDuOuCeyRKFGUvcDQ3u901m73xRHMusZlBVGs
+4t8gajhlBa5gbPem+Wg98r3BNJqoDvX3FSnMuL2yjgsMf+1+Zu2Z4eizDxn1tak
Nh1Ndz1Yr5VKOb1M2VN4IIaBhHKyXy/omCviIp7++dRRFemSnJ6HRPoH6biL3jCi
i04vTkUZD6Qkxs+tGbZp/F5UcdPe/tEyAQ==
-----END CERTIFICATE-----
`;

describe('the client certificate', () => {
	test('goes out with its key', () => {
		const { cert, key } = clientCertificateOf(clientCertificate, merchant, NOW);
		expect(cert).toBe(clientCertificate);
		expect(key).toBe(MERCHANT.privateKey);
	});

	test.each([
		['without line breaks', clientCertificate.replaceAll('\n', ' ')],
		['with \\n for them', clientCertificate.replaceAll('\n', '\\n')],
		['with blanks around it', `\n  ${clientCertificate}  `],
		['with what openssl writes above it', `subject=CN = 1900071234\n${clientCertificate}`],
		['with those of its issuers below it', clientCertificate + PLATFORM[0].certificate],
	])('is taken as it was pasted: %s', (_, pasted) => {
		expect(clientCertificateOf(pasted, merchant, NOW).cert).toBe(clientCertificate);
	});

	test.each([
		['nothing', '', NOW, /“Client Certificate” is empty/],
		['undefined', undefined, NOW, /“Client Certificate” is empty/],
		['some text', 'apiclient_cert.pem', NOW, /is no certificate in PEM form/],
		['the key', MERCHANT.privateKey, NOW, /holds a private key, not a certificate/],
		['half of it', clientCertificate.replace(/[A-Za-z0-9+/]{64}\n/, ''), NOW, /cannot be read: it is damaged/],
		['that of somebody else', PLATFORM[0].certificate, NOW, /does not belong to “Merchant Private Key”/],
		['one with another number', OTHER_NUMBER, NOW, /has another number than “Certificate Serial Number”: 0?ABC0{30,}ABC/],
		['an old one', clientCertificate, Date.parse('2127-01-01'), /has expired \(Oct 30 18:18:04 2126 GMT\)/],
	])('%s is refused, in two sentences that name the field', (_, pasted, now, what) => {
		const mistake = thrown(MerchantMistake, () => clientCertificateOf(pasted, merchant, now));
		expect(mistake.what).toMatch(what);
		expect(mistake.what).toContain('“Client Certificate”');
		expect(mistake.description.length).toBeGreaterThan(20);
		expect(mistake.message).not.toContain(MERCHANT.privateKey.slice(60, 120));
	});

	test.each(['ABC', '0ABC', '000ABC'])('its number is the same with leading zeros and without: %s', (start) => {
		const serialNo = `${start}${'0'.repeat(33)}ABC`;
		expect(() => clientCertificateOf(OTHER_NUMBER, { ...merchant, serialNo }, NOW)).not.toThrow();
	});

	test('is good on its last day', () => {
		expect(() => clientCertificateOf(clientCertificate, merchant, Date.parse('Oct 30 18:18:04 2126 GMT'))).not.toThrow();
	});
});

describe('what the old interface needs', () => {
	test('need not be there', () => {
		expect(() => checkV2Fields({ apiV2Key: ' ', clientCertificate: undefined }, merchant, NOW)).not.toThrow();
	});

	test.each([
		['apiV2Key', 'short', /“APIv2 Key” has 5 bytes/],
		['clientCertificate', 'x', /“Client Certificate” is no certificate/],
	])('a wrong %s is found', (name, value, what) => {
		expect(thrown(MerchantMistake, () => checkV2Fields({ [name]: value }, merchant, NOW)).what).toMatch(what);
	});
});

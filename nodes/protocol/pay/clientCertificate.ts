import { X509Certificate } from 'node:crypto';
import { translating } from '../translating';
import type { Merchant } from './merchant';
import { MerchantMistake } from './mistake';
import { pemBlockIn } from './pem';

/** What an HTTPS connection shows of its own: both PEM. */
export interface ClientCertificate {
	cert: string;
	key: string;
}

const FIELD = 'Client Certificate';
const PASTE = 'Paste the content of apiclient_cert.pem, which begins with -----BEGIN CERTIFICATE----- and came with the Merchant Private Key: API Security > Merchant API Certificate (API安全 > 商户API证书)';

/**
 * The merchant API certificate with its key, which the old interface (API v2) asks for where money goes out.
 * @param now milliseconds since 1970
 * @throws MerchantMistake when it is none, has expired, or is another than the credential's key and serial number are of
 */
export function clientCertificateOf(entered: unknown, { privateKey, serialNo }: Merchant, now: number): ClientCertificate {
	const pem = String(entered ?? '').trim();
	if (!pem) throw new MerchantMistake(`“${FIELD}” is empty, and WeChat Pay asks for it here`, PASTE);
	const certificate = certificateIn(pem);
	if (!certificate.checkPrivateKey(privateKey)) {
		throw new MerchantMistake(`“${FIELD}” does not belong to “Merchant Private Key”`, 'Take apiclient_cert.pem and apiclient_key.pem from the same download');
	}
	if (withoutZeros(certificate.serialNumber.toUpperCase()) !== withoutZeros(serialNo)) {
		throw new MerchantMistake(
			`“${FIELD}” has another number than “Certificate Serial Number”: ${certificate.serialNumber.toUpperCase()}`,
			'Enter the serial number of this certificate, or paste the certificate with the number that is entered',
		);
	}
	if (Date.parse(certificate.validTo) < now) {
		throw new MerchantMistake(`“${FIELD}” has expired (${certificate.validTo})`, 'Apply for a new certificate: API Security > Merchant API Certificate (API安全 > 商户API证书)');
	}
	return { cert: certificate.toString(), key: privateKey.export({ type: 'pkcs8', format: 'pem' }) as string };
}

/** A serial number is a number: some programs write its leading zeros, some do not. */
function withoutZeros(serial: string): string {
	return serial.replace(/^0+/, '');
}

function certificateIn(pem: string): X509Certificate {
	const { label, base64 } = pemBlockIn(pem) ?? {};
	if (label !== 'CERTIFICATE' || base64 === undefined) {
		throw new MerchantMistake(label ? `“${FIELD}” holds a ${label.toLowerCase()}, not a certificate` : `“${FIELD}” is no certificate in PEM form`, PASTE);
	}
	return translating(
		() => new X509Certificate(Buffer.from(base64, 'base64')),
		() => new MerchantMistake(`“${FIELD}” cannot be read: it is damaged`, PASTE),
	);
}

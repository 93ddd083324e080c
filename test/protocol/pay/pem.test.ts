import { pemBlockIn } from '../../../nodes/protocol/pay/pem';

/** A key or certificate as people paste it. */
test.each([
	['as it stands in the file', '-----BEGIN CERTIFICATE-----\nAAAA\nBBBB\n-----END CERTIFICATE-----\n'],
	['on one line', '-----BEGIN CERTIFICATE----- AAAA BBBB -----END CERTIFICATE-----'],
	['with its line ends spelled out', '-----BEGIN CERTIFICATE-----\\r\\nAAAA\\nBBBB\\n-----END CERTIFICATE-----'],
	['with words around it', 'Bag Attributes\n-----BEGIN CERTIFICATE-----\nAAAABBBB\n-----END CERTIFICATE-----\nmore'],
])('%s', (_, text) => {
	expect(pemBlockIn(text)).toEqual({ label: 'CERTIFICATE', base64: 'AAAABBBB' });
});

test.each(['', 'AAAABBBB', '-----BEGIN CERTIFICATE-----\nAAAA', '-----BEGIN A-----\nAAAA\n-----END B-----'])('no block: %j', (text) => {
	expect(pemBlockIn(text)).toBeUndefined();
});

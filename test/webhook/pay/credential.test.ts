import { MERCHANT } from '../../simulator/client';
import { change } from '../../transport/context';
import { deliver, expectNoSecrets, logged, NOT_TAKEN, Scene, TAKEN } from './scene';

const scene = Scene.forEachTest();

const damaged = (pem: string) => pem.replace(/\n[^\n]{20}/, '\n');

describe('a credential that must be mended first', () => {
	it.each<[string, object, RegExp]>([
		['an APIv3 key that is too short', { apiV3Key: 'x'.repeat(31) }, /“APIv3 Key” has 31 bytes instead of 32/],
		['no APIv3 key', { apiV3Key: '' }, /“APIv3 Key” is empty/],
		['a private key that is none', { privateKey: 'secret but no PEM' }, /“Merchant Private Key” is no key in PEM form/],
		['a damaged private key', { privateKey: damaged(MERCHANT.privateKey) }, /“Merchant Private Key” cannot be read/],
		['a public key where the private one belongs', { privateKey: MERCHANT.publicKey }, /“Merchant Private Key” holds a public key/],
		['a damaged public key', { publicKey: damaged(MERCHANT.publicKey) }, /“Public Key” cannot be read/],
		['a public key without its id', { publicKeyId: '' }, /“Public Key ID” is empty/],
		['a second public key without its id', { publicKey2: MERCHANT.publicKey }, /“Public Key ID 2” is empty/],
		['no merchant', { mchid: '' }, /“Merchant ID” is empty/],
		['a serial number that is none', { serialNo: 'x' }, /“Certificate Serial Number” is no serial number/],
	])('%s: 500, so that WeChat Pay repeats; the log names the field', async (_, wrong, field) => {
		const n8n = await scene.n8n();
		const right = scene.store.stored('credential-1');
		const [first, second] = await scene.intercepted({ times: 2 });
		change(scene.store, wrong as never);
		expect(await deliver(n8n, first)).toEqual(NOT_TAKEN);
		expect(n8n.executions).toEqual([]);
		expect(logged).toHaveLength(1);
		expect(logged[0]).toMatch(/^error ["'`]WeChat \(workflow workflow-\d+\): a notification could not be read\. WeChat Pay API credential: “/);
		expect(logged[0]).toMatch(field);
		expectNoSecrets(scene, logged[0]);
		expect(logged[0]).not.toContain('secret but');
		change(scene.store, { publicKey2: '', ...right });
		expect(await deliver(n8n, second)).toEqual(TAKEN);
		expect(n8n.executions).toHaveLength(1);
	});
});

describe('a credential as people paste it', () => {
	it.each<[string, (right: Record<string, string>) => object]>([
		['with spaces and line breaks around everything', (right) => Object.fromEntries(Object.entries(right).map(([name, value]) => [name, ` ${value}\n`]))],
		['with keys on one line', ({ privateKey, publicKey }) => ({ privateKey: privateKey.replaceAll('\n', ' '), publicKey: publicKey.replaceAll('\n', '\\n') })],
		['with a serial number in pairs', ({ serialNo }) => ({ serialNo: serialNo.toLowerCase().replace(/..(?=.)/g, '$&:') })],
	])('%s', async (_, pasted) => {
		const n8n = await scene.n8n();
		const { verifyWith, ...right } = scene.store.stored('credential-1') as Record<string, string>;
		expect(verifyWith).toBe('publicKey');
		change(scene.store, pasted(right) as never);
		const [wire] = await scene.intercepted();
		expect(await deliver(n8n, wire)).toEqual(TAKEN);
		expect(n8n.executions).toHaveLength(1);
	});
});

import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { request } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Importable } from '../privateN8n/contents';
import { type RunningN8n, startN8n } from '../privateN8n/n8n';
import { packedTarball } from '../privateN8n/tarball';
import { NEWEST, VARIANTS } from '../privateN8n/versions';
import { MERCHANT, SERVICE } from '../../simulator/client';
import { payCredential } from '../../simulator/control/pay/merchants';
import { type Simulator, startSimulator } from '../../simulator/simulator';
import { TLS } from '../../simulator/world/pay/keys';
import { errorOf, good, jsonOf, type Json } from './outcome';
import { workflow } from './workflows';

/** Red packets over HTTPS: WeChat Pay looks at the certificate of whoever calls, before it reads a word. */
let simulator: Simulator;
let n8n: RunningN8n;
let folder: string;
let openid: string;

async function control(path: string, body?: Json): Promise<Json> {
	return await new Promise((resolve, reject) => {
		const call = request(`${simulator.url}/simulator${path}`, { method: body ? 'POST' : 'GET', ca: TLS.ca, agent: false }, (response) => {
			const chunks: Buffer[] = [];
			response.on('data', (chunk: Buffer) => chunks.push(chunk));
			response.on('end', () => resolve(JSON.parse(Buffer.concat(chunks).toString()) as Json));
		});
		call.on('error', reject).end(body && JSON.stringify(body));
	});
}

const sending = (id: string, credential: string): Importable => ({
	...workflow(id, [
		{ name: 'Start', type: 'n8n-nodes-base.manualTrigger', to: ['Send'] },
		{
			name: 'Send',
			type: 'n8n-nodes-wechat-business.wechatPay',
			credentials: { wechatPayApi: { id: credential, name: credential } },
			parameters: {
				...{ resource: 'redPacket', operation: 'send', mch_billno: id.toUpperCase(), openid, total_amount: '8.88' },
				...{ send_name: '莲花茶', wishing: '恭喜发财', act_name: 'Lottery', remark: 'Hi' },
			},
		},
	]),
	active: false,
});

const run = async (id: string) => await n8n.execution((await n8n.run(id, 'Start')).id);
const packets = async () => (await control(`/redPackets?mchid=${MERCHANT.mchid}`)) as Json[];

beforeAll(async () => {
	simulator = await startSimulator({ tls: true });
	await control('/merchants', { mchid: MERCHANT.mchid, balance: 100_000 });
	[openid] = (await control('/followers', { appid: SERVICE.appid, list: [{}] })).openids;
});
afterAll(async () => await simulator?.close());

async function start(variant: typeof NEWEST): Promise<void> {
	folder = await mkdtemp(join(tmpdir(), 'wechat-pay-tls-'));
	const authority = join(folder, 'ca.pem');
	await writeFile(authority, TLS.ca);
	const entered = payCredential(simulator.url, MERCHANT);
	n8n = await startN8n({
		variant,
		tarball: await packedTarball(console.log),
		folder,
		credentials: [
			{ id: 'whole', name: 'whole', type: 'wechatPayApi', data: entered },
			{ id: 'bare', name: 'bare', type: 'wechatPayApi', data: { ...entered, clientCertificate: '' } },
		],
		workflows: [sending('gift1', 'whole'), sending('gift2', 'bare')],
		env: { NODE_EXTRA_CA_CERTS: authority },
		say: console.log,
	});
}

async function stop(): Promise<void> {
	await n8n?.close();
	await rm(folder, { recursive: true, force: true });
}

describe(NEWEST.name, () => {
	beforeAll(async () => await start(NEWEST));
	afterAll(stop);

	it('a red packet goes out with the client certificate', async () => {
		const [item] = jsonOf(good(await run('gift1')), 'Send');
		expect(item).toMatchObject({ status: 'SENT', mch_billno: 'GIFT1', openid, amount_yuan: '8.88' });
		expect(await packets()).toMatchObject([{ mch_billno: 'GIFT1', amount: 888 }]);
	});

	it('without one it says which field, and nothing went out', async () => {
		expect(errorOf(await run('gift2'))).toMatch(/“Client Certificate” is empty/);
		expect(await packets()).not.toContainEqual(expect.objectContaining({ mch_billno: 'GIFT2' }));
	});

	it('the key is not in the log', () => {
		for (const secret of [MERCHANT.apiV2Key, MERCHANT.privateKey.split('\n')[3]]) expect(n8n.logs()).not.toContain(secret);
	});
});

const [, OLD] = VARIANTS;

describe(OLD.name, () => {
	beforeAll(async () => await start(OLD));
	afterAll(stop);

	it('sends no certificate: it says so, and that nothing was done', async () => {
		const before = await packets();
		const { data } = await run('gift1');
		expect(data.resultData.error).toMatchObject({
			message: 'WeChat refused: no client certificate was sent (CA_ERROR)',
			description: expect.stringMatching(/n8n 1 cannot send one: update to n8n 2/),
		});
		expect(await packets()).toEqual(before);
	});
});

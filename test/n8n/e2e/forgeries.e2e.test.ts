import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type RunningN8n, startN8n } from '../privateN8n/n8n';
import { packedTarball } from '../privateN8n/tarball';
import { reportLines, runForgeries } from '../soak/forgeries/run';

const COUNT = 1000;

let folder: string;
let n8n: RunningN8n;
let isClean = false;

beforeAll(async () => {
	folder = await mkdtemp(join(tmpdir(), 'wechat-forgeries-'));
	n8n = await startN8n({ tarball: await packedTarball(console.log), folder });
});

afterAll(async () => {
	await n8n?.close();
	if (isClean) await rm(folder, { recursive: true, force: true });
	else console.log(`n8n's logs stay in ${folder}.`);
});

it(`of ${COUNT} forgeries none is taken, nothing leaks, and n8n works on as before`, async () => {
	const report = await runForgeries({ n8n, count: COUNT });
	console.log(reportLines(report).join('\n'));
	expect(report.failures).toEqual([]);
	expect(report.sent).toBe(COUNT);
	isClean = true;
}, 1_200_000);

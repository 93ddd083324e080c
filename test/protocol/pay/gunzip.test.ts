import { randomBytes } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { gunzip } from '../../../nodes/protocol/pay/gunzip';

test.each([
	['nothing', Buffer.alloc(0)],
	['a bill', Buffer.from('\uFEFF交易时间\r\n`1\r\n')],
	['a megabyte that does not shrink', randomBytes(1024 * 1024)],
	['a gzip file', gzipSync('a gzip file in a gzip file')],
])('%s comes back byte for byte', async (_, content) => {
	expect((await gunzip(gzipSync(content))).equals(content)).toBe(true);
});

test.each([
	['nothing', Buffer.alloc(0)],
	['a bill that was not packed', Buffer.from('\uFEFF交易时间\r\n`1\r\n')],
	['a first byte alone', Buffer.from([0x1f])],
	['what begins with one of the two bytes', Buffer.from([0x1f, 0x00, 0x8b])],
	['what begins with the other', Buffer.from([0x00, 0x8b])],
])('%s is left as it is', async (_, content) => {
	expect(await gunzip(content)).toBe(content);
});

test.each([
	['cut off', (packed: Buffer) => packed.subarray(0, packed.length - 9)],
	['of two bytes', (packed: Buffer) => packed.subarray(0, 2)],
	['with a changed byte', (packed: Buffer) => Buffer.concat([packed.subarray(0, -6), Buffer.from([packed.at(-6)! ^ 1]), packed.subarray(-5)])],
])('a gzip file %s is not half unpacked', async (_, spoil) => {
	await expect(gunzip(spoil(gzipSync(Buffer.from('a bill '.repeat(1000)))))).rejects.toThrow();
});

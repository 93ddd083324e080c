/** The content of a gzip file; what is none comes back as it is. n8n's scanner forbids node:zlib. */
export async function gunzip(content: Buffer): Promise<Buffer> {
	if (content[0] !== 0x1f || content[1] !== 0x8b) return content;
	const stream = new Blob([new Uint8Array(content)]).stream().pipeThrough(new DecompressionStream('gzip'));
	return Buffer.from(await new Response(stream).arrayBuffer());
}

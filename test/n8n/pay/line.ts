import axios from 'axios';
import type { Incoming, Outgoing } from '../../simulator/http/message';
import { listen } from '../../simulator/http/server';

/** What happens to a request, or to its answer, on the way; `undefined`: nothing. */
type Mishap = Outgoing | 'cut' | undefined;

/** The line between n8n and WeChat: keeps every request as it came, byte for byte, and lets things go wrong. */
export interface Line {
	/** To be used as Base URL. */
	url: string;
	requests: Incoming[];
	/** Before WeChat hears of it: the connection is cut, or somebody else answers. */
	before(request: Incoming): Promise<Mishap> | Mishap;
	/** When WeChat has done it: the connection is cut, or another answer comes. */
	after(request: Incoming, answer: Outgoing): Mishap;
	close(): Promise<void>;
}

/** Without mishaps until it is told. */
export async function startLine(wechat: string): Promise<Line> {
	const requests: Incoming[] = [];
	const line = { requests, before: () => undefined, after: () => undefined } as unknown as Line;
	const server = await listen(
		async (request) => {
			requests.push(request);
			const early = await line.before(request);
			if (early) return early;
			const answer = await passedOn(wechat, request);
			return line.after(request, answer) ?? answer;
		},
		0,
		'127.0.0.1',
	);
	return Object.assign(line, server);
}

async function passedOn(wechat: string, { method, url, headers, body }: Incoming): Promise<Outgoing> {
	const answer = await axios.request<Buffer>({
		url: wechat + url,
		method,
		headers: headers as Record<string, string>,
		data: body.length > 0 ? body : undefined,
		responseType: 'arraybuffer',
		transformRequest: (bytes: unknown) => bytes,
		validateStatus: () => true,
		maxRedirects: 0,
		proxy: false,
	});
	const { connection: _, 'keep-alive': __, 'transfer-encoding': ___, ...kept } = answer.headers as Record<string, string>;
	return { status: answer.status, headers: kept, body: Buffer.from(answer.data) };
}

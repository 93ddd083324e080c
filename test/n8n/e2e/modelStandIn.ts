import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

interface ChatRequest {
	messages: Array<{ role: string; content?: unknown }>;
	tools?: Array<{ function: { name: string } }>;
}

/** What the stand-in says: calls of its tools, then words. */
export interface Script {
	/** Arguments of the tool call; none = it answers at once. */
	toolArguments?: Record<string, unknown>;
	/** Tools by name, called together in place of the first one, with their arguments. */
	toolCalls?: Record<string, Record<string, unknown>>;
	words: string;
	/** How long it thinks before each answer, in milliseconds. */
	thinks?: number;
	/** The HTTP status of a model that is out of order. */
	failsWith?: number;
}

/**
 * Stands in for a chat model, of which there is none to be had here: OpenAI's HTTP API
 * (`POST /v1/chat/completions`), with answers from a script.
 */
export async function startModel(script: Script): Promise<{ url: string; heard: ChatRequest[]; close(): void }> {
	const heard: ChatRequest[] = [];
	const server = createServer((request, response) => {
		const chunks: Buffer[] = [];
		request.on('data', (chunk: Buffer) => chunks.push(chunk));
		request.on('end', () => {
			const chat = JSON.parse(Buffer.concat(chunks).toString()) as ChatRequest;
			heard.push(chat);
			response.statusCode = script.failsWith ?? 200;
			response.setHeader('content-type', 'application/json');
			const answer = script.failsWith ? { error: { message: 'Out of order' } } : completion(chat, script);
			setTimeout(() => response.end(JSON.stringify(answer)), script.thinks ?? 0);
		});
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const { port } = server.address() as AddressInfo;
	return { url: `http://127.0.0.1:${port}/v1`, heard, close: () => server.close() };
}

function completion({ messages, tools = [] }: ChatRequest, { toolArguments, toolCalls, words }: Script) {
	const calls = Object.entries(toolCalls ?? (toolArguments && tools[0] ? { [tools[0].function.name]: toolArguments } : {}));
	const callsTools = calls.length > 0 && !messages.some(({ role }) => role === 'tool');
	const message = callsTools
		? {
				role: 'assistant',
				content: null,
				tool_calls: calls.map(([name, values], index) => ({
					id: `call_${index}`,
					type: 'function',
					function: { name, arguments: JSON.stringify(values) },
				})),
			}
		: { role: 'assistant', content: words };
	return {
		id: 'chatcmpl-1',
		object: 'chat.completion',
		created: 0,
		model: 'stand-in',
		choices: [{ index: 0, message, finish_reason: callsTools ? 'tool_calls' : 'stop' }],
		usage: { prompt_tokens: 1, completion_tokens: 1, total_tokens: 2 },
	};
}

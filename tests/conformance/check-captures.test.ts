/**
 * A check of a real vLLM and of a real LiteLLM, by what they sent: each request of the check is answered with a capture,
 * byte for byte and in the server's own time. Installing vLLM takes 7 GB, so it does not run here itself.
 */
import { describe, expect, test } from 'vitest';
import type { ProbeId } from '../../src/check/probes.ts';
import { loadCapture } from '../support/captures.ts';
import { check, type QuickClock } from '../unit/check/support.ts';

/** The capture for each request; the rest are answered with `stream`. */
type Sent = Partial<Record<ProbeId | 'preflight', string>>;

const BOTH: Sent = {
	models: 'models',
	preflight: 'preflight',
	stream: 'stream_reasoning',
	'wrong-model': 'wrong_model',
	'bad-key': 'bad_key',
	choices: 'stream_n2',
	'stop-word': 'stream_stop',
	tool: 'stream_tool_forced',
};

function probeOf({ method, url, headers }: Request, body: Record<string, unknown>) {
	if (method === 'OPTIONS') return 'preflight';
	if (url.endsWith('/models')) return 'models';
	if (headers.get('authorization') === 'Bearer sk-invalid') return 'bad-key';
	if (body['model'] !== 'qwen3-4b') return 'wrong-model';
	if (body['stream_options']) return 'stream';
	if (body['n']) return 'choices';
	if (body['stop']) return 'stop-word';
	return body['tools'] ? 'tool' : 'unknown-field';
}

const serving = (server: string, sent: Sent) => (clock: QuickClock) => async (request: Request) => {
	const text = await request.text();
	const probe = probeOf(request, text === '' ? {} : (JSON.parse(text) as Record<string, unknown>));
	const { status, headers, pieces, timesMs } = loadCapture(`${server}.${sent[probe] ?? 'stream'}`);
	let at = 0;
	const body = new ReadableStream<Uint8Array>({
		async pull(controller) {
			const piece = pieces[at];
			if (piece === undefined) return controller.close();
			await clock.sleep((timesMs[at] ?? 0) - (timesMs[at - 1] ?? 0));
			controller.enqueue(piece);
			at++;
		},
	});
	// The body here is plain, and its length is what comes.
	const kept = headers.filter(([name]) => !/^(transfer-encoding|content-length)$/i.test(name));
	return new Response(body, { status, headers: kept.map(([...pair]) => pair) });
};

async function findings(server: string, sent: Sent) {
	const { lines } = await check({ model: 'qwen3-4b', handler: serving(server, sent) });
	return Object.fromEntries(
		lines.map(({ id, finding }) => [id, `${finding?.verdict}: ${finding?.what}`])
	);
}

describe('a check of what was sent by', () => {
	test('vLLM', async () => {
		expect(await findings('vllm-0.32', BOTH)).toMatchInlineSnapshot(`
			{
			  "bad-key": "tolerable: Refused with 401. \`error\` is a string.",
			  "done": "right: \`[DONE]\` is the last frame.",
			  "finish": "right: The finish reason is \`stop\`.",
			  "models": "right: 1 model, \`qwen3-4b\` among them.",
			  "n": "right: Two answers, each with its finish reason.",
			  "pace": "right: 22 chunks came in 22 reads, over 179 ms, the first after 81 ms.",
			  "pages": "wrong: The preflight was answered with 400, and allows no page.",
			  "reasoning": "tolerable: Reasoning comes in \`delta.reasoning\`.",
			  "stop": "right: The text ends before \`four\`.",
			  "stopped": "right: The next request’s first byte came after 82 ms, the first request’s after 81 ms. Whether the server has stopped counting cannot be seen from here.",
			  "streams": "right: 23 frames of \`text/event-stream\`.",
			  "tools": "tolerable: The finish reason is \`stop\` after a tool call.",
			  "unknown-field": "right: \`x_field_that_nobody_knows\` was ignored.",
			  "usage": "right: 9 prompt tokens and 22 completion tokens, in a chunk without choices.",
			  "wrong-model": "right: Refused with 404. The error has message, type, param and code.",
			}
		`);
	});

	test('vLLM that allows pages', async () => {
		const handler = serving('vllm-0.32-cors-keepalive', { preflight: 'preflight' });
		const { lines } = await check({
			model: 'qwen3-4b',
			handler: (clock) => async (request) =>
				request.method === 'OPTIONS'
					? handler(clock)(request)
					: serving('vllm-0.32', BOTH)(clock)(request),
		});
		expect(lines.find(({ id }) => id === 'pages')?.finding?.verdict).toBe('right');
	});

	test('LiteLLM in front of it', async () => {
		expect(await findings('litellm-1.110', BOTH)).toMatchInlineSnapshot(`
			{
			  "bad-key": "tolerable: Refused with 400. The error has message, type, param and code.",
			  "done": "right: \`[DONE]\` is the last frame.",
			  "finish": "right: The finish reason is \`stop\`.",
			  "models": "right: 94 models, \`qwen3-4b\` among them.",
			  "n": "tolerable: Two answers, but no finish reason for \`choices[1]\`.",
			  "pace": "right: 22 chunks came in 22 reads, over 362 ms, the first after 130 ms.",
			  "pages": "right: The preflight allows pages of any site to send requests with a key.",
			  "reasoning": "tolerable: Reasoning comes in \`delta.reasoning_content\`.",
			  "stop": "right: The text ends before \`four\`.",
			  "stopped": "right: The next request’s first byte came after 404 ms, the first request’s after 130 ms. Whether the server has stopped counting cannot be seen from here.",
			  "streams": "right: 23 frames of \`text/event-stream\`.",
			  "tools": "right: \`get_weather\` with \`{"city": "Paris"}\`, in 6 pieces.",
			  "unknown-field": "right: \`x_field_that_nobody_knows\` was ignored.",
			  "usage": "right: 9 prompt tokens and 22 completion tokens, in a chunk without choices.",
			  "wrong-model": "tolerable: Refused with 400. The error has message, type, param and code.",
			}
		`);
	});
});

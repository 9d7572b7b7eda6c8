/** Checks of handlers in one process, on a clock that nobody waits for. */
import { checkEndpoint, type CheckOptions, type Report } from '../../../src/check/index.ts';
import { createDemoHandler, type DemoHandler } from '../../../src/demo/index.ts';
import { asFetch, settle } from '../../support/demo.ts';

export const KEY = 'sk-0Reader1Key2That3Nobody4May5See';
const SHORTER = 50;

interface Checking extends Partial<Omit<CheckOptions, 'request'>> {
	readonly handler?: ((clock: QuickClock) => DemoHandler) | undefined;
	readonly base?: string;
	readonly model?: string;
	readonly apiKey?: string | undefined;
}

/** Asks the demo API, unless another handler is given. */
export function check({ handler, base = '/v1', ...more }: Checking = {}): Promise<Report> {
	const clock = createQuickClock();
	const { model = 'vllm-primary', apiKey = KEY, ...options } = more;
	return checkEndpoint({
		request: { baseURL: `https://demo.test${base}`, apiKey, model },
		fetch: asFetch(handler?.(clock) ?? createDemoHandler({ clock })),
		clock: {
			now: clock.now,
			// A server that says nothing more says nothing in a shorter time, either. What lasts may last.
			setTimeout: (callback, ms) => setTimeout(callback, ms > 60_000 ? ms : ms / SHORTER),
			clearTimeout: (timer) => clearTimeout(timer as ReturnType<typeof setTimeout>),
		},
		signal: new AbortController().signal,
		preflight: 'ours',
		...options,
	});
}

export type QuickClock = ReturnType<typeof createQuickClock>;

/** Time passes by waits alone, and each lets everything else run first. */
function createQuickClock() {
	let now = 0;
	return {
		now: () => now,
		async sleep(ms: number) {
			now += ms;
			await settle();
		},
	};
}

/** The lines that are not right: `pace wrong, stopped unseen`. */
export function notRight({ lines }: Report): string {
	const judged = lines.flatMap(({ id, finding }) => (finding ? `${id} ${finding.verdict}` : []));
	const odd = judged.filter((line) => !line.endsWith(' right'));
	return [...odd, ...(judged.length < lines.length ? ['the rest unasked'] : [])].join(', ');
}

export type ChatBody = Readonly<Record<string, unknown>>;

/** The demo API, but for the requests that `answer` answers. */
export function demoBut(
	answer: (body: ChatBody | undefined, request: Request) => Response | undefined | void
): (clock: QuickClock) => DemoHandler {
	return (clock) => {
		const demo = createDemoHandler({ clock });
		return async (request) => {
			const isChat = request.method === 'POST';
			const body: unknown = isChat ? await request.clone().json() : undefined;
			// What the check sends is an object.
			return answer(body as ChatBody | undefined, request) ?? demo(request);
		};
	};
}

export function json(status: number, body: unknown): Response {
	return Response.json(body, { status });
}

/** A stream of these chunks, and `[DONE]`. */
export function stream(...deltas: readonly object[]): Response {
	const chunks = deltas.map((fields) => JSON.stringify({ choices: [{ index: 0, ...fields }] }));
	const body = [...chunks, '[DONE]'].map((data) => `data: ${data}\n\n`).join('');
	return new Response(body, { headers: { 'content-type': 'text/event-stream' } });
}

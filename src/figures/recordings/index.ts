/**
 * Recordings that pages embed: what real servers sent, and how the demo behaves over time.
 *
 * Source  `llama-*`: bodies that curl saved from llama-server (llama.cpp), November 2026, byte for byte. Its
 *         model is tiny and random, so the text is noise; curl records no times. `litellm-*`: captures of
 *         LiteLLM in front of vLLM, from `tests/fixtures/captures/gateway/`, with their times. `demo-*`:
 *         the demo API in Node, recorded by `createRun`, with real times.
 * Cost    Each is a separate file, fetched where it is shown: 1 to 5 KB gzipped.
 */
export interface EmbeddedRecording {
	/** Shown after “Recorded: ”. */
	readonly title: string;
	load(): Promise<{ readonly default: string }>;
}

const LLAMA = 'llama-server with a tiny random model, so the text is noise.';

export const recordings = {
	'llama-usage': {
		title: `${LLAMA} The token counts come in a chunk of their own, before [DONE].`,
		load: () => import('./llama-usage.recording.json?raw'),
	},
	'llama-error': {
		title: `${LLAMA} It fails midway: an error in the stream, then a clean end, and no [DONE].`,
		load: () => import('./llama-error.recording.json?raw'),
	},
	'llama-two-choices': {
		title: `${LLAMA} Two choices were asked for; they come interleaved, number 1 first.`,
		load: () => import('./llama-two-choices.recording.json?raw'),
	},
	'llama-keep-alives': {
		title: `${LLAMA} Between the frames come comments that keep the connection open.`,
		load: () => import('./llama-keep-alives.recording.json?raw'),
	},
	'litellm-two-choices': {
		title:
			'LiteLLM 1.110.2 in front of vLLM 0.32. Two choices were asked for; only number 0 brings a role and a finish reason.',
		load: () => import('./litellm-two-choices.recording.json?raw'),
	},
	'demo-burst': {
		title:
			'the demo API behind a proxy that buffers. Nothing comes for 5 s, then all of it at once.',
		load: () => import('./demo-burst.recording.json?raw'),
	},
	'demo-stall': {
		title: 'the demo API, silent for 5 s midway. Then the rest comes.',
		load: () => import('./demo-stall.recording.json?raw'),
	},
} as const satisfies Readonly<Record<string, EmbeddedRecording>>;

export type RecordingName = keyof typeof recordings;

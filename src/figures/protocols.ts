/**
 * Frames that the demo sends in each of its protocols for the same request, made when the page is built.
 */
import { createDemoHandler } from '../demo/index.ts';
import { inkFrame, labelOf, type Span } from '../playground/frames/index.ts';
import { PROTOCOL_TABLE, requestIn, type Protocol } from '../protocols/index.ts';
import { createRun, type Snapshot } from '../run/index.ts';

export interface ProtocolFrame {
	readonly protocol: Protocol;
	/** How many of the run's frames there are in all, and this one's number. */
	readonly number: number;
	readonly spans: readonly Span[];
}

/** Which frame: the first with one of these labels, or the second. */
const PLACES = {
	start: { words: ['role'], at: 0 },
	text: { words: ['text'], at: 0 },
	call: { words: ['tool call'], at: 0 },
	arguments: { words: ['tool call'], at: 1 },
	finish: { words: ['finish', 'done'], at: 0 },
	end: { words: ['done'], at: 0 },
} as const;

export type Place = keyof typeof PLACES;

const NAMES = ['chat', 'responses', 'messages'] as const satisfies Protocol[];

const WEATHER = {
	type: 'function',
	function: {
		name: 'get_weather',
		parameters: { type: 'object', properties: { city: { type: 'string' } }, required: ['city'] },
	},
};

/** The same place in the answer of each protocol. */
export async function protocolFrames(place: Place): Promise<ProtocolFrame[]> {
	const isCall = place === 'call' || place === 'arguments';
	const snapshots = await Promise.all(NAMES.map((protocol) => runOf(protocol, isCall)));
	return snapshots.map((snapshot) => frameAt(snapshot, place));
}

async function runOf(protocol: Protocol, isCall: boolean): Promise<Snapshot> {
	const demo = createDemoHandler({ pace: 0 });
	const content = isCall ? 'How is the weather in Paris?' : 'Reply exactly: Good morning';
	const chat = {
		model: 'vllm-primary',
		messages: [{ role: 'user', content }],
		...(isCall && { tools: [WEATHER] }),
	};
	return createRun({
		request: { baseURL: 'https://demo.invalid/v1', protocol, body: requestIn(protocol, chat) },
		fetch: (input, init) => demo(new Request(input, init)),
		clock: { now: () => 0 },
	}).start();
}

function frameAt({ frames, meanings, protocol }: Snapshot, place: Place): ProtocolFrame {
	const { words, at } = PLACES[place];
	const found = frames.filter(({ index }) => {
		const { word } = labelOf(meanings[index]);
		return words.some((one) => one === word);
	});
	const frame = found[at];
	if (frame === undefined) {
		throw new Error(
			`The demo sends no ${words.join(' or ')} frame in ${PROTOCOL_TABLE[protocol].path}.`
		);
	}
	const text = new TextDecoder().decode(frame.raw).trimEnd();
	return { protocol, number: frame.index + 1, spans: inkFrame(text) };
}

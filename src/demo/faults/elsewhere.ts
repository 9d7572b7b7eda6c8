/** The text is there and whole, but not where the API has its place. */
import type { ChunkChoice } from '../../chat/index.ts';
import type { TimedFrame } from '../answer.ts';
import { change, foreign, mapChoices } from './chunk-steps.ts';
import { fault } from './fault.ts';

const WHOLE = { text: 'whole', outcome: 'complete' } as const;

export const elsewhere = [
	fault({
		name: 'text-elsewhere',
		what: 'Choices have no `delta`: the text is in another field.',
		client: WHOLE,
		seen: 'Gateways that send `message`, as in an answer that is not streamed, or `text`, as the old completions API did (reported).',
		options: { as: { what: 'The field', default: 'message', words: ['message', 'text'] } },
		*chunks(chunks, { options }) {
			for (const step of chunks) {
				yield change(step, (chunk) => mapChoices(chunk, PLACES[options.as]));
			}
		},
	}),
	fault({
		name: 'wrapped',
		what: 'A frame’s data is not a chunk itself, but contains chunks.',
		client: WHOLE,
		seen: 'A JSON list of chunks, or a chunk that was encoded twice, so that it is a string of JSON (reported).',
		options: { as: { what: 'What contains them', default: 'list', words: ['list', 'string'] } },
		frames: (frames, { options }) => (options.as === 'list' ? inLists(frames) : asStrings(frames)),
	}),
];

const PLACES = {
	message: ({ delta, ...choice }: ChunkChoice): ChunkChoice => ({
		...choice,
		...foreign({ message: delta }),
	}),
	text: ({ delta, ...choice }: ChunkChoice): ChunkChoice => ({
		...choice,
		...foreign({ text: delta?.content ?? '' }),
	}),
};

const CHUNKS_A_FRAME = 3;
const isDone = ({ fields }: TimedFrame) => fields.data === '[DONE]';

function* inLists(frames: Iterable<TimedFrame>): Generator<TimedFrame> {
	let held: TimedFrame[] = [];
	function* letGo() {
		const [first] = held;
		const data = `[${held.map(({ fields }) => fields.data).join(',')}]`;
		if (first) yield { ...first, fields: { ...first.fields, data } };
		held = [];
	}
	for (const frame of frames) {
		if (isDone(frame)) {
			yield* letGo();
			yield frame;
			continue;
		}
		held.push(frame);
		if (held.length === CHUNKS_A_FRAME) yield* letGo();
	}
	yield* letGo();
}

function* asStrings(frames: Iterable<TimedFrame>): Generator<TimedFrame> {
	for (const frame of frames) {
		const data = isDone(frame) ? '[DONE]' : JSON.stringify(frame.fields.data);
		yield { ...frame, fields: { ...frame.fields, data } };
	}
}

/** Tool calls after the text, as OpenAI sends them and as others do. */
import { choiceOf, deltaLike, foreign, withFinishReason } from './chunk-steps.ts';
import { fault } from './fault.ts';

export const toolCalls = [
	fault({
		name: 'tool-calls',
		what: 'Two tool calls follow the text, by default with arguments in pieces that alternate.',
		client: { text: 'whole', outcome: 'complete' },
		seen: 'Every server with tools. vLLM 0.32 ends with `stop` if the request names a tool. The other forms: reported of compatible endpoints.',
		options: {
			calls: {
				what: 'The form of the calls',
				default: 'pieces',
				words: ['pieces', 'shared-index', 'no-index', 'object'],
			},
			finish: { what: 'The finish reason', default: 'tool_calls', words: ['tool_calls', 'stop'] },
		},
		*chunks(chunks, { options }) {
			// Behind the calls that the answer itself has.
			const counts = new Map<number, number>();
			for (const step of chunks) {
				const choice = choiceOf(step);
				for (const { index = 0 } of choice?.delta?.tool_calls ?? []) {
					counts.set(choice?.index ?? 0, index + 1);
				}
				if (choice?.finish_reason) {
					const from = counts.get(choice.index) ?? 0;
					for (const call of SHAPES[options.calls](choice.index)) {
						const placed = 'index' in call ? { ...call, index: from + call.index } : call;
						yield deltaLike(step, choice.index, { ...foreign({ tool_calls: [placed] }) });
					}
				}
				yield withFinishReason(step, options.finish);
			}
		},
	}),
];

/** No two calls of an answer share an id, in whichever choices they are. */
const idOf = (choice: number, call: 0 | 1) => `call_demo${2 * choice + call}`;

const WEATHER = { name: 'get_weather', arguments: '{"city": "Paris"}' };
const TIME = { name: 'get_time', arguments: '{"zone":"Europe/Paris"}' };
const CALLS = [WEATHER, TIME];

/** The tool calls of one choice, an entry a chunk. */
const SHAPES = {
	/** Names and ids in the first piece of each call alone; the arguments are whole only in the end. */
	pieces: (choice: number) => [
		begun(0, WEATHER.name, idOf(choice, 0)),
		piece(0, '{"city":'),
		begun(1, TIME.name, idOf(choice, 1)),
		piece(1, '{"zone":"Euro'),
		piece(0, ' "Paris"'),
		piece(1, 'pe/Paris"}'),
		piece(0, '}'),
	],
	'shared-index': () =>
		CALLS.map((call) => ({ index: 0, id: '', type: 'function', function: call })),
	'no-index': (choice: number) =>
		CALLS.map((call, i) => ({
			id: idOf(choice, i === 0 ? 0 : 1),
			type: 'function',
			function: call,
		})),
	object: (choice: number) =>
		CALLS.map((call, i) => ({
			index: i,
			id: idOf(choice, i === 0 ? 0 : 1),
			type: 'function',
			function: { ...call, arguments: JSON.parse(call.arguments) as object },
		})),
} as const;

function begun(index: number, name: string, id: string) {
	return { index, id, type: 'function', function: { name, arguments: '' } };
}

function piece(index: number, pieceOfArguments: string) {
	return { index, function: { arguments: pieceOfArguments } };
}

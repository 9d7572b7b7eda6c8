/** Whether the server does what a request asks for: several answers, a stop word, a tool call, to stop. */
import { isObject } from '../../chat/index.ts';
import type { Snapshot } from '../../run/index.ts';
import {
	code,
	finding,
	frameOf,
	headOf,
	lastFrameOf,
	refusalOf,
	runOf,
	whyUnseen,
} from '../evidence.ts';
import { STOP_WORD, TOOL, UNKNOWN_FIELD, type ProbeId } from '../probes.ts';
import type { Answers, Finding, Rule } from '../types.ts';

/** A request that the server does not take: it says so, which a client can read. */
function refused(answers: Answers, probe: ProbeId, page: string, todo: string) {
	const unseen = whyUnseen(answers, probe, page);
	if (unseen !== undefined) return unseen;
	const status = refusalOf(runOf(answers, probe));
	if (status === undefined) return undefined;
	const shown = headOf(answers, probe);
	return finding('tolerable', `Refused with ${status}.`, page, { todo, shown });
}

function choices(answers: Answers): Finding {
	const page = '/servers-that-differ/#two-answers-one-finish-reason';
	const no = refused(answers, 'choices', page, 'Send the request twice instead.');
	if (no !== undefined) return no;
	const { choices: came } = runOf(answers, 'choices').message;
	const shown = lastFrameOf(answers, 'choices');
	if (came.length < 2) {
		return finding('wrong', `${code('n: 2')} gave ${came.length} answer.`, page, {
			todo: 'Count the choices that came, not those that were asked for.',
			shown,
		});
	}
	const open = came.filter(({ finishReason }) => finishReason === undefined);
	if (open.length === 0) {
		return finding('right', 'Two answers, each with its finish reason.', page, { shown });
	}
	const which = open.map(({ index }) => code(`choices[${index}]`)).join(' and ');
	return finding('tolerable', `Two answers, but no finish reason for ${which}.`, page, {
		todo: 'Treat `[DONE]` as the end of all choices, and do not wait for a finish reason of each.',
		shown,
	});
}

function stopWord(answers: Answers): Finding {
	const page = '/reference/#the-request';
	const no = refused(answers, 'stop-word', page, 'Cut the text at the word yourself.');
	if (no !== undefined) return no;
	const choice = runOf(answers, 'stop-word').message.choices[0];
	const text = choice?.text ?? '';
	const shown = frameOf(answers, 'stop-word', choice?.finishFrameIndex);
	const at = text.toLowerCase().indexOf(STOP_WORD);
	if (at === -1) {
		const isStopped = choice?.finishReason === 'stop' && text.trim() !== '';
		return isStopped
			? finding('right', `The text ends before ${code(STOP_WORD)}.`, page, { shown })
			: finding('unseen', 'The model did not reach the word.', page, { shown });
	}
	const goesOn = text.slice(at + STOP_WORD.length).trim() !== '';
	const what = goesOn
		? `The text goes on after ${code(STOP_WORD)}, where it should have ended.`
		: `The text ends with ${code(STOP_WORD)}, and not before it.`;
	return finding(goesOn ? 'wrong' : 'tolerable', what, page, {
		todo: 'Cut the text at the word yourself.',
		shown: shown ?? lastFrameOf(answers, 'stop-word'),
	});
}

function toolCall(answers: Answers): Finding {
	const page = '/tool-calls-and-reasoning/#tool-calls';
	const no = refused(answers, 'tool', page, 'Do without tools, or ask for JSON in words.');
	if (no !== undefined) return no;
	const run = runOf(answers, 'tool');
	const choice = run.message.choices[0];
	const call = choice?.toolCalls[0];
	const isCutEarly = choice?.finishReason === 'length' && choice.text.trim() === '';
	if (call === undefined && isCutEarly) {
		const what = 'The answer reached its token limit before a call, perhaps while reasoning.';
		return finding('unseen', what, page, { shown: lastFrameOf(answers, 'tool') });
	}
	if (choice === undefined || call === undefined) {
		return finding('wrong', 'No tool was called, though one was required.', page, {
			todo: 'Be ready for text in place of a call.',
			shown: lastFrameOf(answers, 'tool'),
		});
	}
	const frames = [...new Set(call.links.frames)];
	const shown = frameOf(answers, 'tool', frames[0]) ?? lastFrameOf(answers, 'tool');
	if (!isObject(parsed(call.arguments))) {
		const isCut = choice.finishReason === 'length';
		return finding(isCut ? 'unseen' : 'wrong', 'The arguments are not complete JSON.', page, {
			todo: 'Parse the arguments once the call has ended, and run nothing that does not parse.',
			shown: lastFrameOf(answers, 'tool'),
		});
	}
	return oddCall(answers, run) ?? rightCall(call.arguments, frames.length);

	function rightCall(text: string, pieces: number): Finding {
		const what = `${code(TOOL)} with ${code(text)}, in ${pieces} piece${pieces === 1 ? '' : 's'}.`;
		return finding('right', what, page, { shown });
	}
}

function oddCall(answers: Answers, run: Snapshot): Finding | undefined {
	const choice = run.message.choices[0];
	const call = choice?.toolCalls[0];
	const odd = run.message.oddities.find(({ kind }) =>
		/^(index|arguments|function|call)/.test(kind)
	);
	if (odd !== undefined) {
		return finding(
			'tolerable',
			`The call has an odd form, in ${code(odd.place)}.`,
			odd.kind === 'arguments-form'
				? '/servers-that-differ/#arguments-that-are-an-object'
				: '/servers-that-differ/#calls-without-an-index',
			{
				todo: 'Join the pieces by index, by id where there is no index, and by order where there is neither.',
				shown: frameOf(answers, 'tool', odd.frameIndex),
			}
		);
	}
	const shown = frameOf(answers, 'tool', choice?.finishFrameIndex);
	if (call?.id === undefined || call.name === undefined) {
		const what = `The call has no ${call?.id === undefined ? 'id' : 'name'}.`;
		return finding('wrong', what, '/tool-calls-and-reasoning/#tool-calls', {
			todo: 'Make up an id: the message with the result must name one.',
			shown: frameOf(answers, 'tool', call?.links.frames[0]),
		});
	}
	if (choice?.finishReason === 'tool_calls') return undefined;
	const what = `The finish reason is ${code(choice?.finishReason ?? 'missing')} after a tool call.`;
	return finding('tolerable', what, '/servers-that-differ/#stop-after-a-tool-call', {
		todo: 'Run the calls that came, whatever the finish reason says.',
		shown: shown ?? lastFrameOf(answers, 'tool'),
	});
}

/** So much longer than the first answer may the next one take: networks and queues vary. */
const BUSY_FACTOR = 3;
const BUSY_MS = 3_000;

/** From outside one only sees whether the next request has to wait. */
function stopped(answers: Answers): Finding {
	const page = '/connection-drops/#stop-and-what-it-costs';
	const { outcome } = runOf(answers, 'stopped');
	if (outcome?.kind !== 'stopped') {
		const unseen = whyUnseen(answers, 'stopped', page);
		return unseen ?? finding('unseen', 'The answer had ended before it could be stopped.', page);
	}
	const firstMs = runOf(answers, 'stream').timing.firstByteMs;
	const nextMs = runOf(answers, 'unknown-field').timing.firstByteMs;
	if (firstMs === undefined || nextMs === undefined) {
		return finding('unseen', 'The request after it got no answer.', page);
	}
	const waits = `The next request’s first byte came after ${Math.round(nextMs)} ms, the first request’s after ${Math.round(firstMs)} ms`;
	if (nextMs > firstMs * BUSY_FACTOR + BUSY_MS) {
		const what = `${waits}: the server may still be working on what was stopped.`;
		return finding('tolerable', what, page, {
			todo: 'Expect to be charged for the whole answer, and ask for fewer tokens at a time.',
		});
	}
	return finding(
		'right',
		`${waits}. Whether the server has stopped counting cannot be seen from here.`,
		page
	);
}

function unknownField(answers: Answers): Finding {
	const page = '/reference/#the-request';
	const todo = 'Send no field that this server does not know.';
	const no = refused(answers, 'unknown-field', page, todo);
	if (no !== undefined) return no;
	return finding('right', `${code(UNKNOWN_FIELD)} was ignored.`, page, {
		shown: lastFrameOf(answers, 'unknown-field'),
	});
}

function parsed(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
}

export const askedRules: readonly Rule[] = [
	{ id: 'n', title: 'Two answers (n)', after: 'choices', judge: choices },
	{ id: 'stop', title: 'Stop words', after: 'stop-word', judge: stopWord },
	{ id: 'tools', title: 'Tool calls', after: 'tool', judge: toolCall },
	{ id: 'stopped', title: 'Stop is noticed', after: 'unknown-field', judge: stopped },
	{ id: 'unknown-field', title: 'Unknown fields', after: 'unknown-field', judge: unknownField },
];

/** What the first answer shows: that it streams, how it is paced, and how it ends. */
import { finishClass, type OutcomeKind } from '../../chat/index.ts';
import type { Snapshot } from '../../run/index.ts';
import { code, finding, frameOf, headOf, lastFrameOf, runOf, whyUnseen } from '../evidence.ts';
import type { Answers, Finding, Rule } from '../types.ts';

const PAGES = {
	pace: '/backend/#proxies-that-buffer',
	finish: '/connection-drops/#telling-a-cut-from-an-end',
	done: '/servers-that-differ/#no-done-or-not-the-last-word',
	usage: '/usage-and-timing/#token-counts',
	reasoning: '/servers-that-differ/#reasoning-under-several-names',
};

const firstChoice = (run: Snapshot) => run.message.choices[0];

function streams(answers: Answers): Finding {
	const run = runOf(answers, 'stream');
	const { outcome, message, recording } = run;
	const page = '/errors/#200-and-no-stream';
	const headers = new Map(recording.response?.headers);
	const type = headers.get('content-type') ?? 'none';
	const failed: readonly OutcomeKind[] = ['api-error', 'http-error', 'unreadable', 'blocked'];
	const badFrame = run.meanings.find(({ kind }) => kind === 'not-json');
	const hasChunks = run.meanings.some(({ kind }) => kind === 'chunk');
	if (!hasChunks || outcome === undefined || failed.includes(outcome.kind) || badFrame) {
		const at = outcome?.frameIndex ?? badFrame?.frameIndex;
		return finding('wrong', outcome?.reason ?? 'It never ended.', page, {
			todo: 'Check the status and the content type before reading, and expect an error in any answer.',
			shown: frameOf(answers, 'stream', at) ?? headOf(answers, 'stream'),
		});
	}
	if (!/^text\/event-stream\b/i.test(type)) {
		return finding('tolerable', `Frames came, but the content type is ${code(type)}.`, page, {
			todo: 'Read the body as frames all the same; clients that insist on the type reject it.',
			shown: frameOf(answers, 'stream', 0),
		});
	}
	const odd = message.oddities.find(({ kind }) => !/^(usage|finish|index)/.test(kind));
	if (odd !== undefined) {
		return finding(
			'tolerable',
			`Part of the answer is in ${code(odd.place)}, in a form that OpenAI does not have.`,
			'/servers-that-differ/#text-and-reasoning',
			{
				todo: 'Read that form, too, or skip it without an exception.',
				shown: frameOf(answers, 'stream', odd.frameIndex),
			}
		);
	}
	return finding('right', `${run.frames.length} frames of ${code('text/event-stream')}.`, page, {
		shown: frameOf(answers, 'stream', 0),
	});
}

/** With fewer, nothing can be said of their times. */
const LEAST_FRAMES = 4;
/** A model writes some 20 to 500 tokens a second; a thousand and more at once were held back somewhere. */
const LEAST_MS_A_FRAME = 1;
const MANY_FRAMES_A_READ = 8;

function pace(answers: Answers): Finding {
	const page = PAGES.pace;
	const { meanings, arrivals, recording } = runOf(answers, 'stream');
	const frames = meanings.filter(({ kind }) => kind === 'chunk').map((one) => one.frameIndex);
	const reads = [...new Set(frames.map((index) => arrivals.of(index).last))];
	const times = reads.map((read) => recording.reads[read]?.atMs ?? 0);
	const [first = 0, last = 0] = [times[0], times.at(-1)];
	const spanMs = Math.round(last - first);
	const shown = frameOf(answers, 'stream', frames[0]);
	if (frames.length < LEAST_FRAMES) {
		const what = `${frames.length} chunks are too few to tell whether they are held back.`;
		return finding('unseen', what, page, { shown });
	}
	const came = `${frames.length} chunks came in ${reads.length} reads, over ${spanMs} ms, the first after ${Math.round(first)} ms`;
	const todo =
		'Find the proxy that holds the stream back, or compresses it. A client can only wait.';
	if (reads.length === 1) {
		const what = `All ${frames.length} chunks came at once, after ${Math.round(first)} ms.`;
		return finding('wrong', what, page, { todo, shown });
	}
	if (reads.length * MANY_FRAMES_A_READ < frames.length) {
		return finding('tolerable', `${came}: in bursts.`, page, { todo, shown });
	}
	if (spanMs < frames.length * LEAST_MS_A_FRAME) {
		const what = `${came}: faster than models write, so perhaps held back.`;
		return finding('tolerable', what, page, { todo, shown });
	}
	return finding('right', `${came}.`, page, { shown });
}

function done(answers: Answers): Finding {
	const run = runOf(answers, 'stream');
	const page = PAGES.done;
	const todo = 'Treat the finish reason as the end. `[DONE]` only says that nothing more comes.';
	const last = run.meanings.find(({ kind }) => kind === 'done');
	if (last?.kind !== 'done') {
		const isWhole = run.outcome?.kind === 'complete-without-done';
		return finding(isWhole ? 'tolerable' : 'wrong', 'No `[DONE]` came.', page, {
			todo,
			shown: lastFrameOf(answers, 'stream'),
		});
	}
	const shown = frameOf(answers, 'stream', last.frameIndex);
	if (last.sent !== undefined) {
		const what = `The end is not exactly ${code('[DONE]')}: ${code(last.sent)}.`;
		return finding('tolerable', what, page, { todo, shown });
	}
	const after = run.meanings.slice(last.frameIndex + 1).find(({ kind }) => kind !== 'comment');
	if (after !== undefined) {
		return finding('tolerable', 'More came after `[DONE]`.', page, {
			todo: 'Stop reading at `[DONE]`, and add nothing that comes after it.',
			shown: frameOf(answers, 'stream', after.frameIndex),
		});
	}
	if (run.outcome?.kind === 'truncated') {
		return finding('wrong', '`[DONE]` came without any finish reason.', page, { todo, shown });
	}
	return finding('right', '`[DONE]` is the last frame.', page, { shown });
}

function finish(answers: Answers): Finding {
	const run = runOf(answers, 'stream');
	const page = PAGES.finish;
	const choice = firstChoice(run);
	const reason = choice?.finishReason;
	const todo = 'Treat the answer as cut off, and say so.';
	if (choice === undefined || reason === undefined) {
		const why = run.outcome?.reason ?? '';
		return finding('wrong', `No finish reason came. ${why}`.trim(), page, {
			todo,
			shown:
				frameOf(answers, 'stream', choice?.takenBack?.frameIndex) ?? lastFrameOf(answers, 'stream'),
		});
	}
	const shown = frameOf(answers, 'stream', choice.finishFrameIndex);
	if (choice.takenBack !== undefined) {
		const what = `${code(choice.takenBack.reason)} came before the end of the answer.`;
		return finding(
			'tolerable',
			what,
			'/servers-that-differ/#a-finish-reason-that-comes-too-early',
			{
				todo: 'Read on after a finish reason, until the body ends or `[DONE]` comes.',
				shown: frameOf(answers, 'stream', choice.takenBack.frameIndex),
			}
		);
	}
	const sort = finishClass(reason);
	if (sort === 'failed' || sort === 'blocked') {
		const failure = '/servers-that-differ/#a-finish-reason-that-means-failure';
		return finding('wrong', `The finish reason is ${code(reason)}.`, failure, { todo, shown });
	}
	if (!['stop', 'length'].includes(reason)) {
		const what = `The finish reason is ${code(reason)}, neither ${code('stop')} nor ${code('length')}.`;
		return finding('tolerable', what, page, {
			todo: 'Do not fail on a finish reason that you do not know.',
			shown,
		});
	}
	return finding('right', `The finish reason is ${code(reason)}.`, page, { shown });
}

function usage(answers: Answers): Finding {
	const { message, meanings, outcome } = runOf(answers, 'stream');
	const page = PAGES.usage;
	const odd = message.oddities.find(({ kind }) => kind.startsWith('usage'));
	const at = message.usageFrameIndex;
	const meaning = at === undefined ? undefined : meanings[at];
	if (message.usage === undefined || meaning?.kind !== 'chunk') {
		const isCut = outcome?.kind !== 'complete' && outcome?.kind !== 'complete-without-done';
		const what = `No token counts, though ${code('include_usage')} asked for them.`;
		return finding(isCut ? 'unseen' : 'wrong', what, page, {
			todo: 'Show no count, or an estimate that says that it is one.',
			shown: lastFrameOf(answers, 'stream'),
		});
	}
	const shown = frameOf(answers, 'stream', at);
	if (odd !== undefined) {
		const what = `The counts are in ${code(odd.place)}, or under other names than OpenAI’s.`;
		return finding('tolerable', what, '/servers-that-differ/#in-another-field', {
			todo: 'Look there, too.',
			shown: frameOf(answers, 'stream', odd.frameIndex),
		});
	}
	const { choices } = meaning.chunk;
	if (Array.isArray(choices) && choices.length > 0) {
		const differs = '/servers-that-differ/#in-every-chunk-or-with-the-finish-reason';
		return finding('tolerable', 'The counts come in a chunk that has choices, too.', differs, {
			todo: 'Read `usage` from any chunk, and use the last one.',
			shown,
		});
	}
	const { prompt_tokens: asked, completion_tokens: answered } = message.usage;
	const what = `${asked ?? '?'} prompt tokens and ${answered ?? '?'} completion tokens, in a chunk without choices.`;
	return finding('right', what, page, { shown });
}

function reasoning(answers: Answers): Finding {
	const run = runOf(answers, 'stream');
	const page = PAGES.reasoning;
	const choice = firstChoice(run);
	const at = run.meanings.find(
		({ kind, ...meaning }) => kind === 'chunk' && JSON.stringify(meaning).includes('reasoning')
	)?.frameIndex;
	if (choice?.reasoningPlace !== undefined) {
		return finding('tolerable', `Reasoning comes in ${code(choice.reasoningPlace)}.`, page, {
			todo: 'Read `reasoning` and `reasoning_content`: which it is differs between servers.',
			shown: frameOf(answers, 'stream', at),
		});
	}
	if (/^\s*<(think|thinking|reasoning)>/.test(choice?.text ?? '')) {
		return finding(
			'wrong',
			'The reasoning is in the text.',
			'/servers-that-differ/#reasoning-inside-the-text',
			{
				todo: 'Remove it from the text, up to its closing tag.',
				shown: frameOf(answers, 'stream', 1),
			}
		);
	}
	if ((choice?.text ?? '') === '') return whyUnseen(answers, 'stream', page) ?? noText(page);
	return finding('right', 'None came, and there is no trace of it in the text.', page);
}

const noText = (page: string) => finding('unseen', 'No text came.', page);

/** Where no chunk came there is one thing to say, and `streams` says it. */
const ofChunks = (judge: Rule['judge'], page: string): Rule['judge'] => {
	return (answers) => {
		const hasChunks = runOf(answers, 'stream').meanings.some(({ kind }) => kind === 'chunk');
		return hasChunks ? judge(answers) : finding('unseen', 'No chunk came.', page);
	};
};

export const streamRules: readonly Rule[] = [
	{ id: 'streams', title: 'Streams', after: 'stream', judge: streams },
	{ id: 'pace', title: 'Not held back', after: 'stream', judge: ofChunks(pace, PAGES.pace) },
	{ id: 'finish', title: 'Finish reason', after: 'stream', judge: ofChunks(finish, PAGES.finish) },
	{ id: 'done', title: '[DONE]', after: 'stream', judge: ofChunks(done, PAGES.done) },
	{ id: 'usage', title: 'Token counts', after: 'stream', judge: ofChunks(usage, PAGES.usage) },
	{
		id: 'reasoning',
		title: 'Reasoning',
		after: 'stream',
		judge: ofChunks(reasoning, PAGES.reasoning),
	},
];

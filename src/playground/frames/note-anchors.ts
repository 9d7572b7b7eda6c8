/**
 * Where the pages explain each note. The core knows what a frame means, but nothing of this site's pages.
 * Paths start at the site's root.
 */
import type { NoteId } from '../../chat/index.ts';

const FORMAT = '/#response-format';
const KINDS = '/on-the-wire/#what-one-answer-brings';
const BOUNDARIES = '/on-the-wire/#why-a-read-border-means-nothing';
const RULES = '/on-the-wire/#the-rules';
const COMMENTS = '/on-the-wire/#comments';
const DONE = '/on-the-wire/#the-end-done';
const ERROR_FRAMES = '/errors/#after-the-first-byte';
const FALLBACK = '/errors/#500-502-503-and-504';
const UNREADABLE = '/connection-drops/#unreadable';
const USAGE = '/usage-and-timing/';
const TOOLS = '/tool-calls-and-reasoning/';

export const noteAnchors: Readonly<Record<NoteId, string>> = {
	role: KINDS,
	reasoning: TOOLS,
	'reasoning-tag': TOOLS,
	'tool-call': TOOLS,
	'content-form': KINDS,
	'odd-place': KINDS,
	'same-twice': KINDS,
	'sent-again': KINDS,
	'arguments-form': TOOLS,
	'function-call': TOOLS,
	'calls-merged': TOOLS,
	'call-id-changed': TOOLS,
	'index-form': KINDS,
	'choices-form': KINDS,
	wrapped: KINDS,
	'finish-taken-back': FORMAT,
	'finish-passed-over': FORMAT,
	'usage-place': USAGE,
	'usage-names': USAGE,
	unshown: KINDS,
	stray: KINDS,
	'finish-stop': FORMAT,
	'finish-length': FORMAT,
	'finish-tool-calls': TOOLS,
	'finish-content-filter': FORMAT,
	'finish-function-call': TOOLS,
	'finish-error': ERROR_FRAMES,
	'finish-failed': ERROR_FRAMES,
	'finish-synonym': FORMAT,
	'finish-unknown': FORMAT,
	'usage-chunk': USAGE,
	'usage-with-finish': USAGE,
	'usage-running': USAGE,
	'no-choices': KINDS,
	'other-model': FALLBACK,
	'model-changed': FALLBACK,
	error: ERROR_FRAMES,
	'error-flat': ERROR_FRAMES,
	'error-event': ERROR_FRAMES,
	done: DONE,
	'done-inexact': DONE,
	'after-done': DONE,
	'keep-alive': COMMENTS,
	'keep-alive-data': COMMENTS,
	'retry-block': RULES,
	'id-in-force': RULES,
	'event-without-data': RULES,
	'stray-text': RULES,
	'no-data': RULES,
	'not-json': UNREADABLE,
	other: KINDS,
	'named-chunk': RULES,
	split: BOUNDARIES,
	'shared-read': BOUNDARIES,
};

/**
 * Where the pages explain each note. The core knows what a frame means, but nothing of this site's pages.
 * Paths start at the site's root.
 */
import type { NoteId } from '../../chat/index.ts';

const FORMAT = '/#response-format';
const KINDS = '/on-the-wire/#what-one-answer-brings';
const BOUNDARIES = '/on-the-wire/#why-a-read-boundary-means-nothing';
const RULES = '/on-the-wire/#the-rules';
const COMMENTS = '/on-the-wire/#comments';
const DONE = '/on-the-wire/#the-end-done';
const ERROR_FRAMES = '/errors/#after-the-first-byte';
const FALLBACK = '/errors/#500-502-503-and-504';
const UNREADABLE = '/connection-drops/#unreadable';
const SERVERS = '/servers-that-differ/';
const USAGE = '/usage-and-timing/';
const EVENTS = '/other-protocols/#events-out-of-order';
const TOOLS = '/tool-calls-and-reasoning/';

export const noteAnchors: Readonly<Record<NoteId, string>> = {
	role: KINDS,
	reasoning: TOOLS,
	'reasoning-tag': `${SERVERS}#reasoning-inside-the-text`,
	'tool-call': TOOLS,
	'content-form': `${SERVERS}#content-that-is-a-list`,
	'odd-place': `${SERVERS}#text-in-another-place`,
	'same-twice': `${SERVERS}#reasoning-under-several-names`,
	'sent-again': `${SERVERS}#text-in-another-place`,
	'arguments-form': TOOLS,
	'function-call': TOOLS,
	'calls-merged': TOOLS,
	'call-id-changed': TOOLS,
	'index-form': KINDS,
	'choices-form': KINDS,
	wrapped: `${SERVERS}#several-chunks-in-one-frame`,
	'finish-taken-back': `${SERVERS}#a-finish-reason-that-comes-too-early`,
	'finish-passed-over': FORMAT,
	'usage-place': `${SERVERS}#in-another-field`,
	'usage-names': `${SERVERS}#in-another-field`,
	'event-missing': EVENTS,
	'event-order': EVENTS,
	'whole-differs': EVENTS,
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
	'keep-alive-data': `${SERVERS}#keep-alives-that-are-data`,
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

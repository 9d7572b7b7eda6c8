/** How each outcome is called on the page, and the sign that stands beside its colour. */
import type { OutcomeKind } from '../chat/index.ts';

export const signs = { good: '✓', mark: '■', bad: '✕' } as const;

export const endings: Record<OutcomeKind, { title: string; sign: keyof typeof signs }> = {
	complete: { title: 'Complete', sign: 'good' },
	'complete-without-done': { title: 'Complete, without [DONE]', sign: 'good' },
	truncated: { title: 'Cut off', sign: 'bad' },
	'api-error': { title: 'Error in the stream', sign: 'bad' },
	'http-error': { title: 'Refused', sign: 'bad' },
	unreadable: { title: 'Not readable', sign: 'bad' },
	stopped: { title: 'Stopped', sign: 'mark' },
	stalled: { title: 'Stalled', sign: 'bad' },
	blocked: { title: 'No answer', sign: 'bad' },
};

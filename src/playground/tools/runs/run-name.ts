import { endingOf } from '../../ending/index.ts';
import { shorten } from '../../state/index.ts';
import type { KeptRun } from '../../state/index.ts';

/** For example “Tell me a story”, 14:03:22, complete. */
export function nameOf({ title, keptAt, snapshot, recut }: KeptRun): string {
	const { outcome, message } = snapshot;
	const ending = outcome ? endingOf(outcome, message).title.toLowerCase() : 'no end';
	const cut = recut ? `re-cut ${recut.way}, ` : '';
	return `${shorten(title)}, ${timeOfDay(keptAt)}, ${cut}${ending.replace('[done]', '[DONE]')}`;
}

const clock = new Intl.DateTimeFormat('en-GB', { timeStyle: 'medium' });

function timeOfDay(date: Date): string {
	return clock.format(date);
}

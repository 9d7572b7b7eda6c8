/**
 * Takes files and pasted text into the session, and says how it went. What was on the screen stays
 * there unless the new run is whole.
 */
import { useState } from 'react';
import { formatBytes } from '../../format.ts';
import type { HARChoice } from '../../../run/index.ts';
import type { Session } from '../../state/index.ts';

export interface Said {
	readonly kind: 'busy' | 'done' | 'bad';
	readonly text: string;
	/** The streams of a HAR with several, the one that was taken, and the way to take another. */
	readonly choices?: {
		readonly all: readonly HARChoice[];
		readonly taken: number;
		take(choice: number): void;
	};
}

/** A string may have 512 MB in browsers, and a HAR is read as one: this leaves room for the rest. */
export const readableBytes = 200_000_000;

/** From here on taking a file apart takes more than a moment, and the page stands still meanwhile. */
const bigBytes = 10_000_000;

export function useImport(session: Session) {
	const [said, setSaid] = useState<Said>();

	async function take(source: File | string, choice?: number) {
		const isFile = typeof source !== 'string';
		const name = isFile ? source.name : 'Pasted stream';
		const size = isFile ? source.size : source.length;
		const warning =
			size > bigBytes ? ' The page stands still for some seconds while it is taken apart.' : '';
		setSaid({ kind: 'busy', text: `Reading “${name}”, ${formatBytes(size)}.${warning}` });
		try {
			const { endLastFrame, fromFile, fromText } = await import('./files.ts');
			// Painted first: from here on the page may stand still.
			await new Promise((resolve) => setTimeout(resolve, size > bigBytes ? 100 : 0));
			const text = isFile ? '' : endLastFrame(source);
			const imported = isFile ? await fromFile(source, choice) : fromText(text);
			const { recording, repairs, choices: all, choice: taken } = imported;
			session.add(recording, name);
			const added =
				isFile || text === source
					? []
					: ['The blank line after its last frame was missing, and is added.'];
			const many =
				all.length > 1 ? [`It is ${taken + 1} of the ${all.length} streams and chats in it.`] : [];
			setSaid({
				kind: 'done',
				text: [`“${name}” is taken in, and kept.`, ...added, ...repairs, ...many].join(' '),
				...(all.length > 1 && {
					choices: { all, taken, take: (other: number) => void take(source, other) },
				}),
			});
		} catch (error) {
			setSaid({ kind: 'bad', text: sentence(error) });
		}
	}

	return { said, take };
}

/** What happened, and what to do. */
function sentence(error: unknown): string {
	const { message, hint } = error as { message?: unknown; hint?: unknown };
	if (typeof hint === 'string') return `${String(message)} ${hint}`;
	return `It could not be taken in: ${String(message ?? error)}. Is the network there? Try it again.`;
}

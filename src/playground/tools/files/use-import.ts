/**
 * Imports files and pasted text into the session, and reports how it went. The run on the screen is replaced
 * only if the import succeeds.
 */
import { useState } from 'react';
import { formatBytes } from '../../format.ts';
import { loadFiles } from '../../lazy.ts';
import type { HARChoice } from '../../../run/index.ts';
import type { Session } from '../../state/index.ts';

export interface ImportState {
	readonly kind: 'busy' | 'done' | 'bad';
	readonly text: string;
	/** For a HAR with several streams: all of them, and the one that was imported. */
	readonly choices?: {
		readonly all: readonly HARChoice[];
		readonly selected: number;
		select(choice: number): void;
	};
}

/** Browsers limit strings to about 512 MB, and a HAR is parsed from one string; this leaves some room. */
export const READABLE_BYTES = 200_000_000;

/** Parsing a larger file takes noticeable time, during which the page is frozen. */
const BIG_BYTES = 10_000_000;

export function useImport(session: Session) {
	const [status, setStatus] = useState<ImportState>();

	async function importFrom(source: File | string, choice?: number) {
		const isFile = typeof source !== 'string';
		const name = isFile ? source.name : 'Pasted stream';
		const size = isFile ? source.size : source.length;
		const warning = size > BIG_BYTES ? ' The page may freeze for a few seconds.' : '';
		setStatus({ kind: 'busy', text: `Reading “${name}”, ${formatBytes(size)}.${warning}` });
		try {
			const { endLastFrame, fromFile, fromText } = await loadFiles();
			// Let the status paint first: from here on the page may freeze.
			await new Promise((resolve) => setTimeout(resolve, size > BIG_BYTES ? 100 : 0));
			const text = isFile ? '' : endLastFrame(source);
			const imported = isFile ? await fromFile(source, choice) : fromText(text);
			const { recording, repairs, choices: all, choice: selected } = imported;
			session.add(recording, name);
			const added =
				isFile || text === source ? [] : ['The blank line missing after its last frame was added.'];
			const many =
				all.length > 1
					? [`It is ${selected + 1} of the ${all.length} streams and chats in it.`]
					: [];
			setStatus({
				kind: 'done',
				text: [
					`“${name}” was imported, and is kept under Runs.`,
					...added,
					...repairs,
					...many,
				].join(' '),
				...(all.length > 1 && {
					choices: { all, selected, select: (other: number) => void importFrom(source, other) },
				}),
			});
		} catch (error) {
			setStatus({ kind: 'bad', text: problemText(error) });
		}
	}

	return { status, importFrom };
}

/** What happened, and what to do. */
function problemText(error: unknown): string {
	const message = error instanceof Error ? error.message : String(error);
	if (error instanceof Error && 'hint' in error) return `${message} ${String(error.hint)}`;
	return `The import failed. ${message}`;
}

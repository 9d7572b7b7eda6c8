import { useState } from 'react';
import type { ReactNode } from 'react';
import { LoadError } from '../late.ts';

interface Props {
	children: ReactNode;
	onAgain: () => void;
	/** Saves the run as a file: it is whole, whatever its view does. */
	onSave?: (() => Promise<void>) | undefined;
}

/** What stands in place of a part that is not there: why, a way to try again, and the run as a file. */
export function Failed({ children, onAgain, onSave }: Props) {
	const [unsaved, setUnsaved] = useState('');
	return (
		<div className="pg-failed" role="alert">
			<p>{children}</p>
			<p className="pg-failed-actions">
				<button type="button" className="pg-action" onClick={onAgain}>
					Try again
				</button>
				{onSave && (
					<button
						type="button"
						className="pg-action"
						onClick={() => void onSave().catch((error: unknown) => setUnsaved(messageOf(error)))}
					>
						Save the recording
					</button>
				)}
			</p>
			{unsaved && <p>Nothing was saved: {unsaved}</p>}
		</div>
	);
}

/** Short: an error may quote what it choked on. */
export function messageOf(error: unknown): string {
	if (error instanceof LoadError) return error.message;
	const text = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
	return text.length > 200 ? `${text.slice(0, 200)} …` : text;
}

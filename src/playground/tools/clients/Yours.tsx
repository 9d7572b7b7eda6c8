import { useEffect, useId, useRef } from 'react';
import { createEditor } from './editor.ts';
import type { EditorHandle } from './editor.ts';

interface Props {
	code: string;
	/** The printed example, which Reset restores. */
	printed: string;
	onChange: (code: string) => void;
	onReady: (editor: EditorHandle | undefined) => void;
}

/** An editor, at first with the printed example. It owns its text and reports each change. */
export function Yours({ code, printed, onChange, onReady }: Props) {
	const hintId = useId();
	const host = useRef<HTMLDivElement>(null);
	const editor = useRef<EditorHandle>(undefined);
	// Updated in an effect, so that the editor's one listener always calls the latest handler.
	const latest = useRef({ code, onChange });
	useEffect(() => {
		latest.current = { code, onChange };
	});

	useEffect(() => {
		if (!host.current) return;
		const handle = createEditor(host.current, {
			text: latest.current.code,
			label: 'Your client, in JavaScript',
			onChange: (text) => latest.current.onChange(text),
		});
		editor.current = handle;
		onReady(handle);
		return () => {
			onReady(undefined);
			handle.close();
		};
	}, [onReady]);

	return (
		<>
			<p className="pg-hint" id={hintId}>
				It runs in a Worker without network, storage, page or key; its <code>fetch</code> gives this
				run’s bytes. Keep the name <code>streamChat</code>. Tab indents: press Esc, then Tab, to
				leave the editor. Your code stays in this page’s memory only.
			</p>
			<div
				ref={host}
				className="pg-editor"
				role="group"
				aria-describedby={hintId}
				aria-label="Editor"
			/>
			<button
				type="button"
				className="pg-action"
				disabled={code === printed}
				onClick={() => editor.current?.setText(printed)}
			>
				Reset
			</button>
		</>
	);
}

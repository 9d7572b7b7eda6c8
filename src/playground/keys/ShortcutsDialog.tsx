import { useContext, useEffect, useId, useRef } from 'react';
import { useForm, usePlayground } from '../state/index.ts';
import { ActionsContext, SHORTCUTS } from './actions.ts';

interface Props {
	onClose: () => void;
}

/** Every shortcut that is active now, and a switch to turn single keys off. */
export function ShortcutsDialog({ onClose }: Props) {
	const { form } = usePlayground();
	const singleKeys = useForm(({ display }) => display.singleKeys);
	const actions = useContext(ActionsContext);
	const dialog = useRef<HTMLDialogElement>(null);
	const id = useId();
	useEffect(() => dialog.current?.showModal(), []);

	return (
		<dialog ref={dialog} className="pg-keys" aria-labelledby={id} onClose={onClose}>
			<h2 id={id}>Keyboard shortcuts</h2>
			<dl>
				{SHORTCUTS.filter((shortcut) => actions?.has(shortcut.id)).map(
					({ id: name, keys, does }) => (
						<div key={name}>
							<dt>
								{keys.map((key) => (
									<kbd key={key}>{nameOf(key)}</kbd>
								))}
							</dt>
							<dd>{does}</dd>
						</div>
					)
				)}
			</dl>
			<label>
				<input
					type="checkbox"
					checked={singleKeys}
					onChange={(event) => form.show({ singleKeys: event.target.checked })}
				/>
				Single-key shortcuts
			</label>
			<p className="pg-hint">
				They work in the playground, outside of its text fields, and where nothing has the focus.
			</p>
			<form method="dialog">
				<button className="pg-action">Close</button>
			</form>
		</dialog>
	);
}

const NAMES: Readonly<Record<string, string>> = { ' ': 'Space', Escape: 'Esc' };

function nameOf(key: string): string {
	if (key.startsWith('Mod+')) return `Ctrl or Cmd + ${key.slice('Mod+'.length)}`;
	return NAMES[key] ?? key;
}

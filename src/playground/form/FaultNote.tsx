import type { Settings } from '../state/index.ts';

interface Props {
	settings: Settings;
	/** Called when it has been asked to go; the button that had the focus goes with it. */
	onRemove: () => void;
}

/** A fault outlasts a reload, as other settings do: so it stands in sight, and goes by one press. */
export function FaultNote({ settings, onRemove }: Props) {
	const fault = settings.fault.trim();
	if (settings.sendTo !== 'demo' || fault === '') return null;
	return (
		<p className="pg-fault-note">
			<span>
				with fault <code>{fault}</code>
			</span>
			<button type="button" aria-label="Remove the fault" onClick={onRemove}>
				Remove
			</button>
		</p>
	);
}

import type { Settings } from '../state/index.ts';

interface Props {
	settings: Settings;
	/** Called to remove the fault; the focused button goes with it. */
	onRemove: () => void;
}

/** A fault survives a reload, as other settings do, so it is always visible and removed by one press. */
export function FaultNote({ settings, onRemove }: Props) {
	const fault = settings.fault.trim();
	if (settings.sendTo !== 'demo' || fault === '') return null;
	return (
		<p className="pg-fault-note">
			<span>
				with fault <code>{fault}</code>
			</span>
			<button type="button" className="pg-link" aria-label="Remove the fault" onClick={onRemove}>
				Remove
			</button>
		</p>
	);
}

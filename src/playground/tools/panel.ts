/** The props of a tool's panel. */
import type { RunOptions, Snapshot } from '../../run/index.ts';
import type { Selection, Session, SessionView, Settings } from '../state/index.ts';

export interface ToolProps {
	readonly session: Session;
	readonly view: SessionView;
	/** The run on the screen; before the reader's first run, the sample. */
	readonly snapshot: Snapshot | undefined;
	readonly selection: Selection;
	/** The form's current settings, without the key. */
	readonly settings: Settings;
	onSettings(change: Partial<Settings>): void;
	/** Applies the changes to the form and runs it, like the Run button. */
	onRun(change?: Partial<Settings>): void;
	/**
	 * The request Run would send now; problems are shown at their fields. It contains the key: pass it to
	 * a run and nowhere else.
	 */
	readRequest(): Promise<RunOptions['request'] | undefined>;
}

/** The same, with a place for text that must survive closing the panel. */
export interface PanelProps extends ToolProps {
	/** Opened by a button that names what the tool does, so it does it at once. */
	readonly starts: boolean;
	/** Text by name, in memory only. */
	readonly drafts: Map<string, string>;
}

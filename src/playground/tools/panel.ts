/** What the panel of a tool is given. */
import type { RunOptions, Snapshot } from '../../run/index.ts';
import type { Selection, Session, SessionView, Settings } from '../state/index.ts';

export interface ToolProps {
	readonly session: Session;
	readonly view: SessionView;
	/** The run on the screen; before the reader's first, the recorded one. */
	readonly snapshot: Snapshot | undefined;
	readonly selection: Selection;
	/** What the form holds now; the key is not among it. */
	readonly settings: Settings;
	onSettings(change: Partial<Settings>): void;
	/** Runs what the form holds, with these changes, as the Run button does. */
	onRun(change?: Partial<Settings>): void;
	/**
	 * What Run would send now; problems with it are shown at their fields. The key is in it: it goes
	 * to a run and nowhere else.
	 */
	readRequest(): Promise<RunOptions['request'] | undefined>;
}

/** What a panel is given: the run, and a place for what must outlive its closing. */
export interface PanelProps extends ToolProps {
	/** Text by name, in memory only: gone with the page. */
	readonly drafts: Map<string, string>;
}

/**
 * The tools that open below a run: each a panel of its own, whose code is fetched when it is opened.
 * To add one, write the panel and a row here.
 */
import type { ComponentType } from 'react';
import type { RunOptions, Snapshot } from '../../run/index.ts';
import type { Selection } from '../state/selection.ts';
import type { Session, SessionView } from '../state/session.ts';
import type { Settings } from '../state/settings.ts';
import { withSheets } from '../sheets.ts';
import breakSheet from './break/break.css?url&no-inline';
import clientsSheet from './clients/clients.css?url&no-inline';
import codeSheet from './code/code.css?url&no-inline';
import filesSheet from './files/files.css?url&no-inline';
import besideSheet from './runs/beside.css?url&no-inline';
import runsSheet from './runs/runs.css?url&no-inline';
import timeSheet from './time/time.css?url&no-inline';

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

export interface Tool {
	readonly id: string;
	/** On its button: a noun, or a verb. */
	readonly name: string;
	load(): Promise<ComponentType<PanelProps>>;
}

export const tools: readonly Tool[] = [
	{
		id: 'time',
		name: 'Time',
		load: async () => (await withSheets(import('./time/Time.tsx'), timeSheet)).Time,
	},
	{
		id: 'clients',
		name: 'Clients',
		load: async () =>
			(await withSheets(import('./clients/ClientsPanel.tsx'), clientsSheet)).ClientsPanel,
	},
	{
		id: 'break',
		name: 'Break it',
		load: async () =>
			(await withSheets(import('./break/BreakPanel.tsx'), clientsSheet, breakSheet)).BreakPanel,
	},
	{
		id: 'runs',
		name: 'Runs',
		load: async () => (await withSheets(import('./runs/Runs.tsx'), runsSheet, besideSheet)).Runs,
	},
	{
		id: 'code',
		name: 'Code',
		load: async () => (await withSheets(import('./code/CodePanel.tsx'), codeSheet)).CodePanel,
	},
	{
		id: 'files',
		name: 'Import, export',
		load: async () => (await withSheets(import('./files/Files.tsx'), filesSheet)).Files,
	},
];

/**
 * The tools below a run. Each is a panel whose code is fetched when it is opened. To add one, write the
 * panel and add a row here.
 */
import type { ComponentType } from 'react';
import { withSheets } from '../sheets.ts';
import type { PanelProps } from './panel.ts';
import breakSheet from './break/break.css?url&no-inline';
import clientsSheet from './clients/clients.css?url&no-inline';
import codeSheet from './code/code.css?url&no-inline';
import filesSheet from './files/files.css?url&no-inline';
import besideSheet from './runs/beside.css?url&no-inline';
import runsSheet from './runs/runs.css?url&no-inline';
import timeSheet from './time/time.css?url&no-inline';

export interface Tool {
	readonly id: string;
	/** The label of its button: a noun or a verb. */
	readonly name: string;
	load(): Promise<ComponentType<PanelProps>>;
}

export const tools: readonly Tool[] = [
	{
		id: 'time',
		name: 'Time',
		load: async () => (await withSheets(import('./time/index.ts'), timeSheet)).Time,
	},
	{
		id: 'clients',
		name: 'Clients',
		load: async () => (await withSheets(import('./clients/index.ts'), clientsSheet)).ClientsPanel,
	},
	{
		id: 'break',
		name: 'Break it',
		load: async () =>
			(await withSheets(import('./break/index.ts'), clientsSheet, breakSheet)).BreakPanel,
	},
	{
		id: 'runs',
		name: 'Runs',
		load: async () => (await withSheets(import('./runs/index.ts'), runsSheet, besideSheet)).Runs,
	},
	{
		id: 'code',
		name: 'Code',
		load: async () => (await withSheets(import('./code/index.ts'), codeSheet)).CodePanel,
	},
	{
		id: 'files',
		name: 'Import, export',
		load: async () => (await withSheets(import('./files/Files.tsx'), filesSheet)).Files,
	},
];

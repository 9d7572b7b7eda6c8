/**
 * The tools below a run. Each is a panel whose code is fetched when it is opened. To add one, write the
 * panel and add a row here.
 */
import type { ComponentType } from 'react';
import { late } from '../late.ts';
import { latePart } from '../parts/index.ts';
import type { PanelProps } from './panel.ts';
import breakSheet from './break/break.css?url&no-inline';
import checkSheet from './check/check.css?url&no-inline';
import clientsSheet from './clients/clients.css?url&no-inline';
import codeSheet from './code/code.css?url&no-inline';
import filesSheet from './files/files.css?url&no-inline';
import runsSheet from './runs/runs.css?url&no-inline';
import timeSheet from './time/time.css?url&no-inline';

export interface Tool {
	readonly id: string;
	/** The label of its button: a noun or a verb. */
	readonly name: string;
	readonly Panel: ComponentType<PanelProps>;
}

const loadTime = late('“Time”', () => import('./time/index.ts'), timeSheet);
const loadClients = late('“Clients”', () => import('./clients/index.ts'), clientsSheet);
const loadBreak = late('“Break it”', () => import('./break/index.ts'), clientsSheet, breakSheet);
const loadRuns = late('“Runs”', () => import('./runs/index.ts'), runsSheet);
const loadCode = late('“Code”', () => import('./code/index.ts'), codeSheet);
const loadCheck = late('“Check this endpoint”', () => import('./check/index.ts'), checkSheet);
const loadFilesPanel = late('“Import, export”', () => import('./files/Files.tsx'), filesSheet);

export const tools: readonly Tool[] = [
	{ id: 'time', name: 'Time', Panel: latePart(async () => (await loadTime()).Time) },
	{
		id: 'clients',
		name: 'Clients',
		Panel: latePart(async () => (await loadClients()).ClientsPanel),
	},
	{ id: 'break', name: 'Break it', Panel: latePart(async () => (await loadBreak()).BreakPanel) },
	{ id: 'runs', name: 'Runs', Panel: latePart(async () => (await loadRuns()).Runs) },
	{ id: 'code', name: 'Code', Panel: latePart(async () => (await loadCode()).CodePanel) },
	{
		id: 'files',
		name: 'Import, export',
		Panel: latePart(async () => (await loadFilesPanel()).Files),
	},
	{
		id: 'check',
		name: 'Check this endpoint',
		Panel: latePart(async () => (await loadCheck()).CheckPanel),
	},
];

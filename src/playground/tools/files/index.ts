/** The tool "Import, export", and files that are dropped on the playground. */
export { ImportStatus } from './ImportStatus.tsx';
export { saveRun } from './save-run.ts';
export { useDrop } from './use-drop.ts';
export { useImport } from './use-import.ts';

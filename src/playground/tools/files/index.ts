/** The tool "Import, export", and files that are dropped on the playground. */
export { ImportStatus } from './ImportStatus.tsx';
export { useDrop } from './use-drop.ts';
export { useImport } from './use-import.ts';

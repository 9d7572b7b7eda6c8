/** Files and pastes as recordings. */
export { isGzip } from './encoding.ts';
export { importRecording, readImport } from './import-recording.ts';
export { endLastFrame } from './last-frame.ts';
export type { HARChoice } from './har-import.ts';
export type { ImportOptions, Imported } from './import-recording.ts';

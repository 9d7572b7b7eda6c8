/** One run: send, record, stop, play again; and recordings as files. */
export { createRun } from './run.ts';
export { snapshotOf } from './replay/snapshot-of.ts';
export { replayFetch, responseInit } from './replay/replay-fetch.ts';
export { createTape, speeds } from './replay/tape.ts';
export type { Tape, TapeView } from './replay/tape.ts';
export { boundariesIn } from './arrivals.ts';
export type { Arrival, Arrivals, ReadBoundary } from './arrivals.ts';
export { createTranscript } from './transcript.ts';
export type { Transcript } from './transcript.ts';
export { loadRecording, saveRecording } from './file.ts';
export { importRecording, readImport } from './import/import-recording.ts';
export { bareKey, isKey, keysIn } from './secrets/key-shape.ts';
export { isGzip } from './import/encoding.ts';
export { endLastFrame } from './import/last-frame.ts';
export type { HARChoice } from './import/har-import.ts';
export { exportHAR, exportSSE } from './export/export.ts';
export { RecordingError, RunStartedTwiceError } from './errors.ts';
export type { RecordingErrorCode } from './errors.ts';
export type { Imported, ImportOptions } from './import/import-recording.ts';
export type {
	ChatRequest,
	Client,
	ClientOptions,
	ClientResult,
	Clock,
	End,
	Phase,
	Read,
	Recording,
	Run,
	RunOptions,
	Snapshot,
} from './types.ts';

/** One run: send, record, stop, play again; and recordings as files. */
export { createRun } from './run.ts';
export { createTape, replayFetch, responseInit, snapshotOf, SPEEDS } from './replay/index.ts';
export type { Tape, TapeView } from './replay/index.ts';
export { boundariesIn } from './arrivals.ts';
export type { Arrival, Arrivals, ReadBoundary } from './arrivals.ts';
export { createTranscript } from './transcript.ts';
export type { Transcript } from './transcript.ts';
export { loadRecording, saveRecording } from './file.ts';
export { FIRST_FRAMES, RUN_LIMITS } from './limits.ts';
export { requestedModel } from './requested-model.ts';
export { createAlarm } from './alarm.ts';
export { createMask } from './mask.ts';
export { bareKey, isKey, keyHeaders, keysIn } from './secrets/index.ts';
export type { KeyHeader } from './secrets/index.ts';
export { endLastFrame, importRecording, isGzip, readImport } from './import/index.ts';
export type { HARChoice, Imported, ImportOptions } from './import/index.ts';
export { exportHAR, exportSSE } from './export/index.ts';
export { RecordingError, RunStartedTwiceError } from './errors.ts';
export type { RecordingErrorCode } from './errors.ts';
export type {
	ChatRequest,
	Client,
	ClientOptions,
	ClientResult,
	Clock,
	End,
	LetGo,
	Phase,
	Read,
	Recording,
	Run,
	RunOptions,
	Snapshot,
} from './types.ts';

/** The chat: frames to chunks to a message, and what to say of them. Pure; imports `sse` alone. */
export { createChunkReader, readChunk } from './chunk.ts';
export { readErrorBody, toApiError } from './api-error.ts';
export { addChunk, createMessage } from './message.ts';
export { contentsOf, type Contents } from './contents.ts';
export { firstIndexWhere } from './first-index.ts';
export { stretchAt, stretchesOfFrame, stretchesOfPart } from './links.ts';
export { createMeter, measure } from './timing.ts';
export { judge } from './outcome.ts';
export { documentOf } from './document.ts';
export { HIDDEN_REDIRECT } from './redirect.ts';
export { advice } from './advice.ts';
export { jsonBreak } from './json-break.ts';
export { looseValueAt } from './loose-value.ts';
export { finishClass } from './finish-reasons.ts';
export type { FinishClass } from './finish-reasons.ts';
export { notesFor } from './notes.ts';
export type { Note, NoteId } from './notes.ts';
export { isObject, jsonText } from './json.ts';
export type { JSONObject } from './json.ts';
export type { Oddity, OddityKind, Unshown } from './oddities.ts';
export { readUsage } from './usage.ts';
export type { Usage } from './usage.ts';
export { CHAT_TERMS } from './terms.ts';
export type { Terms } from './terms.ts';
export type { Remark } from './brought.ts';
export type {
	ApiError,
	Chunk,
	ChunkChoice,
	Delta,
	ForeignEvent,
	Meaning,
	ToolCallDelta,
} from './chunk-types.ts';
export type { MeasureInput, Meter, Rate, Timing } from './timing-types.ts';
export type {
	FrameReads,
	BodyEnd,
	Choice,
	Evidence,
	ForeignProtocol,
	Links,
	Message,
	NoteContext,
	Outcome,
	OutcomeKind,
	PartAddress,
	PartName,
	ResponseHead,
	Stretch,
	Tally,
	ToolCall,
} from './types.ts';

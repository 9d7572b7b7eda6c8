/** The event stream: bytes to frames, and back. Pure; imports nothing. */
export { createFrameDecoder } from './decode.ts';
export { encodeFrame } from './encode.ts';
export { FieldNotEncodableError, FrameTooLongError, StreamError } from './errors.ts';
export type { Frame, FrameDecoder, FrameDecoderOptions, FrameFields } from './types.ts';

/** All notes, in the order in which those of one frame are shown. */
import { ENDING_NOTES } from './notes-endings.ts';
import { FRAME_NOTES } from './notes-frames.ts';
import { HEAD_NOTES } from './notes-head.ts';
import { PART_NOTES } from './notes-parts.ts';
import { PLACE_NOTES } from './notes-places.ts';
import { FINISH_NOTES } from './notes-finish.ts';

/** Of events of another protocol: what is said of chunks is not true of them. */
export const EVENT_NOTES = [
	...PLACE_NOTES,
	...FRAME_NOTES.filter(({ id }) => id === 'split' || id === 'shared-read'),
];

export const NOTES = [
	...PART_NOTES,
	...PLACE_NOTES,
	...FINISH_NOTES,
	...HEAD_NOTES,
	...ENDING_NOTES,
	...FRAME_NOTES,
];

/** All notes, in the order in which those of one frame are shown. */
import { ENDING_NOTES } from './notes-endings.ts';
import { FRAME_NOTES } from './notes-frames.ts';
import { HEAD_NOTES } from './notes-head.ts';
import { PART_NOTES } from './notes-parts.ts';
import { PLACE_NOTES } from './notes-places.ts';
import { FINISH_NOTES } from './notes-finish.ts';

export const NOTES = [
	...PART_NOTES,
	...PLACE_NOTES,
	...FINISH_NOTES,
	...HEAD_NOTES,
	...ENDING_NOTES,
	...FRAME_NOTES,
];

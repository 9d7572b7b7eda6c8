/**
 * The recorded run that stands in the playground until the reader runs one: the first prompt,
 * answered by the demo API, with the times it really took.
 */
import { loadRecording, snapshotOf } from '../../run/index.ts';
import recording from './sample.recording.json?raw';

export const sample = snapshotOf(loadRecording(recording));

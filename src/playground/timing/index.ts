/** The pulse of reads, the scrubber and the figures. */
export { Elapsed } from './Elapsed.tsx';
export { Timing } from './Timing.tsx';

/** The pulse of reads, the scrubber and the figures. */
export { Elapsed, Timing } from './Timing.tsx';

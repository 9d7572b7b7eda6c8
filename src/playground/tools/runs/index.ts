/** The tool "Runs": those in memory, two of them compared, and the demo with and without streaming. */
export { Runs } from './Runs.tsx';

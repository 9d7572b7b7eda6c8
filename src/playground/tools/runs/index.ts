/** The tool "Runs": the runs in memory, a comparison of two, and a request with and without streaming. */
export { Runs } from './Runs.tsx';

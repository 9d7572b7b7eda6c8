/** The tool "Time": what came when, as a plot and a table. */
export { Time } from './Time.tsx';

/** Recordings as files of other tools. */
export { exportHAR, exportSSE } from './export.ts';

/** The tool "Code": the request as a program. */
export { CodePanel } from './CodePanel.tsx';

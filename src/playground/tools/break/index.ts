/** The tool "Break it": a fault for the next request, or other reads for the last answer. */
export { BreakPanel } from './BreakPanel.tsx';

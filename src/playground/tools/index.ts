/** The dock, and the props of every tool. Each tool has a folder and is loaded when it is opened. */
export { ToolDock } from './ToolDock.tsx';
export type { OpenTool } from './ToolDock.tsx';
export type { PanelProps, ToolProps } from './panel.ts';
export { recut } from './recut.ts';
export type { Way } from './recut.ts';
export { createRunOver, RECORDED_BASE_URL, requestOf } from './run-over.ts';

/** The dock, and the props of every tool. Each tool has a folder and is loaded when it is opened. */
export { ToolDock } from './ToolDock.tsx';
export type { Dock } from './ToolDock.tsx';
export type { PanelProps, ToolProps } from './panel.ts';
export { createRunOver, RECORDED_BASE_URL, requestOf } from './run-over.ts';

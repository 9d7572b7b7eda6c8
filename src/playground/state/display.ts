/** How the page shows things, as the reader likes it: kept from visit to visit, and part of a link. */
export interface Display {
	readonly view: ResponseView;
	readonly smooth: SmoothMode;
	/** Whether keys without Ctrl or Cmd do anything. */
	readonly singleKeys: boolean;
}

export type ResponseView = 'markdown' | 'plain';

/** The ways in which the response may come onto the page. */
export const SMOOTH_MODES = [
	['off', 'as it comes'],
	['word', 'by word'],
	['sentence', 'by sentence'],
	['pace', 'at a steady pace'],
] as const;

export type SmoothMode = (typeof SMOOTH_MODES)[number][0];

export const isSmoothMode = (value: unknown): value is SmoothMode =>
	SMOOTH_MODES.some(([mode]) => mode === value);

export const DEFAULT_DISPLAY: Display = { view: 'markdown', smooth: 'off', singleKeys: true };

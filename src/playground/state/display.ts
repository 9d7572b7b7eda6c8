/** How the page shows things, as the reader likes it: kept from visit to visit, and part of a link. */
export interface Display {
	readonly view: ResponseView;
	readonly smooth: SmoothMode;
	/** Whether keys without Ctrl or Cmd do anything. */
	readonly singleKeys: boolean;
}

export type ResponseView = 'markdown' | 'plain';

const ALL_SMOOTH_MODES = [
	['off', 'as it comes'],
	['word', 'by word'],
	['sentence', 'by sentence'],
	['pace', 'at a steady pace'],
] as const;

/**
 * The ways in which the response may come onto the page. The printed program that smooths it asks for
 * `Intl.Segmenter`, which is newer than our baseline.
 */
export const SMOOTH_MODES = ALL_SMOOTH_MODES.filter(
	([mode]) => mode === 'off' || 'Segmenter' in Intl
);

export type SmoothMode = (typeof ALL_SMOOTH_MODES)[number][0];

export const isSmoothMode = (value: unknown): value is SmoothMode =>
	SMOOTH_MODES.some(([mode]) => mode === value);

export const DEFAULT_DISPLAY: Display = { view: 'markdown', smooth: 'off', singleKeys: true };

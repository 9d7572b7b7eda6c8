/** The ways in which the response may come onto the page. */
export const smoothModes = [
	['off', 'as it comes'],
	['word', 'by word'],
	['sentence', 'by sentence'],
	['pace', 'at a steady pace'],
] as const;

export type SmoothMode = (typeof smoothModes)[number][0];

export const isSmoothMode = (value: unknown): value is SmoothMode =>
	smoothModes.some(([mode]) => mode === value);

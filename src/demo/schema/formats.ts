/**
 * Texts in the formats of JSON Schema, and how each is found in a message.
 *
 * Source  JSON Schema validation, "Defined Formats"; those that OpenAI's structured outputs take, and a few more.
 */
export interface Format {
	make(variant: number): string;
	/** Global, without anything to repeat inside a repetition: a message may be long. */
	readonly found: RegExp;
}

const NEVER = /(?!)/g;
const two = (variant: number) => String((variant % 28) + 1).padStart(2, '0');

export const FORMATS: ReadonlyMap<string, Format> = new Map<string, Format>([
	[
		'date-time',
		{
			make: (variant) => `2026-11-${two(variant)}T09:30:00Z`,
			found: /\b\d{4}-[01]\d-[0-3]\dT[0-2]\d:[0-5]\d:[0-5]\d(?:\.\d{1,9})?(?:Z|[+-]\d\d:\d\d)/g,
		},
	],
	['date', { make: (variant) => `2026-11-${two(variant)}`, found: /\b\d{4}-[01]\d-[0-3]\d\b/g }],
	[
		'time',
		{
			make: (variant) => `09:30:${two(variant)}Z`,
			found: /\b[0-2]\d:[0-5]\d:[0-5]\d(?:Z|[+-]\d\d:\d\d)/g,
		},
	],
	['duration', { make: (variant) => `P${variant + 1}D`, found: NEVER }],
	[
		'email',
		{
			make: (variant) => `reader${variant || ''}@example.com`,
			found: /\b[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{2,63}){1,4}\b/g,
		},
	],
	[
		'uri',
		{
			make: (variant) => `https://example.com/${variant || ''}`,
			found: /\bhttps?:\/\/[\w.-]{1,253}(?::\d{1,5})?(?:\/[\w./~%?&=#+-]{0,500}[\w/=#])?/g,
		},
	],
	[
		'hostname',
		{
			make: (variant) => `host${variant || ''}.example.com`,
			found: /\b[a-z\d-]{1,63}(?:\.[a-z\d-]{2,63}){1,4}\b/g,
		},
	],
	['ipv4', { make: (variant) => `192.0.2.${(variant % 254) + 1}`, found: NEVER }],
	['ipv6', { make: (variant) => `2001:db8::${(variant + 1).toString(16)}`, found: NEVER }],
	[
		'uuid',
		{
			make: (variant) => `1b4e28ba-2fa1-4d3b-a3f5-${(variant + 1).toString(16).padStart(12, '0')}`,
			found: /\b[\da-f]{8}-[\da-f]{4}-[1-8][\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}\b/gi,
		},
	],
]);

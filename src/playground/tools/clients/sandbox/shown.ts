/** A value as text, for a line of the console. */
export function shown(value: unknown): string {
	if (typeof value === 'string') return value;
	if (value instanceof Error) return value.message ? `${value.name}: ${value.message}` : value.name;
	if (typeof value === 'bigint' || typeof value === 'function' || typeof value === 'symbol') {
		return String(value);
	}
	try {
		return JSON.stringify(value) ?? String(value);
	} catch {
		// A circular reference, or a `toJSON` that throws.
		return Object.prototype.toString.call(value);
	}
}

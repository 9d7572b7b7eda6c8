/** The model that a recorded request names; not every body of other programs names one. */
import type { Recording } from './types.ts';

export function requestedModel({ request }: Recording): string | undefined {
	const model = request.body?.['model'];
	return typeof model === 'string' ? model : undefined;
}

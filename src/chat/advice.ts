import type { Evidence, Outcome } from './types.ts';

/** What to do next; `undefined` where nothing needs doing. */
export function advice(outcome: Outcome, _evidence: Evidence): string | undefined {
	return outcome.kind === 'complete' ? undefined : 'Send the request again.';
}

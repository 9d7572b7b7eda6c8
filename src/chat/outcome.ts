import type { Evidence, Outcome } from './types.ts';

export function judge({ response, end, message, meanings }: Evidence): Outcome {
	if (end.kind === 'blocked' || response === undefined) {
		return { kind: 'blocked', reason: 'No response reached this page.' };
	}
	if (response.status < 200 || response.status > 299) {
		return { kind: 'http-error', reason: `The server answered with HTTP ${response.status}.` };
	}
	const error = meanings.find((meaning) => meaning.kind === 'api-error');
	if (error !== undefined) {
		return {
			kind: 'api-error',
			reason: 'The stream brought an error.',
			frameIndex: error.frameIndex,
		};
	}
	if (message.choices.length > 0 && message.choices.every((choice) => choice.finishReason)) {
		return message.doneFrameIndex === undefined
			? { kind: 'complete-without-done', reason: 'A finish reason came, [DONE] did not.' }
			: { kind: 'complete', reason: 'A finish reason and [DONE] came.' };
	}
	if (end.kind === 'stopped' || end.kind === 'stalled') return { kind: end.kind, reason: 'Ended.' };
	return { kind: 'truncated', reason: 'The body ended before a finish reason.' };
}

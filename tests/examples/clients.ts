/**
 * What a client of the printed shape (`streamChat`, `obviousLoop`) is given in tests, and what came of it.
 */

export const request = {
	baseURL: 'https://api.example/v1',
	apiKey: 'sk-of-mine',
	model: 'vllm-primary',
	messages: [{ role: 'user', content: 'Tell me a story' }],
};

/** A `fetch` that answers with these reads; `failure` breaks the connection after them. */
export function answering(reads: readonly Uint8Array[], failure?: Error) {
	const seen = { cancelled: false };
	let next = 0;
	const body = new ReadableStream<Uint8Array>(
		{
			pull(controller) {
				const read = reads[next++];
				if (read !== undefined) controller.enqueue(read);
				else if (failure) controller.error(failure);
				else controller.close();
			},
			cancel() {
				seen.cancelled = true;
			},
		},
		{ highWaterMark: 0 }
	);
	const headers = { 'content-type': 'text/event-stream' };
	return { seen, fetch: async () => new Response(body, { headers }) };
}

export const refusing = (status: number, body: string | null, headers: Record<string, string>) => ({
	fetch: async () => new Response(body, { status, headers }),
});

/** The text, then how it ended: what the client returned, or the message of what it threw. */
export async function outcomeOf(answer: AsyncGenerator<string, unknown>) {
	let text = '';
	try {
		let step = await answer.next();
		for (; !step.done; step = await answer.next()) text += step.value;
		return { text, returned: step.value };
	} catch (error) {
		return { text, threw: (error as Error).message };
	}
}

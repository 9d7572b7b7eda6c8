/**
 * Streams a chat answer with `fetch` alone: in browsers, and in Node 20 or later.
 *
 *     for await (const text of streamChat({ baseURL, apiKey, model, messages })) show(text);
 *
 * An answer that is not whole ends in an Error that says why; text yielded before stays yours.
 * Leaving the loop or aborting `signal` closes the connection, so the server stops too.
 */
export async function* streamChat({ baseURL, apiKey, fetch = globalThis.fetch, signal, ...body }) {
	const key = apiKey?.trim();
	if (key && /[^!-~]/.test(key)) {
		throw new Error('The API key holds a space or another character no key has. Copy it again.');
	}
	// Some servers repeat the key in their errors. It must not travel on into a log or a page.
	const fail = (sentence, cause) =>
		new Error(key ? sentence.replaceAll(key, '[API key]') : sentence, { cause });

	const url = `${baseURL.replace(/\/+$/, '')}/chat/completions`;
	const response = await fetch(url, {
		method: 'POST',
		headers: { 'Content-Type': 'application/json', ...(key && { Authorization: `Bearer ${key}` }) },
		body: JSON.stringify({ ...body, stream: true }),
		signal,
	}).catch((error) => {
		if (signal?.aborted) throw error;
		throw fail(`No response from ${url}. Check the address and your connection.`, error);
	});

	const type = response.headers.get('content-type') ?? 'no content type';
	if (!response.ok || !type.startsWith('text/event-stream')) {
		const answer = type.includes('json') ? parse(await response.text()) : response.body?.cancel();
		const wait = response.headers.get('retry-after');
		throw fail(
			`The API answered ${response.status}: ${errorIn(answer) ?? `${type}, not an event stream.`}` +
				(wait ? ` Retry after: ${wait}${/^\d+$/.test(wait) ? ' seconds' : ''}.` : '')
		);
	}

	let finishReason;
	const onBreak = (error) => {
		// After the finish reason nothing is missing, and only `[DONE]` or token counts could follow.
		if (finishReason && !signal?.aborted) return { done: true };
		throw signal?.aborted ? error : fail('The connection broke: the answer is cut off.', error);
	};
	for await (const { event, data } of readEvents(response.body, onBreak)) {
		if (data === '[DONE]') break;
		const chunk = parse(data);
		if (chunk === undefined)
			throw fail(`The API sent a frame that is not JSON: ${data.slice(0, 80)}`);
		const error = errorIn(chunk, event);
		if (error) throw fail(`The API stopped with an error: ${error}`);
		// `choices` may be empty or missing: a chunk that brings only token counts has none.
		const choice = chunk?.choices?.find(({ index }) => index === 0);
		if (choice?.delta?.content) yield choice.delta.content;
		finishReason ??= choice?.finish_reason;
	}
	if (!finishReason) throw fail('The stream ended without a finish reason: the answer is cut off.');
	return finishReason;
}

/** Reads an event stream as the HTML standard has it, wherever the network cut the bytes. */
async function* readEvents(body, onBreak) {
	const reader = body.getReader(); // WebKit has no `for await` over a body
	const decoder = new TextDecoder(); // holds half a character until the rest comes; drops a BOM
	let rest = '';
	let afterCR = false;
	let event = '';
	let data = [];
	try {
		while (true) {
			const { done, value } = await reader.read().catch(onBreak);
			if (done) return;
			let text = decoder.decode(value, { stream: true });
			if (text === '') continue;
			// The LF of a CR LF that two reads share. Its line has ended already.
			if (afterCR && text.startsWith('\n')) text = text.slice(1);
			afterCR = text.endsWith('\r');

			// Only new text is searched, so a 5 MB line in small reads costs no more than short lines.
			const lines = text.split(/\r\n|\n|\r/);
			lines[0] = rest + lines[0];
			rest = lines.pop();
			for (const line of lines) {
				const colon = line.includes(':') ? line.indexOf(':') : line.length;
				const field = line.slice(0, colon);
				const value = line.slice(colon + (line[colon + 1] === ' ' ? 2 : 1));
				if (field === 'data') data.push(value);
				else if (field === 'event') event = value;
				if (line !== '') continue; // a comment is a field without a name: ignored
				if (data.length > 0) yield { event, data: data.join('\n') };
				event = '';
				data = [];
			}
		}
	} finally {
		reader.cancel().catch(() => {}); // fails only where the connection has already failed
	}
}

function parse(text) {
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
}

/** The message of an error in any shape that servers use: nested, a plain string, or flat. */
function errorIn(value, event) {
	const isFlat = event === 'error' || value?.object === 'error';
	const error = value?.error || (isFlat ? value : undefined);
	return error && (error.message ?? (typeof error === 'string' ? error : JSON.stringify(error)));
}

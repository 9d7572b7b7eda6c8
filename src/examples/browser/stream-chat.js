/**
 * Streams a chat answer with `fetch` alone: in browsers, and in Node 20 or later.
 *
 *     for await (const text of streamChat({ baseURL, apiKey, model, messages })) show(text);
 *
 * If the answer is not whole, it throws an Error that says why; text yielded before stays yours.
 * Leaving the loop, or aborting `signal`, closes the connection, so the server stops too.
 */
export async function* streamChat({ baseURL, apiKey, fetch = globalThis.fetch, signal, ...body }) {
	const key = apiKey?.trim();
	if (key && /[^!-~]/.test(key)) {
		throw new Error('The API key holds a space or a character no key has. Copy it again.');
	}
	const fail = (sentence, cause) => {
		if (signal?.aborted) throw signal.reason;
		// Some servers repeat the key in what they say. It must not reach a log or a page.
		throw new Error(key ? sentence.replaceAll(key, '[API key]') : sentence, { cause });
	};

	const url = `${baseURL.replace(/\/+$/, '')}/chat/completions`;
	const response = await fetch(url, {
		method: 'POST',
		headers: { 'Content-Type': 'application/json', ...(key && { Authorization: `Bearer ${key}` }) },
		body: JSON.stringify({ ...body, stream: true }),
		signal,
	}).catch((cause) => fail(`No answer from ${url}. Check the address and the network.`, cause));

	const type = response.headers.get('content-type') ?? 'no content type';
	if (!response.ok || !/^text\/event-stream/i.test(type)) {
		let reason = `${type}, not an event stream. Is the base URL right?`;
		if (type.includes('json')) reason = errorIn(await response.json().catch(() => null)) ?? reason;
		else await response.body?.cancel();
		const wait = response.headers.get('retry-after');
		fail(`The API answered ${response.status}${wait ? ` (Retry-After: ${wait})` : ''}: ${reason}`);
	}

	let finishReason;
	// A break after the finish reason loses no text, so it is no error.
	const onBreak = (cause) =>
		finishReason ? { done: true } : fail('The connection broke: the answer is cut off.', cause);

	for await (const { event, data } of readEvents(response.body.getReader(), onBreak)) {
		if (data === '[DONE]') break;
		const chunk = parse(data);
		if (chunk === undefined) fail(`The API sent a frame that is not JSON: ${data.slice(0, 80)}`);
		const error = errorIn(chunk, event);
		if (error) fail(`The API stopped with an error: ${error}`);
		// `choices` may be missing, and is empty where a chunk brings only token counts.
		const choice = chunk?.choices?.find(({ index }) => index === 0);
		if (choice?.delta?.content) yield choice.delta.content;
		finishReason ??= choice?.finish_reason;
	}
	if (!finishReason) fail('The stream ended without a finish reason: the answer is cut off.');
	return finishReason;
}

/** The events of a stream, as the HTML standard reads them, wherever the network cut the bytes. */
async function* readEvents(reader, onBreak) {
	const decoder = new TextDecoder(); // keeps half a character for the next read; drops a BOM
	let line = '';
	let event = '';
	let data = [];
	let afterCR = false;
	try {
		while (true) {
			const read = await reader.read().catch(onBreak);
			if (read.done) return;
			let text = decoder.decode(read.value, { stream: true });
			if (text === '') continue;
			if (afterCR && text[0] === '\n') text = text.slice(1); // a CR LF cut in two
			afterCR = text.endsWith('\r');

			// Only new text is searched: a line of megabytes costs no more a byte than a short one.
			const [end, ...starts] = text.split(/\r\n|\n|\r/);
			line += end;
			for (const start of starts) {
				const [, field, value] = /^([^:]*):? ?(.*)/s.exec(line); // a comment has no field name
				if (field === 'data') data.push(value);
				if (field === 'event') event = value;
				if (line === '') {
					if (data.length > 0) yield { event, data: data.join('\n') };
					event = '';
					data = [];
				}
				line = start;
			}
		}
	} finally {
		reader.cancel().catch(() => {}); // rejects only where the connection has broken already
	}
}

function parse(json) {
	try {
		return JSON.parse(json);
	} catch {
		return undefined;
	}
}

/** The message in an error of any shape that servers use: nested, flat, or only a string. */
function errorIn(value, event) {
	const isFlat = event === 'error' || value?.object === 'error';
	const error = value?.error || (isFlat ? value : undefined);
	return error && (error.message ?? (typeof error === 'string' ? error : JSON.stringify(error)));
}

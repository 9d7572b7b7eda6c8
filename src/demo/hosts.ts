/**
 * Whether a request's `Host` header names this machine. This stops DNS rebinding: another site can make its
 * own name resolve to 127.0.0.1, and could then read our answers as if they came from its own server.
 *
 * @param more Names to accept besides those of the loopback, such as that of a proxy in front.
 */
export function isServedHost(host: string, more: readonly string[] = []): boolean {
	let name: string;
	try {
		name = new URL(`http://${host}`).hostname;
	} catch {
		return false;
	}
	// Only a name and a port: `user@localhost` is not a valid `Host`.
	if (!/^(?:[\w.-]+|\[[\da-f:.]+\])(?::\d+)?$/i.test(host)) return false;
	const isLoopback =
		name === 'localhost' || name.endsWith('.localhost') || name === '127.0.0.1' || name === '[::1]';
	return isLoopback || more.includes(name);
}

/** Parses `HOST`, a comma-separated list of names, in the form `URL` gives them. */
export function readHosts(text: string | undefined): string[] {
	return (text ?? '')
		.split(',')
		.map((name) => name.trim().toLowerCase())
		.filter(Boolean);
}

export function refuseHost(host: string): Response {
	const text =
		`This server answers to localhost, and was asked for ${host}. ` +
		'Open it as localhost, or start it with the other name: HOST=docs.example.com npm start\n';
	const headers = { 'content-type': 'text/plain; charset=utf-8' };
	return new Response(text, { status: 421, headers });
}

/**
 * Whether a request names this machine in its `Host`. A page elsewhere can have its own name resolve to
 * 127.0.0.1 (DNS rebinding), and would then read every answer as if from its own server: that name is foreign.
 *
 * In  the `Host` header, and names beyond those of the loopback, such as that of a proxy in front.
 */
export function isServedHost(host: string, more: readonly string[] = []): boolean {
	let name: string;
	try {
		name = new URL(`http://${host}`).hostname;
	} catch {
		return false;
	}
	// Anything but a name and a port, such as `user@localhost`, is no `Host`.
	if (!/^(?:[\w.-]+|\[[\da-f:.]+\])(?::\d+)?$/i.test(host)) return false;
	const isLoopback =
		name === 'localhost' || name.endsWith('.localhost') || name === '127.0.0.1' || name === '[::1]';
	return isLoopback || more.includes(name);
}

/** Names from `HOST`, by commas: as `URL` writes them. */
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

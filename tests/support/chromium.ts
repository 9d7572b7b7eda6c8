/** How tests start Chromium. */
export const CHROMIUM_ARGUMENTS = [
	// Chromium's sandbox refuses to start as root, which is what containers and CI often are.
	...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
	// Nothing but the tests' own traffic: on a closed network each of these is a refused connection, many a second.
	'--disable-background-networking',
	'--disable-component-update',
	'--disable-sync',
	'--disable-quic',
	'--no-first-run',
];

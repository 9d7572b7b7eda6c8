/**
 * The response headers that the site wants of its host, as data: `npm start` sends them, and `formats.ts`
 * writes them for Netlify, Cloudflare Pages, nginx and Caddy.
 *
 * The rest of the Content-Security-Policy stands in each page (`../csp.ts`). `frame-ancestors` works in a header only.
 */

/** Every answer of the site. */
export const COMMON_HEADERS = {
	'X-Content-Type-Options': 'nosniff',
	'Referrer-Policy': 'no-referrer',
	// What the pages never ask for. The clipboard, which their copy buttons write to, is not among them.
	'Permissions-Policy': ['camera', 'display-capture', 'geolocation', 'microphone', 'payment', 'usb']
		.map((feature) => `${feature}=()`)
		.join(', '),
	'Cross-Origin-Opener-Policy': 'same-origin',
} as const;

/** The page in which the reader's own client runs: the playground frames it, and nobody else may. */
export const SANDBOX_PATH = '/sandbox.html';
/** Astro puts a hash of the content into the names of these files, and of no others. */
export const HASHED_PATH = '/_astro/';

export const FRAMED_BY_NOBODY = "frame-ancestors 'none'";
export const FRAMED_BY_SITE = "frame-ancestors 'self'";
export const CACHED_FOR_EVER = 'public, max-age=31536000, immutable';

/** The headers of one answer. `isFound`: a file that is not there yet must not be remembered as missing. */
export function headersFor(
	path: string,
	{ isFound }: { isFound: boolean }
): Record<string, string> {
	const isHashed = path.startsWith(HASHED_PATH) && isFound;
	return {
		...COMMON_HEADERS,
		'Content-Security-Policy': path === SANDBOX_PATH ? FRAMED_BY_SITE : FRAMED_BY_NOBODY,
		'Cache-Control': isHashed ? CACHED_FOR_EVER : 'no-cache',
	};
}

/**
 * The response headers that a host should send, as data: `npm start` sends them, and `formats.ts` writes them
 * for Netlify, Cloudflare Pages, nginx and Caddy.
 *
 * The rest of the Content-Security-Policy is in each page (`../csp.ts`); `frame-ancestors` only works in a header.
 */

/** For every response. */
export const COMMON_HEADERS = {
	'X-Content-Type-Options': 'nosniff',
	'Referrer-Policy': 'no-referrer',
	// Features the pages never use. They do use the clipboard, for their copy buttons.
	'Permissions-Policy': ['camera', 'display-capture', 'geolocation', 'microphone', 'payment', 'usb']
		.map((feature) => `${feature}=()`)
		.join(', '),
	'Cross-Origin-Opener-Policy': 'same-origin',
} as const;

/** The page in which the reader's own client runs. Only the playground may frame it. */
export const SANDBOX_PATH = '/sandbox.html';
/** Only these files have a hash of their content in their name. */
export const HASHED_PATH = '/_astro/';

export const FRAMED_BY_NOBODY = "frame-ancestors 'none'";
export const FRAMED_BY_SITE = "frame-ancestors 'self'";
export const CACHED_FOR_EVER = 'public, max-age=31536000, immutable';

/** The headers of one response. `isFound`: a missing file must not be cached as missing. */
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

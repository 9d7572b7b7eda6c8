/** The headers of `headers.ts` in the formats of common hosts. A test compares the published copies with these. */
import {
	CACHED_FOR_EVER,
	COMMON_HEADERS,
	FRAMED_BY_NOBODY,
	FRAMED_BY_SITE,
	HASHED_PATH,
	SANDBOX_PATH,
} from './headers.ts';

const POLICY = 'Content-Security-Policy';
const common = Object.entries(COMMON_HEADERS);

/**
 * `public/_headers`, for Netlify and Cloudflare Pages. Both send the headers of all matching rules, and a page
 * with two policies must satisfy both. So the pages are listed one by one, and no rule also matches the sandbox.
 */
export function headersFile(pages: readonly string[]): string {
	const rules: [path: string, headers: (readonly [string, string])[]][] = [
		['/*', common],
		...pages.map((page): [string, [string, string][]] => [page, [[POLICY, FRAMED_BY_NOBODY]]]),
		[SANDBOX_PATH, [[POLICY, FRAMED_BY_SITE]]],
		[`${HASHED_PATH}*`, [['Cache-Control', CACHED_FOR_EVER]]],
	];
	return rules
		.map(([path, headers]) =>
			[path, ...headers.map(([name, value]) => `  ${name}: ${value}`), ''].join('\n')
		)
		.join('\n');
}

/** The two maps belong in `http`, the rest in `server`. */
export function nginx(): string {
	return `map $uri $frame_ancestors {
    default "${FRAMED_BY_NOBODY}";
    ${SANDBOX_PATH} "${FRAMED_BY_SITE}";
}
map $uri $caching {
    default "no-cache";
    ~^${HASHED_PATH} "${CACHED_FOR_EVER}";
}
server {
    root /srv/streaming/dist;
    error_page 404 /404.html;
    add_header Content-Security-Policy $frame_ancestors always;
    add_header Cache-Control $caching;
${common.map(([name, value]) => `    add_header ${name} "${value}" always;\n`).join('')}}
`;
}

export function caddy(): string {
	return `docs.example.com {
    root * /srv/streaming/dist
    @page not path ${SANDBOX_PATH}
    @sandbox path ${SANDBOX_PATH}
    @hashed path ${HASHED_PATH}*
    @named not path ${HASHED_PATH}*
    header @page Content-Security-Policy "${FRAMED_BY_NOBODY}"
    header @sandbox Content-Security-Policy "${FRAMED_BY_SITE}"
    header @hashed Cache-Control "${CACHED_FOR_EVER}"
    header @named Cache-Control "no-cache"
    header {
${common.map(([name, value]) => `        ${name} "${value}"\n`).join('')}    }
    file_server
    handle_errors {
        rewrite * /404.html
        file_server
    }
}
`;
}

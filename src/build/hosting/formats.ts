/**
 * The headers of `headers.ts` in the formats of common hosts. The build writes the first; README.md prints the others,
 * and a test compares them.
 *
 * In      The path that the site was built for, `/docs`; empty for the root. Each host has the site in a folder of
 *         that name.
 */
import { addressOf } from '../../address.ts';
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
 * `_headers`, for Netlify and Cloudflare Pages. Both send the headers of all matching rules, and a page
 * with two policies must satisfy both. So the pages are listed one by one, and no rule also matches the sandbox.
 */
export function headersFile(pages: readonly string[], base = ''): string {
	const rules: [path: string, headers: (readonly [string, string])[]][] = [
		['/*', common],
		...pages.map((page): [string, [string, string][]] => [page, [[POLICY, FRAMED_BY_NOBODY]]]),
		[SANDBOX_PATH, [[POLICY, FRAMED_BY_SITE]]],
		[`${HASHED_PATH}*`, [['Cache-Control', CACHED_FOR_EVER]]],
	];
	return rules
		.map(([path, headers]) =>
			[addressOf(path, base), ...headers.map(([name, value]) => `  ${name}: ${value}`), ''].join(
				'\n'
			)
		)
		.join('\n');
}

/** The two maps belong in `http`, the rest in `server`. */
export function nginx(base = ''): string {
	return `map $uri $frame_ancestors {
    default "${FRAMED_BY_NOBODY}";
    ${addressOf(SANDBOX_PATH, base)} "${FRAMED_BY_SITE}";
}
map $uri $caching {
    default "no-cache";
    ~^${addressOf(HASHED_PATH, base)} "${CACHED_FOR_EVER}";
}
server {
    root /srv/streaming/dist;
    absolute_redirect off;
    error_page 404 ${addressOf('/404.html', base)};
    charset utf-8;
    charset_types text/markdown text/plain;
    location ~ \\.md$ {
        types { text/markdown md; }
    }
    gzip on;
    gzip_vary on;
    gzip_types text/css text/javascript text/markdown text/plain application/javascript application/json image/svg+xml;
    add_header Content-Security-Policy $frame_ancestors always;
    add_header Cache-Control $caching always;
${common.map(([name, value]) => `    add_header ${name} "${value}" always;\n`).join('')}}
`;
}

export function caddy(base = ''): string {
	const sandbox = addressOf(SANDBOX_PATH, base);
	const hashed = addressOf(HASHED_PATH, base);
	return `docs.example.com {
    root * /srv/streaming/dist
    @page not path ${sandbox}
    @sandbox path ${sandbox}
    @hashed path ${hashed}*
    @named not path ${hashed}*
    header @page Content-Security-Policy "${FRAMED_BY_NOBODY}"
    header @sandbox Content-Security-Policy "${FRAMED_BY_SITE}"
    header @hashed Cache-Control "${CACHED_FOR_EVER}"
    header @named Cache-Control "no-cache"
    header {
${common.map(([name, value]) => `        ${name} "${value}"\n`).join('')}    }
    file_server
    handle_errors {
        rewrite * ${addressOf('/404.html', base)}
        file_server
    }
}
`;
}

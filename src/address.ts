/**
 * The addresses of this site's pages and files, which may stand under a path: `https://host/docs/`.
 *
 * All code names them as they are at the root, `/errors/#stalled`, and passes that through `addressOf` where it becomes
 * a link. The pages' own links are plain; the build does the same to them (`build/page-links.ts`).
 */

/** `base` is only given outside Vite, which otherwise knows it: in the build's own code, and in the server. */
export function addressOf(path: string, base: string = import.meta.env.BASE_URL): string {
	return base.replace(/\/$/, '') + path;
}

/** Reads `BASE_PATH`: `/docs` or `/docs/` gives `/docs`; nothing, or `/`, gives the root, which is empty. */
export function readBasePath(text = ''): { value: string } | { problem: string } {
	const value = text.replace(/\/$/, '');
	if (!/^(?:\/(?!\.\.?(?:\/|$))[\w.~-]+)*$/.test(value)) {
		return {
			problem:
				`BASE_PATH is "${text}", which is no path. Give one that begins with "/", has only letters, ` +
				'digits, "-", "_", "." and "~" between its slashes, and neither "." nor ".." as a part: BASE_PATH=/docs',
		};
	}
	if (/^\/(?:v1|faults)(?:\/|$)/.test(value)) {
		return {
			problem: `BASE_PATH is "${text}", where \`npm start\` serves the demo API. Choose another path: BASE_PATH=/docs`,
		};
	}
	return { value };
}

/**
 * Style sheets that come with a lazy part: the one way to load them.
 *
 * How a sheet reaches a page:
 * - `import './x.css'` anywhere that an island can reach, behind `import()` too: Astro puts it into the head
 *   of every page with that island. So what is lazy must not import its sheet this way.
 * - `import address from './x.css?url&no-inline'`: a file that nobody fetches until `addSheet` does.
 * - React's `<link precedence>` becomes the head's first child, before the site's own sheets and before the
 *   statement that orders the layers, and so turns the cascade around. It must not be used.
 *
 * Here a sheet always goes to the end of the head: within a layer it comes after all that the page had,
 * and the order of the layers is long fixed (styles/layers.ts).
 */

/** Resolves when the sheet applies. A sheet that fails is taken out again, so that the next try fetches anew. */
export function addSheet(address: string): Promise<void> {
	const existing = [...document.head.querySelectorAll('link')].find(
		(link) => link.getAttribute('href') === address
	);
	if (existing?.sheet) return Promise.resolve();
	const link = existing ?? document.createElement('link');
	return new Promise((resolve, reject) => {
		link.addEventListener('load', () => resolve());
		link.addEventListener('error', () => {
			link.remove();
			reject(new Error(`The style sheet ${address} could not be loaded. Check your connection.`));
		});
		if (existing) return;
		link.rel = 'stylesheet';
		link.href = address;
		document.head.append(link);
	});
}

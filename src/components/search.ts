/**
 * Loads Pagefind's interface when a reader is about to search, and not before.
 *
 * Until it is there a plain box stands in its place, so that the search opens ready however busy the machine is;
 * what was typed there is searched for.
 */
const load = () => import('./search-interface.ts');

export function loadSearchOnFirstUse(search: HTMLElement): void {
	const dialog = search.querySelector('dialog');
	const place = search.querySelector<HTMLElement>('#starlight__search');
	const opener = search.querySelector('button[data-open-modal]');
	if (!dialog || !place || !opener) return;

	const box = Object.assign(document.createElement('input'), {
		className: 'search-until-loaded',
		ariaLabel: dialog.ariaLabel,
	});
	const problem = document.createElement('p');
	problem.role = 'alert';
	place.append(box, problem);

	// Pointing at the button comes a moment before pressing it.
	for (const sign of ['pointerenter', 'focus']) {
		opener.addEventListener(sign, () => void load().catch(() => undefined), { once: true });
	}
	const observer = new MutationObserver(() => {
		if (dialog.open) void start();
	});
	observer.observe(dialog, { attributeFilter: ['open'] });
	if (dialog.open) void start();

	let isStarting = false;
	async function start() {
		if (isStarting) return;
		isStarting = true;
		problem.textContent = '';
		try {
			const { showInterface } = await load();
			await showInterface(search, box);
			observer.disconnect();
		} catch {
			problem.textContent = 'The search did not load. Open it again, or reload the page.';
		}
		isStarting = false;
	}
}

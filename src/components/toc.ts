/**
 * Which heading of the page is being read, marked in the table of contents: in place of Starlight's own, which asks the
 * style engine about every element of the page, 90 ms on `/`. Here the blocks of the text are looked at, each of which
 * belongs to the heading before it.
 *
 * In      Starlight's table of contents, and its text: `.sl-markdown-content`, whose children are the blocks.
 * Out     `aria-current` at the link of the heading.
 */

/** The end of the header, and a line of text below it. */
const BAND_PX = { below: 32, high: 53 };

const RESIZED_MS = 200;

const whenIdle = (callback: () => void) =>
	'requestIdleCallback' in globalThis ? requestIdleCallback(callback) : setTimeout(callback, 1);

const heightOf = (element: Element | null) => element?.getBoundingClientRect().height ?? 0;

export class StarlightTOC extends HTMLElement {
	#current = this.querySelector<HTMLAnchorElement>('a[aria-current="true"]');
	readonly #links = new Map<Element, HTMLAnchorElement>();
	#observer: IntersectionObserver | undefined;
	#resized = 0;

	constructor() {
		super();
		whenIdle(() => {
			this.#findBlocks();
			this.#observe();
		});
		addEventListener('resize', () => {
			clearTimeout(this.#resized);
			this.#resized = window.setTimeout(() => whenIdle(() => this.#observe()), RESIZED_MS);
		});
	}

	// Starlight's own for phones sets it, too, and shows the link's text.
	set current(link: HTMLAnchorElement) {
		if (link === this.#current) return;
		this.#current?.removeAttribute('aria-current');
		link.setAttribute('aria-current', 'true');
		this.#current = link;
	}

	/** What stands before the first heading belongs to the title. */
	#findBlocks() {
		const links = new Map(
			Array.from(this.querySelectorAll('a'), (link) => [
				decodeURIComponent(link.hash.slice(1)),
				link,
			])
		);
		const content = document.querySelector('.sl-markdown-content');
		const title = document.querySelector('h1[id]');
		let link = links.get(title?.id ?? '');
		for (const block of [title, ...(content?.children ?? [])]) {
			if (!block) continue;
			const heading = block.matches('[id]') ? block : block.querySelector(':scope > [id]');
			link = links.get(heading?.id ?? '') ?? link;
			if (link) this.#links.set(block, link);
		}
	}

	#observe() {
		this.#observer?.disconnect();
		const top =
			heightOf(document.querySelector('header')) +
			heightOf(this.querySelector('summary')) +
			BAND_PX.below;
		const bottom = top + BAND_PX.high - document.documentElement.clientHeight;
		this.#observer = new IntersectionObserver(
			(entries) => {
				const read = entries.find(({ isIntersecting }) => isIntersecting);
				const link = read && this.#links.get(read.target);
				if (link) this.current = link;
			},
			{ rootMargin: `-${top}px 0% ${bottom}px` }
		);
		for (const block of this.#links.keys()) this.#observer.observe(block);
	}
}

customElements.define('starlight-toc', StarlightTOC);

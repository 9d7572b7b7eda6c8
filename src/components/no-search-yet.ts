/**
 * What Starlight gets in place of Pagefind's interface, which it would load with every page at an idle moment:
 * something that does nothing. `search.ts` loads the real one when the search is opened.
 */
export function PagefindUI() {}

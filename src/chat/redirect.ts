/**
 * A redirect that a page may not read: it learns that there was one, and not where it leads.
 *
 * `run` ends such a request as blocked, in these words, which a saved recording keeps: so advice knows it again.
 */
export const HIDDEN_REDIRECT =
	'the server answered with a redirect, which was not followed, so that the prompt is not sent elsewhere; a page cannot see where it leads';

export const isHiddenRedirect = (message: string | undefined): boolean =>
	message?.includes(HIDDEN_REDIRECT) ?? false;

/** A link that opens the playground with one fault of the demo, ready to run. */
import { encodeLink } from '../playground/share/index.ts';
import { DEFAULT_SETTINGS } from '../playground/state/index.ts';

/**
 * @param fault The fault with its options, as in `error-midway;shape=litellm`.
 * @returns A path from the site's root, with a fragment.
 */
export async function faultLink(fault: string): Promise<string> {
	const settings = { ...DEFAULT_SETTINGS, fault };
	const { fragment, problem } = await encodeLink({ settings, view: 'markdown', smooth: 'off' }, '');
	if (fragment === undefined) throw new Error(problem);
	return `/playground/#${fragment}`;
}

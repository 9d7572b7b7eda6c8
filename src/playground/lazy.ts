/**
 * Code that a reader's browser fetches when it is about to be needed: the demo API, the stream
 * core with its client, Markdown, and what the reader points at or opens. The page alone costs none of it.
 */
import openSheet from './frames/open.css?url&no-inline';
import keysSheet from './keys/keys.css?url&no-inline';
import shareSheet from './share/share.css?url&no-inline';
import { withSheets } from './sheets.ts';

export const loadEngine = () => import('./state/engine.ts');
export const loadMarkdown = () => import('./response/Markdown.tsx');
export const loadTextLinks = () => import('./response/links/text-links.ts');
export const loadOpenFrame = () => withSheets(import('./frames/OpenFrame.tsx'), openSheet);
export const loadCodeColours = () => import('./tools/code/highlight.ts');
export const loadRunLink = () => import('./share/link.ts');
export const loadSharePanel = () => withSheets(import('./share/SharePanel.tsx'), shareSheet);
export const loadShortcuts = () => withSheets(import('./keys/ShortcutsDialog.tsx'), keysSheet);
export const loadSmooth = () => import('./response/smooth/index.ts');

/** Starts both on their way, so that they are there when Run is pressed. */
export function prefetch(): void {
	// A failure here is no news yet: the run itself will meet it, and say so.
	for (const load of [loadEngine, loadMarkdown]) load().catch(() => undefined);
}

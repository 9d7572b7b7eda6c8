/**
 * Code that a reader's browser fetches when it is about to be needed: the demo API, the stream
 * core with its client, Markdown, and what the reader points at or opens. The page alone costs none of it.
 */
import jsonFieldsSheet from './form/json-fields.css?url&no-inline';
import openSheet from './frames/open.css?url&no-inline';
import keysSheet from './keys/keys.css?url&no-inline';
import { late } from './late.ts';
import soFarSheet from './response/message/json-so-far.css?url&no-inline';
import shareSheet from './share/share.css?url&no-inline';

export const loadEngine = late('The code for it', () => import('./state/engine.ts'));
export const loadMarkdown = late('Markdown', () => import('./response/Markdown.tsx'));
export const loadTextLinks = late('The links', () => import('./response/links/text-links.ts'));
export const loadOpenFrame = late(
	'The view of a frame',
	() => import('./frames/OpenFrame.tsx'),
	openSheet
);
export const loadJSONFields = late(
	'The fields for JSON',
	() => import('./form/JSONFields.tsx'),
	jsonFieldsSheet
);
export const loadJSONSoFar = late(
	'The JSON so far',
	() => import('./response/message/JSONSoFar.tsx'),
	soFarSheet
);
export const loadCodeColours = late('Colours', () => import('./tools/code/highlight.ts'));
export const loadRunLink = late('The link reader', () => import('./share/link.ts'));
export const loadSharePanel = late('“Share”', () => import('./share/SharePanel.tsx'), shareSheet);
export const loadShortcuts = late(
	'The list of keys',
	() => import('./keys/ShortcutsDialog.tsx'),
	keysSheet
);
export const loadSmooth = late('Smooth display', () => import('./response/smooth/index.ts'));
export const loadFiles = late('Import and export', () => import('./tools/files/files.ts'));

/** Starts both on their way, so that they are there when Run is pressed. */
export function prefetch(): void {
	// A failure here is no news yet: the run itself will meet it, and say so.
	for (const load of [loadEngine, loadMarkdown]) load().catch(() => undefined);
}

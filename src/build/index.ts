/** What the build adds to Astro's. Loaded by `astro.config.mjs` and by nothing that ships. */
export { absentSheets } from './absent-sheets.ts';
export { createAnchorFinder } from './anchors.ts';
export { csp } from './csp.ts';
export { docsMarkdown } from './docs-markdown.ts';
export { quickLists } from './quick-lists.ts';
export { sandbox } from './sandbox.ts';
export { TRUSTED_TYPES_SCRIPT } from './trusted-types.ts';

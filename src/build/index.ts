/** Additions to Astro's build. Loaded only by `astro.config.mjs`; none of it is shipped. */
export { absentSheets } from './absent-sheets.ts';
export { createAnchorFinder } from './anchors.ts';
export { clientIntent } from './wake/client-intent.ts';
export { csp } from './csp.ts';
export { docsMarkdown } from './docs-markdown.ts';
export { hostHeaders } from './hosting/headers-file.ts';
export { keepFingerprint } from './fingerprint.ts';
export { markdownUnder } from './page-links.ts';
export { lightCode } from './light-code.ts';
export { quickLists } from './quick-lists.ts';
export { noScript, noScriptLink } from './no-script.ts';
export { sandbox } from './sandbox.ts';
export { siteVersion } from './site-version.ts';
export { STORAGE_SCRIPT } from './storage-script.ts';
export { TRUSTED_TYPES_SCRIPT } from './trusted-types.ts';

/**
 * The page's one Trusted Types policy, as the text of an inline script: what may become markup, or the address of
 * a script, when text is written where the engine would run it.
 *
 * In      Every text that a script writes to such a place. The policy of the page (`csp.ts`) lets no other in.
 * Out     Markup with no element but `<mark>`, which Pagefind puts around the words it found; the address of
 *         Pagefind's worker. Anything else is written out as text, or refused.
 * Why     Pagefind's search box writes its results with `innerHTML`, and `decode-named-character-reference` has the
 *         browser decode `&name;`. Nothing else on the site does.
 * Source  https://www.w3.org/TR/trusted-types/#default-policy-hdr
 */

/** Runs in the head, before any other script. Engines without Trusted Types skip it. */
export const TRUSTED_TYPES_SCRIPT = `globalThis.trustedTypes?.createPolicy('default',{
createHTML:(t)=>t.replace(/<(?!\\/?mark>)/g,'&lt;'),
createScriptURL:(t)=>{const u=new URL(t,location);return u.origin===location.origin&&/\\/pagefind\\/pagefind-worker\\.js$/.test(u.pathname)?t:null}
})`;

/**
 * The page's only Trusted Types policy, as the text of an inline script. It decides which strings may become
 * markup or a script URL; the page's CSP (`csp.ts`) allows no other policy.
 *
 * Out     Markup with no element other than `<mark>`, which Pagefind puts around matches, and the URL of
 *         Pagefind's worker. Other markup is escaped, other URLs are refused.
 * Why     Pagefind's search box writes its results with `innerHTML`, and `decode-named-character-reference` has
 *         the browser decode `&name;`. Nothing else on the site does either.
 * Source  https://www.w3.org/TR/trusted-types/#default-policy-hdr
 */

/** Runs in the head, before any other script. Engines without Trusted Types skip it. */
export const TRUSTED_TYPES_SCRIPT = `globalThis.trustedTypes?.createPolicy('default',{
createHTML:(t)=>t.replace(/<(?!\\/?mark>)/g,'&lt;'),
createScriptURL:(t)=>{const u=new URL(t,location);return u.origin===location.origin&&/\\/pagefind\\/pagefind-worker\\.js$/.test(u.pathname)?t:null}
})`;

/**
 * The language of a browser may be none that `Intl` knows: `C`, where a system has no locales (observed in WebKitGTK
 * 2.50). Libraries give it to `Intl` as it is, which throws, some of them while they load: import this before them.
 */
try {
	Intl.getCanonicalLocales(navigator.language);
} catch {
	Object.defineProperty(navigator, 'language', { value: 'en', configurable: true });
}

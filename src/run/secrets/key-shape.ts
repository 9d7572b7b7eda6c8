/**
 * Tells an API key from other text by its shape alone: for keys that were pasted into the wrong box.
 *
 * In      Text that a person typed or pasted.
 * Out     The keys in it, bare: without quotes and `Bearer`.
 * Rule    A vendor's prefix with enough behind it is a key anywhere. What has no prefix (Azure's 32 hexadecimal
 *         digits, Mistral's 32 letters) is one after a word that names it, or where it is all that the box holds.
 * Limits  A key of words alone, `sk-my-secret`, is no shape: it could be a name.
 */

/** Prefixes that nothing else has, and how many characters at least come after. */
const PREFIXES: readonly (readonly [prefix: string, least: number])[] = [
	// OpenAI, Anthropic, OpenRouter.
	['sk-(?:proj|svcacct|admin|ant|or)-', 16],
	// Groq, Google, Hugging Face, xAI, Perplexity, NVIDIA.
	['gsk_', 16],
	['AIza', 30],
	['hf_', 16],
	['xai-', 16],
	['pplx-', 16],
	['nvapi-', 16],
	// Cerebras, Fireworks, Replicate, GitHub, Tavily, AWS.
	['csk-', 16],
	['fw_', 16],
	['r8_', 16],
	['gh[pousr]_', 30],
	['github_pat_', 30],
	['tvly-', 16],
	['AKIA', 16],
];

const PREFIXED = new RegExp(
	String.raw`(?<![\w-])(?:${PREFIXES.map(([prefix, least]) => `${prefix}[\\w-]{${least},}`).join('|')})`,
	'g'
);
/** OpenAI of old, DeepSeek, LiteLLM, SolidRusT, and LiteLLM's own example, `sk-1234`. */
const PLAIN_SK = /(?<![\w-])sk-(?:\d{4,}(?![\w-])|[\w-]{16,})/g;
const JWT = /(?<![\w-])eyJ[\w-]{8,}\.eyJ[\w-]{8,}(?:\.[\w-]*)?/g;
/** What stands behind a word that announces a key. */
const ANNOUNCED =
	/(?<![a-z\d])(?:(?:api|access|secret|subscription)[-_ ]?key|x-goog-api-key|authorization|bearer|token)\b["']?\s*[:=]?\s*["']?(?:bearer\s+)?([\w.~+/-]{16,}=*)/gi;
const ALONE = /^[\w-]{24,200}$/;

export function keysIn(text: string): string[] {
	const alone = bareKey(text);
	const found = [
		...matches(text, PREFIXED),
		...matches(text, PLAIN_SK).filter((key) => /^sk-\d+$/.test(key) || isRandom(key, 5)),
		...matches(text, JWT),
		...Array.from(text.matchAll(ANNOUNCED), ([, key = '']) => key).filter((key) =>
			isRandom(key, 5)
		),
		...(ALONE.test(alone) && (isRandom(alone, 8) || isHex(alone)) ? [alone] : []),
	];
	return [...new Set(found)];
}

/** Whether a box that holds a name holds a key: there, all that begins as most keys do is taken for one. */
export function isKey(text: string): boolean {
	return keysIn(text).length > 0 || /^sk-/i.test(bareKey(text));
}

/** A key as pasting brings it, without what stands around it: white space, quotes, `Bearer`. */
export function bareKey(pasted: string): string {
	return pasted
		.trim()
		.replace(/^(["'])(.*)\1$/s, '$2')
		.replace(/^(?:authorization:\s*)?bearer\s+/i, '')
		.replace(/^(["'])(.*)\1$/s, '$2')
		.replace(/\s+/g, '');
}

function matches(text: string, pattern: RegExp): string[] {
	return Array.from(text.matchAll(pattern), ([key]) => key);
}

/** 32 digits and more, of a key or of a hash. */
function isHex(text: string): boolean {
	return /^(?=.*\d)(?=.*[a-f])(?:[\da-f]{2}){16,}$/i.test(text);
}

/**
 * Whether letters, capitals and digits take turns as they do in nothing that a person wrote. A capital before
 * small letters is the start of a word, and counts for none.
 */
function isRandom(text: string, leastTurns: number): boolean {
	const kinds = text.replace(/\d/g, '0').replace(/[A-Z]/g, 'A').replace(/[a-z]/g, 'a');
	const words = kinds.replace(/(?<![Aa0])Aa+/g, (word) => 'a'.repeat(word.length));
	return [...words.matchAll(/(?=aA|a0|A0|0a|0A|Aa)/g)].length >= leastTurns;
}

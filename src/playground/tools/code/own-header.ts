/** The printed programs with the key in a header of its own, `X-API-Key`, in place of `Authorization`. */

type Replacement = readonly [part: string, replacement: string];

/** By a program's label: each part stands in the program, and in no request. */
const REPLACEMENTS: Readonly<Record<string, readonly Replacement[]>> = {
	fetch: [['headers.Authorization = `Bearer ${key}`', "headers['X-API-Key'] = key"]],
	JavaScript: [
		['  apiKey,\n', "  apiKey,\n  defaultHeaders: { Authorization: null, 'X-API-Key': apiKey },\n"],
	],
	curl: [["'Authorization: Bearer %s'", "'X-API-Key: %s'"]],
	Go: [['"Authorization", "Bearer "+key', '"X-API-Key", key']],
	Rust: [['.bearer_auth(key)', '.header("X-API-Key", key)']],
	Java: [['"Authorization", "Bearer " + key', '"X-API-Key", key']],
	Ruby: [[`'Authorization' => "Bearer #{key}"`, "'X-API-Key' => key"]],
	PHP: [['"Authorization: Bearer $key"', '"X-API-Key: $key"']],
};

const PYTHON: readonly Replacement[] = [
	['from openai import ', 'from openai import Omit, '],
	[
		'        stream=True,\n',
		'        stream=True,\n        extra_headers={"Authorization": Omit(), "X-API-Key": api_key},\n',
	],
];

export function inOwnHeader(program: string, label: string): string {
	const replacements = label.startsWith('Python') ? PYTHON : (REPLACEMENTS[label] ?? []);
	return replacements.reduce((text, [part, other]) => {
		if (!text.includes(part)) throw new Error(`${label} has no \`${part}\`.`);
		return text.replace(part, () => other);
	}, program);
}

import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { bareKey, keysIn } from '../../../../src/run/secrets/key-shape.ts';
import { keyShapes } from '../../../support/key-shapes.ts';

const pages = new URL('../../../../src/content/docs/', import.meta.url);

/** Names as servers list them, and words that begin as keys do. */
const names = `vllm-primary gpt-4o-mini-2024-07-18 o4-mini chatgpt-4o-latest text-embedding-3-large
	ft:gpt-4o-mini-2024-07-18:my-org:custom-suffix:AbCd1234 claude-sonnet-4-5-20250929
	anthropic.claude-3-5-sonnet-20241022-v2:0 us.anthropic.claude-opus-4-1-20250805-v1:0
	meta-llama/Llama-3.3-70B-Instruct Meta-Llama-3.1-405B-Instruct-FP8 Qwen/Qwen2.5-VL-72B-Instruct-AWQ
	Qwen3-Coder-480B-A35B-Instruct-FP8 Qwen3-235B-A22B-Instruct-2507-tput deepseek-ai/DeepSeek-R1-Distill-Qwen-32B
	mistral-small-3.2-24b-instruct-2506 Mixtral-8x22B-Instruct-v0.1-GPTQ-4bit-128g-actorder_True
	TheBloke/Mistral-7B-Instruct-v0.2-GGUF gemini-2.5-flash-preview-09-2025 models/gemini-2.0-flash-exp
	nvidia/llama-3.1-nemotron-ultra-253b-v1 nvidia_nemotron-nano-9b-v2-FP8-dynamic-sparse
	grok-4-fast-non-reasoning sonar-deep-research llama3.2:3b-instruct-q4_K_M phi-4-mini-instruct-onnx-int4
	accounts/fireworks/models/llama-v3p1-405b-instruct hf.co/bartowski/Llama-3.2-1B-Instruct-GGUF:Q8_0
	sk-learn sk-SK sk-solar-10.7b-instruct sk-telecom-a-dot-x-4-0-light-instruct task-proj-abcdefghijklmnopqrstuvwxyz
	hf_model xai-org/grok-1 nvapi-docs pplx-online pplx-70b-online gsk_test AIza disk-0123456789abcdef0123
	gpt-oss-120b@8f3e1c3a openai/gpt-oss-20b moonshotai/Kimi-K2-Instruct-0905 zai-org/GLM-4.5-Air-FP8`.split(
	/\s+/
);

describe('keysIn()', () => {
	test.each(keyShapes)('finds $vendor in whatever it was pasted with', ({ key, isOnlyAlone }) => {
		for (const text of [
			key,
			` ${key}\n`,
			`"${key}"`,
			`'${key}'`,
			`Bearer ${key}`,
			`"Bearer ${key}"`,
		]) {
			expect(keysIn(text), text).toContain(key);
		}
		for (const text of [
			`Authorization: Bearer ${key}`,
			`api-key: ${key}`,
			`-H "x-api-key: ${key}"`,
			`SOLIDRUST_API_KEY=${key}`,
			...(isOnlyAlone
				? []
				: [`Use ${key}, please.`, `https://h/v1/${key}`, `https://h/v1?k=${key}`]),
		]) {
			expect(keysIn(text), text).toContain(key);
		}
	});

	test.each(names)('takes %s for no key, in a box of its own or in a sentence', (name) => {
		for (const text of [name, `Use ${name} for it.`, `https://h/v1/${name}`]) {
			expect(keysIn(text), text).toEqual([]);
		}
	});

	test('finds none in the prose of this site, but those that stand there as examples', () => {
		const found = readdirSync(pages)
			.filter((file) => file.endsWith('.mdx'))
			.flatMap((file) => keysIn(readFileSync(fileURLToPath(new URL(file, pages)), 'utf8')));
		expect(found.filter((key) => !/^sk-\d+$/.test(key))).toEqual([]);
	});

	test('takes no hash, id or base64 in a sentence for one', () => {
		for (const text of [
			'What is d41d8cd98f00b204e9800998ecf8427e?',
			'Commit 9fceb02d0ae598e95dc970b74767f19372d61af8 broke it.',
			'Decode SGVsbG8sIHdvcmxkISBIZWxsbywgd29ybGQh for me.',
			'The request 123e4567-e89b-12d3-a456-426614174000 failed.',
			'A bearer of unbelievable-and-extraordinary news',
			'A token costs nothing; a secret key is a secret.',
		]) {
			expect(keysIn(text), text).toEqual([]);
		}
	});
});

describe('bareKey()', () => {
	test.each(['k1', ' k1\n', '"k1"', "'k1'", 'Bearer k1', '"Bearer k1"', 'bearer "k1"', 'k\n1'])(
		'takes off what stands around it in %j',
		(pasted) => expect(bareKey(pasted)).toBe('k1')
	);
});

/** Which fields of a chat request the demo obeys, checks or ignores: as the page _Reference_ says. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { createDemoHandler } from '../../../src/demo/index.ts';
import { chatRequest } from '../../support/demo.ts';

const page = readFileSync(
	new URL('../../../src/content/docs/reference.mdx', import.meta.url),
	'utf8'
);
const namesIn = (pattern: RegExp) =>
	[...(pattern.exec(page)?.[1] ?? '').matchAll(/`([^`]+)`/g)].map(([, name]) => name);

const handler = createDemoHandler({ pace: 0 });
const tool = (name: string) => ({ type: 'function', function: { name, parameters: {} } });
const calling = { tools: [tool('a'), tool('b')] };

async function bytesOf(fields: object): Promise<string> {
	const messages = [
		{ role: 'user', content: 'Call a, then b. Internationalization, incomprehensibility.' },
	];
	const response = await handler(chatRequest({ messages, stream: true, ...fields }));
	expect(response.status, JSON.stringify(fields)).toBe(200);
	// Another seed is another id, whatever it changes.
	return (await response.text()).replaceAll(/"id":"chatcmpl-\w+"/g, '');
}

/** A value of each field that changes the answer, and fields beside it that it needs. */
const OBEYED: Readonly<Record<string, readonly [value: unknown, beside?: object]>> = {
	n: [2],
	stop: ['demo'],
	max_tokens: [3],
	max_completion_tokens: [3],
	stream_options: [{ include_usage: true }],
	seed: [1234],
	tools: [calling.tools, { tool_choice: 'required' }],
	tool_choice: ['none', calling],
	parallel_tool_calls: [false, { ...calling, tool_choice: 'required' }],
	response_format: [{ type: 'json_object' }],
	logprobs: [true],
	top_logprobs: [2, { logprobs: true }],
};

test.each(Object.entries(OBEYED))('%s is obeyed', async (name, [value, beside = {}]) => {
	const { tool_choice: _, ...without } = beside as { tool_choice?: unknown };
	const plain = name === 'tools' ? without : beside;
	expect(await bytesOf({ ...beside, [name]: value })).not.toBe(await bytesOf(plain));
});

const CHECKED = {
	temperature: [0.3, 9],
	top_p: [0.3, 9],
	presence_penalty: [0.3, 9],
	frequency_penalty: [0.3, 9],
};

test.each(Object.entries(CHECKED))(
	'%s is checked, and changes nothing',
	async (name, [good, bad]) => {
		expect(await bytesOf({ [name]: good })).toBe(await bytesOf({}));
		expect((await handler(chatRequest({ [name]: bad }))).status).toBe(400);
	}
);

test('others are ignored', async () => {
	const others = { user: 'me', store: true, x_unknown: [1] };
	expect(await bytesOf(others)).toBe(await bytesOf({}));
});

test('the page names each', () => {
	expect(namesIn(/It obeys ([^.]+)\./)).toEqual(Object.keys(OBEYED));
	expect(namesIn(/It checks ([^.]+)\n\s+and makes no use/)).toEqual(Object.keys(CHECKED));
});

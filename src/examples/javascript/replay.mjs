// Replays a saved answer to a client, cut in many ways: node --test replay.mjs
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import test from 'node:test';
import OpenAI from 'openai';

const saved = await readFile('answer.sse');

// Put your own client here. It is given a fetch, and returns the text.
async function read(fetch) {
  const baseURL = 'http://localhost/v1';
  const client = new OpenAI({ apiKey: 'any', baseURL, fetch });
  const stream = await client.chat.completions.create({
    model: 'vllm-primary',
    messages: [{ role: 'user', content: 'Tell me a story' }],
    stream: true,
  });
  let text = '';
  for await (const { choices } of stream) {
    text += choices?.[0]?.delta?.content ?? '';
  }
  return text;
}

// A fetch without a network: it answers with the saved bytes, \`size\` a read.
function replay(size) {
  function* reads() {
    for (let at = 0; at < saved.length; at += size) {
      yield new Uint8Array(saved.subarray(at, at + size));
    }
  }
  const headers = { 'Content-Type': 'text/event-stream' };
  return async () => new Response(ReadableStream.from(reads()), { headers });
}

const whole = await read(replay(saved.length));

test('the answer has text', () => assert.notEqual(whole, ''));

for (const size of [1, 2, 7, 1000]) {
  test(`the text is the same in reads of ${size} bytes`, async () => {
    assert.equal(await read(replay(size)), whole);
  });
}

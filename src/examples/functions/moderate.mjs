import OpenAI from 'openai';

/** Yields sentences, each once it and the one before it have been checked. */
async function* moderated(texts, isAllowed) {
  const cutter = new Intl.Segmenter('en', { granularity: 'sentence' });
  let before = '';
  let held = '';
  const check = async (sentence) => {
    if (await isAllowed(before + sentence)) return (before = sentence);
    throw new Error('The rest of the answer is held back.');
  };
  for await (const text of texts) {
    const sentences = [...cutter.segment(held + text)];
    held = sentences.pop()?.segment ?? ''; // it may go on
    for (const { segment } of sentences) yield await check(segment);
  }
  yield await check(held);
}

/** Yours to write: a list of words, a classifier, another model. */
async function isAllowed(text) {
  return !/lottery numbers|Mr\. Smith/i.test(text);
}

const client = new OpenAI({
  apiKey: process.env.SOLIDRUST_API_KEY ?? '',
  baseURL: process.env.SOLIDRUST_BASE_URL ?? 'https://api.solidrust.ai/v1',
});

/** Yields what the deltas add, and throws unless the answer is complete. */
async function* ask(messages) {
  const stream = await client.chat.completions.create({
    model: 'vllm-primary',
    messages,
    stream: true,
  });
  let finishReason;
  for await (const { choices } of stream) {
    if (!choices?.[0]) continue; // a chunk of token counts has none
    yield choices[0].delta?.content ?? '';
    finishReason = choices[0].finish_reason;
  }
  if (finishReason !== 'stop') {
    throw new Error(`The answer is incomplete. Finish reason: ${finishReason}`);
  }
}

const question = { role: 'user', content: 'Tell me a story' };
for await (const sentence of moderated(ask([question]), isAllowed)) {
  process.stdout.write(sentence);
}

/**
 * Evens out how streamed text appears, whatever lumps it comes in: by word, by
 * sentence, or at a steady pace.
 *
 *   const answer = streamChat({ baseURL, apiKey, signal, model, messages });
 *   for await (const text of smooth(answer, { by: 'word' })) show(text);
 *
 * Joined, it is the same text, and none of it waits longer than `maxDelayMs`.
 * What a reader sees as one character (an emoji may be ten code units) is never
 * shown in halves, unless these come further apart than that. If the source
 * throws, the text before comes first.
 *
 * To stop, abort the `signal` of the source. It is read ahead, so if you only
 * leave the loop it closes when its next text comes.
 *
 * @param {AsyncIterable<string>} source
 * @param {{ by?: 'word' | 'sentence' | 'pace', maxDelayMs?: number }} [options]
 * @returns {AsyncGenerator<string, any, void>} Returns what the source returns.
 */
export async function* smooth(
  source,
  {
    by = 'word',
    maxDelayMs = { word: 500, sentence: 3000, pace: 800 }[by],
  } = {}
) {
  const texts = source[Symbol.asyncIterator]();
  const held = holdBack(by, maxDelayMs);
  const ask = () => {
    const step = texts.next();
    step.catch(() => {}); // handled below, where it is awaited
    return step;
  };
  let next = ask();
  try {
    while (true) {
      const step = await first(next, held.waitMs());
      if (step?.done) {
        // A steady pace stays steady to the end, which is never far.
        const endMs = performance.now() + (by === 'pace' ? maxDelayMs : 0);
        while (held.waitMs() !== undefined && performance.now() < endMs) {
          await first(undefined, held.waitMs());
          const text = held.take();
          if (text) yield text;
        }
        const rest = held.rest();
        if (rest) yield rest;
        return step.value;
      }
      if (step) {
        held.add(step.value);
        next = ask();
      }
      const text = held.take();
      if (text) yield text;
    }
  } catch (error) {
    const rest = held.rest();
    if (rest) yield rest;
    throw error;
  } finally {
    texts.return?.().catch(() => {});
  }
}

const tickMs = 16; // about a paint

/** Text that has come and is not shown yet, and how much of it is due. */
function holdBack(by, maxDelayMs) {
  let text = '';
  let parts = []; // of `text`, in order: { length, dueMs }
  let shownMs = performance.now();
  let credit = 0; // of a steady pace: code units that may be shown

  function add(more) {
    if (text === '') shownMs = performance.now();
    const dueMs = performance.now() + maxDelayMs;
    const last = parts.at(-1);
    if (last && dueMs - last.dueMs < tickMs) last.length += more.length;
    else parts.push({ length: more.length, dueMs });
    text += more;
  }

  function take() {
    const nowMs = performance.now();
    let length = 0;
    let overdue = 0;
    let pace = 0; // the slowest at which every part is in time
    for (const part of parts) {
      length += part.length;
      if (part.dueMs <= nowMs) overdue = length;
      else pace = Math.max(pace, length / (part.dueMs - nowMs));
    }
    credit += pace * (nowMs - shownMs);
    shownMs = nowMs;
    const wanted = by === 'pace' ? credit : startOfLast(by, text);
    // The last character waits: it may go on with the next text.
    const ready = Math.min(wanted, text.length - 1);
    const cut = wholeCharacters(text, Math.max(overdue, ready));
    credit = Math.max(0, credit - cut);
    return drop(cut);
  }

  function drop(length) {
    const dropped = text.slice(0, length);
    text = text.slice(length);
    while (length > 0) {
      const part = Math.min(length, parts[0].length);
      length -= part;
      parts[0].length -= part;
      if (parts[0].length === 0) parts.shift();
    }
    return dropped;
  }

  /** How long until something may be due. Nothing is held: until more comes. */
  function waitMs() {
    if (text === '') return undefined;
    if (by === 'pace') return tickMs;
    return Math.max(tickMs, parts[0].dueMs - performance.now());
  }

  return { add, take, waitMs, rest: () => drop(text.length) };
}

const segmenters = {
  character: new Intl.Segmenter(undefined, { granularity: 'grapheme' }),
  word: new Intl.Segmenter(undefined, { granularity: 'word' }),
  sentence: new Intl.Segmenter(undefined, { granularity: 'sentence' }),
};

/** Where the last word or sentence starts: it may go on, so it is held. */
function startOfLast(by, text) {
  // After white space a word is over.
  if (text === '' || (by === 'word' && /\s$/.test(text))) return text.length;
  const segments = segmenters[by].segment(text);
  const last = segments.containing(text.length - 1);
  // "can" and an apostrophe may become "can't".
  const mayJoin = by === 'word' && !last.isWordLike && last.index > 0;
  return mayJoin ? segments.containing(last.index - 1).index : last.index;
}

/** At most so many code units of the text, and no character in part. */
function wholeCharacters(text, length) {
  if (length <= 0) return 0;
  if (length < text.length) {
    return segmenters.character.segment(text).containing(Math.floor(length))
      .index;
  }
  // Half a surrogate pair is no text: its other half has to come.
  return /[\uD800-\uDBFF]$/.test(text) ? text.length - 1 : text.length;
}

/** What `promise` gives; nothing, if `ms` are over before. */
async function first(promise, ms) {
  if (ms === undefined) return promise;
  let timer;
  const over = new Promise((resolve) => (timer = setTimeout(resolve, ms)));
  try {
    return await Promise.race(promise ? [promise, over] : [over]);
  } finally {
    clearTimeout(timer);
  }
}

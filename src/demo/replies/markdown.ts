/** What a Markdown view must draw when only half of it has arrived: a table, code, lists, a quote. */
const FENCE = '```';

export const markdown = `## What a frame can bring

A stream is read **frame by frame**, and each frame holds one _chunk_. Most chunks bring a word or so; a few bring something else.

| Frame | Brings | Text? |
| :-- | :-- | :-: |
| The first | the role \`assistant\`, content \`""\` | no |
| Most | \`delta.content\`, a token or so | yes |
| The last with a choice | \`finish_reason\` | no |
| With \`include_usage\` | token counts, \`choices: []\` | no |
| The end | \`[DONE]\`, which is not JSON | no |

Adding up the text takes a few lines, and each \`?\` in them is there for a row of the table:

${FENCE}js
const text = chunks
  .flatMap((chunk) => chunk.choices ?? [])
  .filter((choice) => choice.index === 0)
  .map((choice) => choice.delta?.content ?? '')
  .join('');
${FENCE}

### While it is still coming

1. A table is half a table until its last row.
2. A code block is open until its fence closes, so
   - do not guess the language from what is there,
   - do not run it, and
   - keep what lies **inside** it as it is: \`**not bold**\`.
3. A link such as [the standard](https://html.spec.whatwg.org/multipage/server-sent-events.html) is plain brackets until its last \`)\`.

> Draw what has come, and be ready to draw it again.

---

_An answer of this demo, not of a model._`;

/** Streaming, explained by a stream. */
const FENCE = '```';

export const streaming = `You are watching it. Your request said \`"stream": true\`, so the server did not wait for the end of this answer: it sends each piece as soon as there is one, over the one HTTP response that is open now.

**On the wire** the response is \`text/event-stream\`. A frame is some lines of text, ended by a blank line. Here is the one that brought the first word of this answer, shortened:

${FENCE}text
data: {"object":"chat.completion.chunk","choices":[{"index":0,"delta":{"content":"You"},"finish_reason":null}]}

${FENCE}

**In your client** three steps turn that into text:

1. Collect bytes until a blank line ends a frame. The network cuts where it likes: a read may bring half a frame, or five.
2. Parse what follows \`data:\` as JSON, unless it is \`[DONE]\`.
3. Add \`delta.content\`, if there is any, to the text of the choice that \`index\` names.

**At the end** a chunk brings a finish reason: \`stop\` when the answer is whole, \`length\` when it reached the limit on tokens. After it comes \`[DONE]\`. If the body ends without a finish reason, the answer was cut off, however complete it looks; keep it, and say so.

What you gain is time to the first word. This answer takes some seconds in all, yet you began to read it after a quarter of one. Nothing becomes faster; you just stop waiting for all of it.

*An answer of this demo, not of a model. The frames beside it are as real as any.*`;

"""Streams an answer, then prints the whole message as JSON: python stream_message.py"""

import codecs
import json
import os
import sys

from openai import APIConnectionError, LengthFinishReasonError, OpenAI, OpenAIError

api_key = os.environ.get("SOLIDRUST_API_KEY")
if not api_key:
    sys.exit("Set SOLIDRUST_API_KEY to your key from console.solidrust.ai.")

client = OpenAI(
    api_key=api_key,
    base_url=os.environ.get("SOLIDRUST_BASE_URL", "https://api.solidrust.ai/v1"),
    timeout=60,  # seconds of silence, not of the whole answer
)

halves = codecs.getincrementaldecoder("utf-16-le")("replace")


def whole(text):
    """The text, where half a character waits for its other half."""
    return halves.decode(text.encode("utf-16-le", "surrogatepass"))


def fail(reason):
    """Ends the program and says why. Masks the key, which some servers repeat."""
    message = f"\nThe answer is incomplete: {reason}"
    if len(api_key) >= 8:  # a shorter one may be part of any word
        message = message.replace(api_key, "[API key]")
    sys.exit(message)


finish_reason = None
try:
    with client.chat.completions.stream(
        model="vllm-primary",
        messages=[{"role": "user", "content": "Tell me a story"}],
    ) as stream:
        try:
            for event in stream:
                if event.type == "content.delta":
                    print(whole(event.delta), end="", flush=True)
                if event.type == "chunk":
                    for choice in event.chunk.choices:
                        if choice.delta.content:  # more text cancels it
                            finish_reason = None
                        if choice.finish_reason not in (None, "", "null"):
                            finish_reason = choice.finish_reason
        except LengthFinishReasonError:
            pass  # the helper raises where the token limit cut
        except APIConnectionError:
            if finish_reason is None:  # after the finish reason nothing is missing
                raise
        message = stream.current_completion_snapshot.choices[0].message
except (OpenAIError, ValueError) as error:
    fail(error)
except (AssertionError, AttributeError, IndexError, RuntimeError, TypeError):
    # No chunk at all; choices out of order; content that is no text.
    fail("the helper cannot read this stream.")

fields = message.to_dict(warnings=False, exclude_none=True)
print("\n\n" + whole(json.dumps(fields, ensure_ascii=False, indent=2)))
if finish_reason is None:  # the helper reports no error for a cut stream
    fail("the stream ended without a finish reason.")
if finish_reason not in ("stop", "length", "tool_calls"):  # "error", "content_filter"
    fail(f"its finish reason is {finish_reason}.")
if finish_reason != "stop":  # "length": the token limit cut it
    print(f"The finish reason is {finish_reason}, not stop.", file=sys.stderr)
for call in message.tool_calls or []:
    try:
        json.loads(call.function.arguments)
    except (TypeError, ValueError):  # two calls may have become one
        fail("the arguments of a tool call are not one JSON text.")
if not (message.content or "").strip() and not message.tool_calls:
    fail("no text came.")

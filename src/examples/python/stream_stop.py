"""Streams an answer until it is complete, or you press Ctrl-C: python stream_stop.py"""

import codecs
import os
import sys

from openai import APIConnectionError, APIError, OpenAI

api_key = os.environ.get("SOLIDRUST_API_KEY")
if not api_key:
    sys.exit("Set SOLIDRUST_API_KEY to your key from console.solidrust.ai.")

client = OpenAI(
    api_key=api_key,
    base_url=os.environ.get("SOLIDRUST_BASE_URL", "https://api.solidrust.ai/v1"),
    timeout=60,  # seconds of silence, not of the whole answer
)

halves = codecs.getincrementaldecoder("utf-16-le")("replace")


def text_of(delta):
    """The text that a delta adds. Half a character waits for its other half."""
    content = delta.content if delta else None
    if isinstance(content, list):  # some servers send parts: text, thinking, others
        texts = (part.get("text") for part in content if part.get("type") == "text")
        content = "".join(filter(None, texts))
    return halves.decode((content or "").encode("utf-16-le", "surrogatepass"))


def fail(reason):
    """Ends the program and says why. Masks the key, which some servers repeat."""
    message = f"\nThe answer is incomplete: {reason}"
    if len(api_key) >= 8:  # a shorter one may be part of any word
        message = message.replace(api_key, "[API key]")
    sys.exit(message)


text = ""
finish_reason = None
try:
    # Leaving the block closes the connection, however you leave it: at the end,
    # by `break`, by an exception. The server sees it close, and can stop.
    with client.chat.completions.create(
        model="vllm-primary",
        messages=[{"role": "user", "content": "Tell me a story"}],
        stream=True,
    ) as stream:
        for chunk in stream:
            choices = getattr(chunk, "choices", None) or []  # a frame may be no chunk
            choice = next((c for c in choices if not c.index), None)
            if choice is None:  # another choice, or token counts alone
                continue
            piece = text_of(choice.delta)
            if piece:
                text += piece
                finish_reason = None  # more text cancels it
                print(piece, end="", flush=True)
            if choice.finish_reason not in (None, "", "null"):
                finish_reason = choice.finish_reason
except KeyboardInterrupt:
    print(f"\nStopped by you. {len(text)} characters had come.", file=sys.stderr)
    sys.exit(130)  # what a shell expects after Ctrl-C
except (APIError, ValueError) as error:  # ValueError: a frame that is not JSON
    # A connection that breaks after the finish reason loses nothing.
    if finish_reason is None or not isinstance(error, APIConnectionError):
        fail(error)

if finish_reason is None:  # the package reports no error for a cut stream
    fail("the stream ended without a finish reason.")
if finish_reason not in ("stop", "length", "tool_calls"):  # "error", "content_filter"
    fail(f"its finish reason is {finish_reason}.")
print()  # Newline at end
if finish_reason != "stop":  # "length": the token limit cut it
    print(f"The finish reason is {finish_reason}, not stop.", file=sys.stderr)
if not text.strip():
    fail("no text came.")

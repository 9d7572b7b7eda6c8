"""Measures a stream: the first text, and tokens a second: python measure.py"""

import os
import sys
from time import perf_counter

from openai import APIConnectionError, APIError, OpenAI

api_key = os.environ.get("SOLIDRUST_API_KEY")
if not api_key:
    sys.exit("Set SOLIDRUST_API_KEY to your key from console.solidrust.ai.")

client = OpenAI(
    api_key=api_key,
    base_url=os.environ.get("SOLIDRUST_BASE_URL", "https://api.solidrust.ai/v1"),
    timeout=60,  # seconds of silence, not of the whole answer
    max_retries=0,  # a second attempt would be timed, too
)

def text_in(value):
    """The text of a string, of a part, or of a list of either."""
    if isinstance(value, list):
        return "".join(map(text_in, value))
    if isinstance(value, dict):
        names = ("text", "thinking", "summary", "content")
        return next((text_in(value[name]) for name in names if value.get(name)), "")
    return value if isinstance(value, str) else ""


def texts_of(delta):
    """The reasoning and the text that a delta adds, in each shape that servers use."""
    fields = delta.to_dict(warnings=False) if delta else {}
    content = fields.get("content")
    parts = content if isinstance(content, list) else [content]
    thoughts = [p for p in parts if isinstance(p, dict) and p.get("type") != "text"]
    names = ("reasoning", "reasoning_content", "thinking", "reasoning_details")
    reasoning = next((fields[name] for name in names if fields.get(name)), thoughts)
    return text_in(reasoning), text_in([p for p in parts if p not in thoughts])


def fail(reason):
    """Ends the program and says why. Masks the key, which some servers repeat."""
    message = f"\nThe answer is incomplete: {reason}"
    if len(api_key) >= 8:  # a shorter one may be part of any word
        message = message.replace(api_key, "[API key]")
    sys.exit(message)


deltas = 0
first = first_text = last = usage = finish_reason = None
sent = perf_counter()
try:
    stream = client.chat.completions.create(
        model="vllm-primary",
        messages=[{"role": "user", "content": "Tell me a story"}],
        stream=True,
        stream_options={"include_usage": True},
    )
    for chunk in stream:
        usage = chunk.usage or usage
        choices = getattr(chunk, "choices", None) or []  # a frame may be no chunk
        choice = next((c for c in choices if not c.index), None)
        if choice is None:  # another choice, or token counts alone
            continue
        # The token counts include reasoning, but not the role.
        reasoning, text = texts_of(choice.delta)
        if reasoning or text:
            last = perf_counter() - sent
            first = first or last
            deltas += 1
            finish_reason = None  # more text cancels it
        if text:
            first_text = first_text or last
        if choice.finish_reason not in (None, "", "null"):
            finish_reason = choice.finish_reason
except (APIError, ValueError) as error:  # ValueError: a frame that is not JSON
    # A connection that breaks after the finish reason loses nothing.
    if finish_reason is None or not isinstance(error, APIConnectionError):
        fail(error)

if finish_reason is None:  # the package reports no error for a cut stream
    fail("the stream ended without a finish reason.")
if finish_reason not in ("stop", "length", "tool_calls"):  # "error", "content_filter"
    fail(f"its finish reason is {finish_reason}.")
if first_text is None:
    fail("no text came.")

print(f"First token after {first * 1000:.0f} ms, last after {last * 1000:.0f} ms.")
print(f"First text after {first_text * 1000:.0f} ms.")
# Without usage, each delta counts as one token, but it may hold several.
tokens, source = (usage.completion_tokens, "usage") if usage else (deltas, "estimated")
print(f"{tokens} tokens ({source}) in {deltas} deltas.")
if last > first:
    # The first delta was generated before the timing began.
    rate = tokens * (deltas - 1) / deltas / (last - first)
    print(f"{rate:.1f} tokens a second, from the first to the last.")

"""Measures a stream: the first text, and tokens a second: python measure.py"""

import os
import sys
from time import perf_counter

from openai import APIError, OpenAI

api_key = os.environ.get("SOLIDRUST_API_KEY")
if not api_key:
    sys.exit("Set SOLIDRUST_API_KEY to your key from console.solidrust.ai.")

client = OpenAI(
    api_key=api_key,
    base_url=os.environ.get("SOLIDRUST_BASE_URL", "https://api.solidrust.ai/v1"),
    timeout=60,  # seconds of silence, not of the whole answer
    max_retries=0,  # a second attempt would count into the time
)

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
        choice = next((c for c in chunk.choices or [] if c.index == 0), None)
        if choice is None:  # a chunk that brings only token counts
            continue
        finish_reason = choice.finish_reason or finish_reason
        if choice.delta is None:
            continue
        # Reasoning comes under one of two names, and is in the token counts.
        extra = choice.delta.model_extra or {}
        reasoning = extra.get("reasoning") or extra.get("reasoning_content")
        if reasoning or choice.delta.content:  # not the role alone
            last = perf_counter() - sent
            first = first or last
            deltas += 1
        if choice.delta.content:
            first_text = first_text or last
except (APIError, ValueError) as error:  # ValueError: a frame that is not JSON
    sys.exit(f"The answer is not whole: {error}")

if finish_reason is None:  # the package reports no error for a cut stream
    sys.exit("The answer is not whole: the stream ended without a finish reason.")
if first_text is None:
    sys.exit("No text came.")

print(f"First token after {first * 1000:.0f} ms, last after {last * 1000:.0f} ms.")
print(f"First text after {first_text * 1000:.0f} ms.")
# Without usage a delta is taken for a token. Servers may put several into one.
tokens, source = (usage.completion_tokens, "usage") if usage else (deltas, "estimated")
print(f"{tokens} tokens ({source}) in {deltas} deltas.")
if last > first:
    # What came first was made before the clock of the rate began.
    rate = tokens * (deltas - 1) / deltas / (last - first)
    print(f"{rate:.1f} tokens a second, from the first to the last.")

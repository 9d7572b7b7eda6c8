"""Streams an answer, and says how many tokens it took: python stream_usage.py"""

import os
import sys

from openai import APIError, OpenAI

api_key = os.environ.get("SOLIDRUST_API_KEY")
if not api_key:
    sys.exit("Set SOLIDRUST_API_KEY to your key from console.solidrust.ai.")

client = OpenAI(
    api_key=api_key,
    base_url=os.environ.get("SOLIDRUST_BASE_URL", "https://api.solidrust.ai/v1"),
    timeout=60,  # seconds of silence, not of the whole answer
)

finish_reason = None
usage = None
try:
    stream = client.chat.completions.create(
        model="vllm-primary",
        messages=[{"role": "user", "content": "Tell me a story"}],
        stream=True,
        stream_options={"include_usage": True},
    )
    for chunk in stream:
        # In a chunk of its own, in the last one, or in each: the last counts.
        usage = chunk.usage or usage
        choice = next((c for c in chunk.choices or [] if c.index == 0), None)
        if choice is None:
            continue
        if choice.delta and choice.delta.content:
            print(choice.delta.content, end="", flush=True)
        finish_reason = choice.finish_reason or finish_reason
except (APIError, ValueError) as error:  # ValueError: a frame that is not JSON
    sys.exit(f"\nThe answer is not whole: {error}")

print()  # Newline at end
if finish_reason is None:  # the package reports no error for a cut stream
    sys.exit("The answer is not whole: the stream ended without a finish reason.")
if finish_reason != "stop":  # "length": the token limit; "content_filter"
    print(f"The finish reason is {finish_reason}, not stop.", file=sys.stderr)

if usage is None:
    print("The server sent no token counts.", file=sys.stderr)
else:
    print(
        f"{usage.prompt_tokens} tokens read, {usage.completion_tokens} written.",
        file=sys.stderr,
    )

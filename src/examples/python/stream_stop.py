"""Streams an answer until it is whole, or you press Ctrl-C: python stream_stop.py"""

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

text = ""
finish_reason = None
try:
    # Leaving the block closes the connection, by whichever way: the end, `break`,
    # an exception. The server sees it close, and can stop.
    with client.chat.completions.create(
        model="vllm-primary",
        messages=[{"role": "user", "content": "Tell me a story"}],
        stream=True,
    ) as stream:
        for chunk in stream:
            choice = next((c for c in chunk.choices or [] if c.index == 0), None)
            if choice is None:  # a chunk that brings only token counts
                continue
            if choice.delta and choice.delta.content:
                text += choice.delta.content
                print(choice.delta.content, end="", flush=True)
            finish_reason = choice.finish_reason or finish_reason
except KeyboardInterrupt:
    print(f"\nStopped by you. {len(text)} characters had come.", file=sys.stderr)
    sys.exit(130)  # what a shell expects after Ctrl-C
except (APIError, ValueError) as error:  # ValueError: a frame that is not JSON
    sys.exit(f"\nThe answer is not whole: {error}")

print()  # Newline at end
if finish_reason is None:  # the package reports no error for a cut stream
    sys.exit("The answer is not whole: the stream ended without a finish reason.")
if finish_reason != "stop":  # "length": the token limit; "content_filter"
    print(f"The finish reason is {finish_reason}, not stop.", file=sys.stderr)

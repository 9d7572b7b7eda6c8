"""Streams an answer, for 30 seconds at most: python stream_deadline.py"""

import asyncio
import os
import sys

from openai import APIError, AsyncOpenAI

DEADLINE_SECONDS = 30

api_key = os.environ.get("SOLIDRUST_API_KEY")
if not api_key:
    sys.exit("Set SOLIDRUST_API_KEY to your key from console.solidrust.ai.")

client = AsyncOpenAI(
    api_key=api_key,
    base_url=os.environ.get("SOLIDRUST_BASE_URL", "https://api.solidrust.ai/v1"),
    timeout=60,  # seconds of silence, not of the whole answer
)


async def stream_response():
    finish_reason = None
    # Cancelling the task leaves the block, and that closes the connection.
    async with await client.chat.completions.create(
        model="vllm-primary",
        messages=[{"role": "user", "content": "Tell me a story"}],
        stream=True,
    ) as stream:
        async for chunk in stream:
            choice = next((c for c in chunk.choices or [] if c.index == 0), None)
            if choice is None:  # a chunk that brings only token counts
                continue
            if choice.delta and choice.delta.content:
                print(choice.delta.content, end="", flush=True)
            finish_reason = choice.finish_reason or finish_reason
    print()  # Newline at end
    return finish_reason


async def main():
    # `wait_for` cancels what it waits for. A Stop button calls `task.cancel()`.
    task = asyncio.create_task(stream_response())
    return await asyncio.wait_for(task, DEADLINE_SECONDS)


try:
    finish_reason = asyncio.run(main())
except asyncio.TimeoutError:
    sys.exit(f"\nThe answer is not whole: {DEADLINE_SECONDS} seconds are over.")
except (APIError, ValueError) as error:  # ValueError: a frame that is not JSON
    sys.exit(f"\nThe answer is not whole: {error}")

if finish_reason is None:  # the package reports no error for a cut stream
    sys.exit("The answer is not whole: the stream ended without a finish reason.")
if finish_reason != "stop":  # "length": the token limit; "content_filter"
    print(f"The finish reason is {finish_reason}, not stop.", file=sys.stderr)

import asyncio
import os
from openai import AsyncOpenAI

client = AsyncOpenAI(
    api_key=os.environ["SOLIDRUST_API_KEY"],
    base_url=os.environ.get("SOLIDRUST_BASE_URL", "https://api.solidrust.ai/v1"),
)

async def stream_response():
    finish_reason = None
    stream = await client.chat.completions.create(
        model="vllm-primary",
        messages=[{"role": "user", "content": "Tell me a story"}],
        stream=True,
    )
    async for chunk in stream:
        for choice in chunk.choices or []:  # a chunk of token counts has none
            if choice.delta and choice.delta.content:
                print(choice.delta.content, end="", flush=True)
            finish_reason = choice.finish_reason
    if finish_reason != "stop":
        raise SystemExit(f"\nThe answer is incomplete. Finish reason: {finish_reason}")

asyncio.run(stream_response())

import os
from openai import OpenAI

client = OpenAI(
    api_key=os.environ["SOLIDRUST_API_KEY"],
    base_url=os.environ.get("SOLIDRUST_BASE_URL", "https://api.solidrust.ai/v1"),
)
finish_reason = None
with client.chat.completions.create(
    model="vllm-primary",
    messages=[{"role": "user", "content": "Tell me a story"}],
    stream=True,
) as stream:  # Ctrl-C leaves the block, and that closes the connection
    for chunk in stream:
        for choice in chunk.choices or []:
            if choice.delta and choice.delta.content:
                print(choice.delta.content, end="", flush=True)
            finish_reason = choice.finish_reason
if finish_reason != "stop":
    raise SystemExit(f"\nThe answer is incomplete. Finish reason: {finish_reason}")

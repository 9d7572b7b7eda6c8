import os
from openai import OpenAI

client = OpenAI(
    api_key=os.environ["SOLIDRUST_API_KEY"],
    base_url=os.environ.get("SOLIDRUST_BASE_URL", "https://api.solidrust.ai/v1"),
)
stream = client.chat.completions.create(
    model="vllm-primary",
    messages=[{"role": "user", "content": "Tell me a story"}],
    stream=True,
    stream_options={"include_usage": True},
)
finish_reason = usage = None
for chunk in stream:
    usage = chunk.usage or usage
    for choice in chunk.choices or []:  # a chunk of token counts has none
        if choice.delta and choice.delta.content:
            print(choice.delta.content, end="", flush=True)
        finish_reason = choice.finish_reason
if finish_reason != "stop":
    raise SystemExit(f"\nThe answer is incomplete. Finish reason: {finish_reason}")
print(f"\n{usage.total_tokens} tokens" if usage else "\nNo token counts came.")

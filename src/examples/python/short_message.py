import os
from openai import OpenAI

client = OpenAI(
    api_key=os.environ["SOLIDRUST_API_KEY"],
    base_url=os.environ.get("SOLIDRUST_BASE_URL", "https://api.solidrust.ai/v1"),
)
with client.chat.completions.stream(
    model="vllm-primary",
    messages=[{"role": "user", "content": "Tell me a story"}],
) as stream:
    for event in stream:
        if event.type == "content.delta":
            print(event.delta, end="", flush=True)
    choice = stream.get_final_completion().choices[0]
if choice.finish_reason != "stop":
    raise SystemExit(f"\nThe answer is incomplete. Finish reason: {choice.finish_reason}")
print(f"\n{choice.message.model_dump_json(exclude_none=True)}")

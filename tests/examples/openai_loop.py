"""A loop over the `openai` package that asks nothing of the end: what the page says of the package is tried with it."""

import os

from openai import OpenAI

client = OpenAI(
    api_key="sk-test", base_url=os.environ["SOLIDRUST_BASE_URL"], max_retries=0
)
stream = client.chat.completions.create(
    model="vllm-primary",
    messages=[{"role": "user", "content": "Tell me a story"}],
    stream=True,
)
for chunk in stream:
    for choice in chunk.choices or []:
        print(choice.delta.content or "", end="", flush=True)

"""The loop of openai-python's own documentation, but for a guard of `choices`: it asks nothing of the end."""

import os
import sys

from openai import OpenAI

client = OpenAI(
    api_key=os.environ["SOLIDRUST_API_KEY"], base_url=os.environ["SOLIDRUST_BASE_URL"]
)
try:
    stream = client.chat.completions.create(
        model="vllm-primary",
        messages=[{"role": "user", "content": "Tell me a story"}],
        stream=True,
    )
    for chunk in stream:
        for choice in chunk.choices or []:
            if choice.index == 0:
                print(choice.delta.content or "", end="", flush=True)
except Exception as error:
    sys.exit(f"{type(error).__name__}: {error}")

"""The guide's first Python loop, which reads `choices[0]` of every chunk and asks nothing of the end."""

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
        content = chunk.choices[0].delta.content
        if content:
            print(content, end="", flush=True)
except Exception as error:
    sys.exit(f"{type(error).__name__}: {error}")

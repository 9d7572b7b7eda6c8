"""Leaves a stream by `break`, and keeps the variable: what the page warns of. Ends when its input does."""

import os
import sys

from openai import OpenAI

client = OpenAI(api_key="sk-test", base_url=os.environ["SOLIDRUST_BASE_URL"])
stream = client.chat.completions.create(
    model="vllm-primary",
    messages=[{"role": "user", "content": "Tell me a story"}],
    stream=True,
)
for chunk in stream:
    break
print("broke", flush=True)
sys.stdin.readline()
stream.close()
print("closed", flush=True)
sys.stdin.readline()

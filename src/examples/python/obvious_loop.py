# DO NOT COPY. It fails at a chunk without choices, and takes a cut stream for
# a whole answer.
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
)

for chunk in stream:
    content = chunk.choices[0].delta.content
    if content:
        print(content, end="", flush=True)

print()  # Newline at end

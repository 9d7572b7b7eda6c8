import json
import os
import sys
from openai import OpenAI
from pydantic_core import from_json  # comes with `openai`

client = OpenAI(
    api_key=os.environ["SOLIDRUST_API_KEY"],
    base_url=os.environ.get("SOLIDRUST_BASE_URL", "https://api.solidrust.ai/v1"),
)
schema = {
    "type": "object",
    "properties": {
        "title": {"type": "string"},
        "minutes": {"type": "integer"},
        "steps": {"type": "array", "items": {"type": "string"}, "minItems": 3},
    },
    "required": ["title", "minutes", "steps"],
    "additionalProperties": False,
}

def so_far(text):
    """What has arrived so far, including strings that still grow."""
    try:
        return from_json(text, allow_partial="trailing-strings")
    except ValueError:
        return {}  # no value has begun

stream = client.chat.completions.create(
    model="vllm-primary",
    messages=[{"role": "user", "content": "A recipe for pancakes"}],
    response_format={
        "type": "json_schema",
        "json_schema": {"name": "recipe", "schema": schema, "strict": True},
    },
    stream=True,
)
text, finish_reason = "", None
for chunk in stream:
    for choice in chunk.choices or []:  # a chunk of token counts has none
        text += (choice.delta and choice.delta.content) or ""
        finish_reason = choice.finish_reason
        print(json.dumps(so_far(text)), file=sys.stderr)  # a page would show it
if finish_reason != "stop":
    raise SystemExit(f"The answer is incomplete. Finish reason: {finish_reason}")
print(json.dumps(json.loads(text)))  # complete: parse it strictly

"""Collects tool calls, and reasoning, from a stream: python tool_calls.py"""

import json
import os
import sys

from openai import APIError, OpenAI

api_key = os.environ.get("SOLIDRUST_API_KEY")
if not api_key:
    sys.exit("Set SOLIDRUST_API_KEY to your key from console.solidrust.ai.")

client = OpenAI(
    api_key=api_key,
    base_url=os.environ.get("SOLIDRUST_BASE_URL", "https://api.solidrust.ai/v1"),
    timeout=60,  # seconds of silence, not of the whole answer
)

tools = [
    {
        "type": "function",
        "function": {
            "name": "get_weather",
            "description": "The weather in a city, now.",
            "parameters": {
                "type": "object",
                "properties": {"city": {"type": "string"}},
                "required": ["city"],
            },
        },
    }
]

calls = {}  # by index: the pieces of several calls may come mixed
finish_reason = None
try:
    stream = client.chat.completions.create(
        model="vllm-primary",
        messages=[{"role": "user", "content": "How is the weather in Paris?"}],
        tools=tools,
        stream=True,
    )
    for chunk in stream:
        choice = next((c for c in chunk.choices or [] if c.index == 0), None)
        if choice is None:  # a chunk that brings only token counts
            continue
        finish_reason = choice.finish_reason or finish_reason
        delta = choice.delta
        if delta is None:
            continue
        # No field of the package: servers call it one or the other.
        extra = delta.model_extra or {}
        reasoning = extra.get("reasoning") or extra.get("reasoning_content")
        if reasoning:
            print(reasoning, end="", flush=True, file=sys.stderr)
        if delta.content:
            print(delta.content, end="", flush=True)
        for piece in delta.tool_calls or []:
            call = calls.setdefault(
                piece.index, {"id": None, "name": None, "arguments": ""}
            )
            call["id"] = call["id"] or piece.id
            if piece.function:
                call["name"] = call["name"] or piece.function.name
                call["arguments"] += piece.function.arguments or ""
except (APIError, ValueError) as error:  # ValueError: a frame that is not JSON
    sys.exit(f"\nThe answer is not whole: {error}")

print()
if finish_reason is None:
    sys.exit("The answer is not whole: the stream ended without a finish reason.")
if finish_reason == "length":  # the arguments may end in the middle
    sys.exit("The token limit cut the answer. Its tool calls must not be made.")

for call in calls.values():
    try:
        arguments = json.loads(call["arguments"] or "{}")
    except ValueError:
        sys.exit(f"The arguments of {call['name']} are not JSON: {call['arguments']}")
    print(f"{call['id']}: call {call['name']} with {json.dumps(arguments)}")

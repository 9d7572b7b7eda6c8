"""Streams an answer, then prints the whole message as JSON: python stream_message.py"""

import os
import sys

from openai import LengthFinishReasonError, OpenAI, OpenAIError

api_key = os.environ.get("SOLIDRUST_API_KEY")
if not api_key:
    sys.exit("Set SOLIDRUST_API_KEY to your key from console.solidrust.ai.")

client = OpenAI(
    api_key=api_key,
    base_url=os.environ.get("SOLIDRUST_BASE_URL", "https://api.solidrust.ai/v1"),
    timeout=60,  # seconds of silence, not of the whole answer
)

try:
    with client.chat.completions.stream(
        model="vllm-primary",
        messages=[{"role": "user", "content": "Tell me a story"}],
    ) as stream:
        for event in stream:
            if event.type == "content.delta":
                print(event.delta, end="", flush=True)
        completion = stream.get_final_completion()
except LengthFinishReasonError as error:
    completion = error.completion  # the helper raises where the token limit cut
except (OpenAIError, ValueError) as error:
    sys.exit(f"\nThe answer is not whole: {error}")
except (AssertionError, IndexError):  # no chunk at all; choices out of order
    sys.exit("\nThe answer is not whole: the helper cannot read this stream.")

print("\n")
choice = completion.choices[0]
print(choice.message.model_dump_json(indent=2, exclude_none=True))
if choice.finish_reason is None:  # the helper reports no error for a cut stream
    sys.exit("The answer is not whole: the stream ended without a finish reason.")
if choice.finish_reason != "stop":
    print(f"The finish reason is {choice.finish_reason}, not stop.", file=sys.stderr)

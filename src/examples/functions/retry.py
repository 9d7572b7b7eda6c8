import os
import random
import re
import sys
import time
from openai import APIConnectionError, APIError, OpenAI

client = OpenAI(
    api_key=os.environ["SOLIDRUST_API_KEY"],
    base_url=os.environ.get("SOLIDRUST_BASE_URL", "https://api.solidrust.ai/v1"),
    max_retries=0,  # ask_again() does it
    timeout=60,
)

class CutOff(Exception):
    pass

def ask(messages):
    """Yields the text so far, and raises unless the answer is complete."""
    text, finish_reason = "", None
    with client.chat.completions.create(
        model="vllm-primary", messages=messages, stream=True
    ) as stream:
        kind = stream.response.headers.get("content-type", "")
        if re.search("html|json", kind):
            raise ValueError(f"Not a stream, but {kind}.")
        for chunk in stream:
            for choice in (chunk.choices or [])[:1]:  # a chunk of token counts has none
                text += (choice.delta and choice.delta.content) or ""
                finish_reason = choice.finish_reason
                yield text
    if not finish_reason:
        raise CutOff("The answer was cut off.")
    if finish_reason != "stop":
        raise ValueError(f"Ended by: {finish_reason}")

def may_pass(error):
    """A broken connection may; anything else has a status or a code."""
    code = getattr(error, "status_code", getattr(error, "code", None))
    is_cut = isinstance(error, (CutOff, APIConnectionError))
    return is_cut or re.fullmatch("408|429|5[0-9][0-9]", str(code))

def ask_again(messages, tries=3):
    """Yields what to show instead of what was shown, until it is complete."""
    shown = text = ""
    for attempt in range(1, tries + 1):
        try:
            for text in ask(messages):
                if not shown.startswith(text):
                    yield (shown := text)
            if text != shown:  # complete, but shorter than before
                yield text
            return
        except (APIError, CutOff) as error:
            response = getattr(error, "response", None)
            told = response.headers.get("retry-after", "") if response else ""
            seconds = float(told) if told.isdigit() else 2**attempt / 2 + random.random()
            if not may_pass(error) or attempt == tries or seconds > 60:
                raise
        time.sleep(seconds)

answer = ""
for answer in ask_again([{"role": "user", "content": "Tell me a story"}]):
    print(len(answer), "characters", file=sys.stderr)  # a page would show them
print(answer)

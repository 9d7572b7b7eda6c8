"""Asks again when an answer is cut off, and doubles no text: python ask_again.py

Add `go-on`, and the part that came is sent along, for the model to go on from.
"""

import os
import sys
import time

from openai import APIConnectionError, APIError, OpenAI

api_key = os.environ.get("SOLIDRUST_API_KEY")
if not api_key:
    sys.exit("Set SOLIDRUST_API_KEY to your key from console.solidrust.ai.")

client = OpenAI(
    api_key=api_key,
    base_url=os.environ.get("SOLIDRUST_BASE_URL", "https://api.solidrust.ai/v1"),
    timeout=60,  # seconds of silence, not of the whole answer
)

QUESTION = {"role": "user", "content": "Tell me a story"}
CONTINUE = sys.argv[1:] == ["go-on"]
MAX_ATTEMPTS = 3


class CutOff(Exception):
    """The answer broke off, and the message says how."""


def ask(messages):
    """Yields the text so far, and the finish reason once it has come."""
    stream = client.chat.completions.create(
        model="vllm-primary", messages=messages, stream=True
    )
    text, finish_reason = "", None
    try:
        for chunk in stream:
            choice = next((c for c in chunk.choices or [] if c.index == 0), None)
            if choice is None:  # a chunk that brings only token counts
                continue
            if choice.delta and choice.delta.content:
                text += choice.delta.content
            finish_reason = choice.finish_reason or finish_reason
            yield text, finish_reason
    except APIConnectionError as error:  # its timeout, too
        # After the headers the package does not ask again.
        if finish_reason is None:
            raise CutOff(str(error)) from error
    if finish_reason is None:
        raise CutOff("the stream ended without a finish reason.")


def together(kept, fresh):
    """What there is to show, of the part that was kept and the text of a new try."""
    if not CONTINUE:
        return fresh
    same = len(os.path.commonprefix([kept, fresh]))
    if same == len(fresh):
        return kept  # perhaps it begins again: wait
    # A server may go on from the part, or begin the answer again.
    return fresh if same >= min(len(kept), 16) else kept + fresh


def show(shown, text):
    if text.startswith(shown):
        print(text[len(shown) :], end="", flush=True)
    else:  # A page would replace the text. A terminal cannot.
        print(f"\n\n[In place of the text above:]\n\n{text}", end="", flush=True)
    return text


def main():
    shown = ""
    for attempt in range(1, MAX_ATTEMPTS + 1):
        kept = shown
        part = {"role": "assistant", "content": kept}
        messages = [QUESTION, part] if CONTINUE and kept else [QUESTION]
        try:
            for fresh, finish_reason in ask(messages):
                text = together(kept, fresh)
                # While a new answer repeats what is shown, there is nothing to do.
                if not shown.startswith(text):
                    shown = show(shown, text)
        except CutOff as error:
            if attempt == MAX_ATTEMPTS:
                raise CutOff(f"cut off {attempt} times. The last: {error}") from error
            print("\nThe answer was cut off. Asking again.", file=sys.stderr)
            time.sleep(attempt)
        else:
            # Whole, and perhaps shorter than what the first try had brought.
            if together(kept, fresh) != shown:
                show(shown, together(kept, fresh))
            return finish_reason


try:
    reason = main()
except (CutOff, APIError, ValueError) as error:  # ValueError: a frame that is not JSON
    sys.exit(f"\nThe answer is not whole: {error}")

print()  # Newline at end
if reason != "stop":  # "length": the token limit; "content_filter"
    print(f"The finish reason is {reason}, not stop.", file=sys.stderr)

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
GOES_ON = sys.argv[1:] == ["go-on"]
MOST_TRIES = 3


def ask(messages):
    """Yields the text of one answer. Returns no finish reason if it is cut off."""
    stream = client.chat.completions.create(
        model="vllm-primary", messages=messages, stream=True
    )
    finish_reason = None
    try:
        for chunk in stream:
            choice = next((c for c in chunk.choices or [] if c.index == 0), None)
            if choice is None:  # a chunk that brings only token counts
                continue
            if choice.delta and choice.delta.content:
                yield choice.delta.content
            finish_reason = choice.finish_reason or finish_reason
    except APIConnectionError:  # its timeout, too
        pass  # after the headers the package does not ask again
    return finish_reason


def together(kept, fresh):
    """What there is to show, of the part that was kept and the text of a new try."""
    if not GOES_ON:
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
    for tries in range(MOST_TRIES):
        if tries > 0:
            print("\nThe answer was cut off. Asking again.", file=sys.stderr)
            time.sleep(tries)
        kept = shown
        part = {"role": "assistant", "content": kept}
        answer = ask([QUESTION, part] if GOES_ON and kept else [QUESTION])
        fresh = ""
        while True:
            try:
                fresh += next(answer)
            except StopIteration as end:
                finish_reason = end.value
                break
            text = together(kept, fresh)
            # While a new answer repeats what is shown, there is nothing to do.
            if not shown.startswith(text):
                shown = show(shown, text)
        if finish_reason:
            # Whole, and perhaps shorter than what the first try had brought.
            if together(kept, fresh) != shown:
                show(shown, together(kept, fresh))
            return finish_reason
    raise ValueError(f"cut off {MOST_TRIES} times.")


try:
    reason = main()
except (APIError, ValueError) as error:  # ValueError: a frame that is not JSON, too
    sys.exit(f"\nThe answer is not whole: {error}")

print()  # Newline at end
if reason != "stop":  # "length": the token limit; "content_filter"
    print(f"The finish reason is {reason}, not stop.", file=sys.stderr)

"""Asks again when an answer is cut off, repeating no text: python ask_again.py

With `go-on`, it sends the part that came, for the model to continue from.
"""

import codecs
import os
import re
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


halves = codecs.getincrementaldecoder("utf-16-le")("replace")


def text_of(delta):
    """The text that a delta adds. Half a character waits for its other half."""
    content = delta.content if delta else None
    if isinstance(content, list):  # some servers send parts: text, thinking, others
        texts = (part.get("text") for part in content if part.get("type") == "text")
        content = "".join(filter(None, texts))
    return halves.decode((content or "").encode("utf-16-le", "surrogatepass"))


def fail(reason):
    """Ends the program and says why. Masks the key, which some servers repeat."""
    message = f"\nThe answer is incomplete: {reason}"
    if len(api_key) >= 8:  # a shorter one may be part of any word
        message = message.replace(api_key, "[API key]")
    sys.exit(message)


class CutOff(Exception):
    """The answer broke off, and the message says how."""


def may_pass(error):
    """Whether an error frame has the code of a problem that may pass."""
    code = str(error.code)  # some servers send it as text
    return code in ("408", "429") or re.fullmatch("5[0-9][0-9]", code)


def ask(messages):
    """Yields the text so far, and the finish reason once it has come."""
    stream = client.chat.completions.create(
        model="vllm-primary", messages=messages, stream=True
    )
    text, finish_reason, chunk = "", None, None
    halves.reset()
    try:
        for chunk in stream:
            choices = getattr(chunk, "choices", None) or []  # a frame may be no chunk
            choice = next((c for c in choices if not c.index), None)
            if choice is None:  # another choice, or token counts alone
                continue
            piece = text_of(choice.delta)
            if piece:
                text += piece
                finish_reason = None  # more text cancels it
            if choice.finish_reason not in (None, "", "null"):
                finish_reason = choice.finish_reason
            yield text, finish_reason
    except APIConnectionError as error:  # its timeout, too
        # After the headers the package does not ask again.
        if finish_reason is None:
            raise CutOff(str(error)) from error
    except APIError as error:
        raise CutOff(str(error)) if may_pass(error) else error
    kind = stream.response.headers.get("content-type", "")
    if chunk is None and re.search("html|json", kind):  # it would come again
        raise ValueError(f"{kind} came, and no stream. Is the base URL right?")
    if finish_reason is None:
        raise CutOff("the stream ended without a finish reason.")


def together(kept, fresh):
    """What to show, given the part that was kept and the text of a new try."""
    if not CONTINUE:
        return fresh
    same = len(os.path.commonprefix([kept, fresh]))
    if same == len(fresh):
        return kept  # perhaps it begins again: wait
    # A server may continue the part, or begin the answer again.
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
            # Complete, and perhaps shorter than the text of the first try.
            if together(kept, fresh) != shown:
                shown = show(shown, together(kept, fresh))
            return finish_reason, shown


try:
    finish_reason, text = main()
except (CutOff, APIError, ValueError) as error:  # ValueError: a frame that is not JSON
    fail(error)

if finish_reason not in ("stop", "length", "tool_calls"):  # "error", "content_filter"
    fail(f"its finish reason is {finish_reason}.")
print()  # Newline at end
if finish_reason != "stop":  # "length": the token limit cut it
    print(f"The finish reason is {finish_reason}, not stop.", file=sys.stderr)
if not text.strip():
    fail("no text came.")

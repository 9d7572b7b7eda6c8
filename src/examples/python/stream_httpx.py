"""Streams an answer to the terminal with httpx alone: python stream_httpx.py"""

import codecs
import json
import os
import re
import sys

import httpx

api_key = os.environ.get("SOLIDRUST_API_KEY", "").strip()
base_url = os.environ.get("SOLIDRUST_BASE_URL", "https://api.solidrust.ai/v1")
if not api_key:
    sys.exit("Set SOLIDRUST_API_KEY to your key from console.solidrust.ai.")
if not re.fullmatch("[!-~]+", api_key):  # or httpx would print it in its error
    sys.exit("The API key is damaged. Copy the whole key again.")


halves = codecs.getincrementaldecoder("utf-16-le")("replace")


class Incomplete(Exception):
    """The answer is incomplete, and the message says why."""


def stream_chat(on_text, **body):
    """Calls `on_text` as text comes; returns the finish reason, or raises Incomplete."""
    finish_reason = None
    has_text = False
    try:
        with httpx.stream(
            "POST",
            f"{base_url.rstrip('/')}/chat/completions",
            headers={"Authorization": f"Bearer {api_key}"},
            json={**body, "stream": True},
            timeout=60,  # seconds of silence, not of the whole answer
        ) as response:
            check_head(response)
            for event, data in read_events(response):
                if data.startswith("[DONE]"):  # some servers add a word
                    break
                chunk = parse(data, event)
                # A chunk that brings only token counts has no choices.
                for choice in chunk.get("choices") or []:
                    if choice.get("index"):  # not the first
                        continue
                    # Some servers call the delta `message`.
                    text = text_of(choice.get("delta") or choice.get("message"))
                    if text:
                        on_text(text)
                        has_text = has_text or not text.isspace()
                        finish_reason = None  # more text cancels it
                    if choice.get("finish_reason") not in (None, "", "null"):
                        finish_reason = choice["finish_reason"]
    # A wrong base URL, no connection, a broken one, or silence.
    except (httpx.InvalidURL, httpx.HTTPError) as error:
        if not finish_reason:  # after the finish reason no text is missing
            raise Incomplete(str(error) or type(error).__name__) from error
    if not finish_reason:
        raise Incomplete("the stream ended without a finish reason.")
    if finish_reason not in ("stop", "length", "tool_calls"):
        raise Incomplete(f"its finish reason is {finish_reason}.")
    if not has_text:
        raise Incomplete(f"no text came. The finish reason is {finish_reason}.")
    return finish_reason


def text_of(delta):
    """The text that a delta adds. Half a character waits for its other half."""
    content = delta.get("content") if delta else None
    if isinstance(content, list):  # some servers send parts: text, thinking, others
        texts = (part.get("text") for part in content if part.get("type") == "text")
        content = "".join(filter(None, texts))
    return halves.decode((content or "").encode("utf-16-le", "surrogatepass"))


def check_head(response):
    kind = response.headers.get("content-type", "no content type")
    # Any other type is read as a stream: some proxies put one of their own on it.
    if response.is_success and not re.search("json|html", kind, re.IGNORECASE):
        return
    message = None
    if "json" in kind.lower():
        try:
            refusal = json.loads(response.read())
            # FastAPI has `detail` in place of `error`.
            message = error_in(refusal) or error_in({"error": refusal.get("detail")})
        except (ValueError, AttributeError):  # not JSON, or no object
            pass
    wait = response.headers.get("retry-after")
    raise Incomplete(
        f"the API answered {response.status_code}"
        + (f" (Retry-After: {wait}): " if wait else ": ")
        + (message or f"{kind}, not text/event-stream. Is the base URL right?")
    )


def read_events(response):
    """Events as the HTML standard reads them, wherever the bytes were cut."""
    # Keeps half a character for the next read, and drops a byte order mark.
    decoder = codecs.getincrementaldecoder("utf-8-sig")("replace")
    line, event, data = "", "", []
    after_cr = False
    for read in response.iter_bytes():
        text = decoder.decode(read)
        if not text:
            continue
        if after_cr and text[0] == "\n":  # the other half of a CR LF
            text = text[1:]
        after_cr = text.endswith("\r")
        # `splitlines` would also split at U+2028 and others, inside a JSON string.
        end, *starts = re.split("\r\n|\n|\r", text)
        line += end
        for start in starts:
            field, _, value = line.partition(":")
            value = value[1:] if value.startswith(" ") else value
            if field == "data":
                data.append(value)
            elif field == "event":
                event = value
            elif line == "":
                if data:
                    yield event, "\n".join(data)
                event, data = "", []
            line = start


def parse(data, event):
    try:
        chunk = json.loads(data)
    except ValueError:
        chunk = None
    if not isinstance(chunk, dict):
        raise Incomplete(f"a frame is not JSON, or no chunk: {data[:80]}")
    error = error_in(chunk, event)
    if error:
        raise Incomplete(error)
    return chunk


def error_in(value, event=""):
    """The message of an error, in each shape that servers use."""
    if isinstance(value, list) and value:
        return error_in(value[0])
    if not isinstance(value, dict):
        return None
    # A code and a message, without choices, are an error, too.
    has_message = isinstance(value.get("message") or value.get("msg"), str)
    is_bare = has_message and "code" in value and not value.get("choices")
    is_flat = is_bare or event == "error" or value.get("object") == "error"
    error = value.get("error") or (value if is_flat else None)
    if not error or isinstance(error, str):
        return error
    message = isinstance(error, dict) and (error.get("message") or error.get("msg"))
    return message or json.dumps(error)


def fail(reason):
    """Ends the program and says why. Masks the key, which some servers repeat."""
    message = f"\nThe answer is incomplete: {reason}"
    if len(api_key) >= 8:  # a shorter one may be part of any word
        message = message.replace(api_key, "[API key]")
    sys.exit(message)


try:
    finish_reason = stream_chat(
        lambda text: print(text, end="", flush=True),
        model="vllm-primary",
        messages=[{"role": "user", "content": "Tell me a story"}],
    )
except Incomplete as error:
    fail(error)

print()  # Newline at end
if finish_reason != "stop":  # "length": the token limit cut it
    print(f"The finish reason is {finish_reason}, not stop.", file=sys.stderr)

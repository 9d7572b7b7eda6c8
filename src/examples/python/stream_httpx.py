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
    sys.exit("The API key is damaged. Copy it again, whole.")


class NotWhole(Exception):
    """The answer is cut, and the message says why."""


def stream_chat(on_text, **body):
    """Calls `on_text` as text comes; returns the finish reason, or raises NotWhole."""
    finish_reason = None
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
                if data == "[DONE]":
                    break
                chunk = parse(data, event)
                # A chunk that brings only token counts has no choices.
                for choice in chunk.get("choices") or []:
                    if choice.get("index") != 0:
                        continue
                    content = (choice.get("delta") or {}).get("content")
                    if content:
                        on_text(content)
                    finish_reason = finish_reason or choice.get("finish_reason")
    # A wrong base URL, no connection, a broken one, or silence.
    except (httpx.InvalidURL, httpx.HTTPError) as error:
        if not finish_reason:  # after the finish reason no text is missing
            raise NotWhole(str(error) or type(error).__name__) from error
    if not finish_reason:
        raise NotWhole("the stream ended without a finish reason.")
    return finish_reason


def check_head(response):
    kind = response.headers.get("content-type", "no content type")
    # Any other type is read as a stream: some proxies put one of their own on it.
    if response.is_success and not re.search("json|html", kind, re.IGNORECASE):
        return
    said = None
    if "json" in kind.lower():
        try:
            refusal = json.loads(response.read())
            # FastAPI has `detail` in place of `error`.
            said = error_in(refusal) or error_in({"error": refusal.get("detail")})
        except (ValueError, AttributeError):  # not JSON, or no object
            pass
    wait = response.headers.get("retry-after")
    raise NotWhole(
        f"the API answered {response.status_code}"
        + (f" (Retry-After: {wait}): " if wait else ": ")
        + (said or f"{kind}, not text/event-stream. Is the base URL right?")
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
        raise NotWhole(f"a frame is not JSON, or no chunk: {data[:80]}")
    error = error_in(chunk, event)
    if error:
        raise NotWhole(error)
    return chunk


def error_in(value, event=""):
    """The message of an error, in each shape that servers use."""
    if not isinstance(value, dict):
        return None
    is_flat = event == "error" or value.get("object") == "error"
    error = value.get("error") or (value if is_flat else None)
    if not error or isinstance(error, str):
        return error
    message = error.get("message") if isinstance(error, dict) else None
    return message or json.dumps(error)


try:
    finish_reason = stream_chat(
        lambda text: print(text, end="", flush=True),
        model="vllm-primary",
        messages=[{"role": "user", "content": "Tell me a story"}],
    )
except NotWhole as error:
    # Some servers repeat the key in what they say. It must not reach a log.
    sys.exit(f"\nThe answer is not whole: {error}".replace(api_key, "[API key]"))

print()  # Newline at end
if finish_reason != "stop":  # "length": the token limit; "content_filter"
    print(f"The finish reason is {finish_reason}, not stop.", file=sys.stderr)

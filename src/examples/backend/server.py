"""Passes chat streams on to your pages; the key stays here: python server.py"""

import asyncio
import json
import os
import re
import sys
from typing import Literal

import httpx
import uvicorn
from fastapi import FastAPI, Request
from fastapi.middleware.trustedhost import TrustedHostMiddleware
from fastapi.responses import JSONResponse, Response, StreamingResponse
from fastapi.staticfiles import StaticFiles
from pydantic import BaseModel, Field, ValidationError

key = os.environ.get("SOLIDRUST_API_KEY", "").strip()
if not key:
    sys.exit("Set SOLIDRUST_API_KEY to your key from console.solidrust.ai.")
base_url = os.environ.get("SOLIDRUST_BASE_URL", "https://api.solidrust.ai/v1")

MAX_BODY_BYTES = 64 * 1024
MAX_SECONDS = 600  # of one answer
MAX_STREAMS = 50  # at once
HOSTS = ["127.0.0.1", "localhost"]  # add the name that your pages are served under
FRAME_ENDS = (b"\n\n", b"\r\n\r\n", b"\r\r")

client = httpx.AsyncClient(
    timeout=60,  # seconds of silence, not of the whole answer
    limits=httpx.Limits(max_connections=None),  # the default is 100 streams at once
)
app = FastAPI()
# Someone else\'s page may point its own name at this machine.
app.add_middleware(TrustedHostMiddleware, allowed_hosts=HOSTS)
streams = asyncio.Semaphore(MAX_STREAMS)


class Message(BaseModel):
    role: Literal["user", "assistant"]  # the system message is yours to write
    content: str


class Question(BaseModel):
    messages: list[Message] = Field(min_length=1)


@app.post("/v1/chat/completions")
async def chat(request: Request):
    # Here you check who asks: whoever gets past this line spends your tokens.
    media_type, _, _ = request.headers.get("content-type", "").partition(";")
    if media_type.strip().lower() != "application/json":
        return refuse(415, "Send application/json.")
    try:
        body = await asyncio.wait_for(read_body(request), 10)
    except asyncio.TimeoutError:
        return refuse(408, "The question took too long to arrive.")
    if body is None:
        return refuse(413, f"At most {MAX_BODY_BYTES} bytes, please.")
    try:
        messages = Question.model_validate_json(body).model_dump()["messages"]
    except ValidationError:
        return refuse(400, "Send messages of the roles user and assistant, as text.")

    # A new request: the page's other fields and its headers go no further.
    question = client.build_request(
        "POST",
        f"{base_url.rstrip('/')}/chat/completions",
        headers={"Authorization": f"Bearer {key}", "Accept-Encoding": "identity"},
        json={
            "model": "vllm-primary",
            "max_tokens": 1000,
            "messages": messages,
            "stream": True,
        },
    )
    if streams.locked():
        return refuse(503, "Too many answers at once.", {"retry-after": "5"})
    await streams.acquire()
    is_streaming = False
    try:
        upstream = await unless_gone(request, client.send(question, stream=True))
        if upstream is None:
            return Response(status_code=499)  # nobody is left to read it
        kind = upstream.headers.get("content-type", "text/event-stream")
        if upstream.is_success and not re.search("json|html", kind, re.IGNORECASE):
            headers = {
                "Content-Type": kind,
                "Cache-Control": "no-cache",
                "X-Accel-Buffering": "no",  # nginx: pass each piece on at once
            }
            is_streaming = True
            return PassedOn(pass_on(upstream), headers=headers)
        return await refusal_of(upstream)
    except httpx.TimeoutException:
        return refuse(504, "The API did not answer in time.")
    except httpx.HTTPError:
        return refuse(502, "The API could not be reached.")
    finally:
        if not is_streaming:
            streams.release()


async def read_body(request):
    body = b""
    async for piece in request.stream():
        body += piece
        if len(body) > MAX_BODY_BYTES:
            return None
    return body


class PassedOn(StreamingResponse):
    async def __call__(self, scope, receive, send):
        try:
            await super().__call__(scope, receive, send)
        finally:  # also if the client left before the first byte
            streams.release()


def masked(text, secret=key, mask="[API key]"):
    """Some servers repeat the key. A shorter one may be part of any word."""
    return text if len(secret) < 8 else text.replace(secret, mask)


async def pass_on(upstream):
    """The bytes as they come, except the key. Leaving it closes the connection."""
    secret = key.encode()
    held, tail = b"", b"\n\n"
    end = asyncio.get_running_loop().time() + MAX_SECONDS
    try:
        async for piece in upstream.aiter_raw():
            held = masked(held + piece, secret, b"[API key]")
            # What may be the start of the key waits for the next bytes.
            start = max(0, len(held) - len(secret) + 1)
            while not secret.startswith(held[start:]):
                start += 1
            piece, held = held[:start], held[start:]
            tail = (tail + piece)[-4:]
            yield piece
            if asyncio.get_running_loop().time() > end:
                raise httpx.ReadTimeout("too long")
        yield held
    except httpx.HTTPError:
        # The status has been sent, so the error comes as a frame. In the middle
        # of a frame there is no place for one: the connection breaks here, too.
        if held or not tail.endswith(FRAME_ENDS):
            raise
        error = error_body("The connection to the API broke, or fell silent.")
        yield f"data: {json.dumps(error)}\n\n".encode()
    finally:
        await upstream.aclose()


async def unless_gone(request, work):
    """The result of `work`; None if the client leaves first, and work is cancelled."""
    task = asyncio.ensure_future(work)
    # Once the body is read, the one message still to come is the disconnect.
    gone = asyncio.ensure_future(request.receive())
    await asyncio.wait({task, gone}, return_when=asyncio.FIRST_COMPLETED)
    gone.cancel()
    if task.done():
        return task.result()
    task.cancel()
    return None


async def refusal_of(upstream):
    """The API's own status and message, except the key."""
    text = masked((await upstream.aread()).decode(errors="replace"))
    status = upstream.status_code if upstream.is_error else 502
    headers = {}
    for name in ("retry-after", "x-request-id"):
        if name in upstream.headers:
            headers[name] = masked(upstream.headers[name])
    if "json" not in upstream.headers.get("content-type", "").lower():
        return refuse(status, f"The API answered {upstream.status_code}.", headers)
    return Response(text, status, headers, media_type="application/json")


def refuse(status, message, headers=None):
    return JSONResponse(error_body(message), status, headers)


def error_body(message):
    return {"error": {"message": message, "type": "backend_error", "code": None}}


# The pages that ask: public/index.html and what it needs.
app.mount("/", StaticFiles(directory="public", html=True))

if __name__ == "__main__":
    uvicorn.run(app, host="127.0.0.1", port=int(os.environ.get("PORT", "8000")))

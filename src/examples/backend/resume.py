"""Answers that a reader can come back to: python resume.py"""
import asyncio
import json
import os
from typing import Annotated
from uuid import uuid4
import uvicorn
from fastapi import FastAPI, Header, Response
from fastapi.responses import StreamingResponse
from fastapi.staticfiles import StaticFiles
from openai import AsyncOpenAI
from pydantic import BaseModel

client = AsyncOpenAI(
    api_key=os.environ["SOLIDRUST_API_KEY"],
    base_url=os.environ.get("SOLIDRUST_BASE_URL", "https://api.solidrust.ai/v1"),
)
KEPT_SECONDS = 60  # how long an answer waits for a reader
answers = {}  # by an id that nobody can guess

class Answer:
    def __init__(self, messages):
        self.events = []
        self.readers = 0
        self.news = asyncio.Event()
        self.writer = asyncio.create_task(self.write(messages))

    def add(self, event, value):
        head = f"id: {len(self.events)}\nevent: {event}\n"
        self.events.append(f"{head}data: {json.dumps(value)}\n\n")
        self.news.set()
        self.news = asyncio.Event()

    async def read(self, at):
        """The events from this one on: those so far, and those to come."""
        while at < len(self.events) or not self.writer.done():
            if at >= len(self.events):
                await self.news.wait()
                continue
            yield self.events[at]
            at += 1

    async def write(self, messages):
        finish_reason = None
        question = {"model": "vllm-primary", "max_tokens": 1000, "stream": True}
        try:
            async with await client.chat.completions.create(
                messages=messages, **question
            ) as stream:
                async for chunk in stream:
                    for choice in chunk.choices[:1]:  # a chunk of token counts has none
                        self.add("text", choice.delta.content or "")
                        finish_reason = choice.finish_reason
        except asyncio.CancelledError:
            finish_reason = "stopped"
        except Exception:
            finish_reason = "error"  # its message may hold the key
        self.add("end", finish_reason or "cut off")

def forget_later(id):
    def forget():
        answers.pop(id).writer.cancel()  # nobody came back

    answers[id].timer = asyncio.get_running_loop().call_later(KEPT_SECONDS, forget)

app = FastAPI()

class Question(BaseModel):
    messages: list[dict]

@app.post("/answers")
async def ask(page: Question):
    # Here you check who asks: whoever gets past this line spends your tokens.
    id = str(uuid4())
    answers[id] = Answer(page.messages)
    forget_later(id)
    return {"id": id}

@app.get("/answers/{id}")
async def read(id: str, last_event_id: Annotated[int, Header()] = -1):
    if id not in answers:
        return Response(status_code=204)  # do not reconnect
    events = pass_on(id, last_event_id + 1)
    return StreamingResponse(events, media_type="text/event-stream")

async def pass_on(id, at):
    answer = answers[id]
    answer.timer.cancel()
    answer.readers += 1
    try:
        async for event in answer.read(at):
            yield event
    finally:  # the page goes, and the model writes on
        answer.readers -= 1
        if answer.readers == 0:
            forget_later(id)

@app.delete("/answers/{id}", status_code=204)
async def stop(id: str):
    if id in answers:
        answers[id].writer.cancel()

app.mount("/", StaticFiles(directory="public", html=True))
uvicorn.run(app, host="127.0.0.1", port=int(os.environ.get("PORT", "8000")))

"""Python clients that nobody here wrote, each used as its own documentation shows: see clients.test.ts.

In   the client's name, the base URL and the key, as arguments.
Out  a line of JSON: the text and the token counts that came, or the error it raised, by class and status.
"""

import asyncio
import json
import sys

import httpx
import httpx_sse
import openai

request = {
    "model": "vllm-primary",
    "messages": [{"role": "user", "content": "Tell me a story"}],
    "stream": True,
    "stream_options": {"include_usage": True},
}


class Answer:
    def __init__(self):
        self.text = ""
        self.tokens = None

    def add(self, chunk):
        for choice in chunk["choices"]:
            self.text += choice["delta"].get("content") or ""
        if chunk.get("usage"):
            self.tokens = chunk["usage"]["completion_tokens"]


def openai_sync(base_url, api_key, answer):
    client = openai.OpenAI(base_url=base_url, api_key=api_key)
    for chunk in client.chat.completions.create(**request):
        answer.add(chunk.model_dump())


def openai_async(base_url, api_key, answer):
    async def stream():
        client = openai.AsyncOpenAI(base_url=base_url, api_key=api_key)
        async for chunk in await client.chat.completions.create(**request):
            answer.add(chunk.model_dump())

    asyncio.run(stream())


def openai_stream(base_url, api_key, answer):
    client = openai.OpenAI(base_url=base_url, api_key=api_key)
    fields = {key: value for key, value in request.items() if key != "stream"}
    with client.chat.completions.stream(**fields) as stream:
        completion = stream.get_final_completion()
    answer.text = completion.choices[0].message.content
    answer.tokens = completion.usage.completion_tokens


def httpx_sse_client(base_url, api_key, answer):
    headers = {"authorization": f"Bearer {api_key}"}
    url = f"{base_url}/chat/completions"
    with httpx.Client() as client:
        with httpx_sse.connect_sse(
            client, "POST", url, json=request, headers=headers
        ) as source:
            source.response.raise_for_status()
            for event in source.iter_sse():
                if event.data != "[DONE]":
                    answer.add(event.json())


clients = {
    "openai": openai_sync,
    "openai-async": openai_async,
    "openai-stream": openai_stream,
    "httpx-sse": httpx_sse_client,
}

name, base_url, api_key = sys.argv[1:]
answer = Answer()
try:
    clients[name](base_url, api_key, answer)
    print(json.dumps({"text": answer.text, "tokens": answer.tokens}))
except (openai.APIStatusError, httpx.HTTPStatusError) as error:
    kind = type(error)
    print(
        json.dumps(
            {
                "error": f"{kind.__module__.split('.')[0]}.{kind.__name__}",
                "status": error.response.status_code,
                "message": str(error),
            }
        )
    )

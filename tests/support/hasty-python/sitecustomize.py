"""Python imports this by its name. Limits of time are 20 times as short, for tests of silence."""

import asyncio

import httpx

HASTE = 20


def hasten(client):
    init = client.__init__

    def hasty_init(self, *, timeout, **options):
        init(self, timeout=timeout / HASTE, **options)

    client.__init__ = hasty_init


hasten(httpx.Client)
hasten(httpx.AsyncClient)

try:
    import openai
except ImportError:  # a reader of server.py has no need of it
    pass
else:
    hasten(openai.OpenAI)
    hasten(openai.AsyncOpenAI)

wait_for = asyncio.wait_for
asyncio.wait_for = lambda work, seconds: wait_for(work, seconds / HASTE)

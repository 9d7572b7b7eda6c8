"""Python imports this by its name. Limits of time are 20 times as short, for tests of silence."""

import asyncio
from importlib import import_module

HASTE = 20


def hasten(client):
    init = client.__init__

    def hasty_init(self, **options):
        if "timeout" in options:
            options["timeout"] /= HASTE
        init(self, **options)

    client.__init__ = hasty_init


for name, clients in (
    ("httpx", ("Client", "AsyncClient")),
    ("openai", ("OpenAI", "AsyncOpenAI")),
):
    try:
        package = import_module(name)
    except ImportError:  # a program has what its install line brings
        continue
    for client in clients:
        hasten(getattr(package, client))

wait_for = asyncio.wait_for
asyncio.wait_for = lambda work, seconds: wait_for(work, seconds / HASTE)

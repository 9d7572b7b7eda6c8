"""The official Python SDKs as clients of Responses and Messages, each used as its documentation shows.

In   the address of the demo API, and the names of faults, one a line on standard input; "" is none.
Out  for each protocol and fault a line of JSON: the text that came, and the class of the error, if any.
"""

import json
import sys

import anthropic
import openai

MODEL = "vllm-primary"
STORY = "Tell me a story"
# Silence alone tells a held connection; anything else is over as fast as the machine goes.
HELD = ("done-then-open", "stall-for-ever")


# One of each, since each makes a TLS context, which takes longer than all of its requests.
openai_client = openai.OpenAI(api_key="sk-any", max_retries=0)
anthropic_client = anthropic.Anthropic(api_key="sk-any", max_retries=0)


def responses(base_url, timeout, add):
    client = openai_client.with_options(base_url=base_url, timeout=timeout)
    with client.responses.stream(model=MODEL, input=STORY) as stream:
        for event in stream:
            if event.type == "response.output_text.delta":
                add(event.delta)


def messages(base_url, timeout, add):
    base_url = base_url.removesuffix("/v1")
    client = anthropic_client.with_options(base_url=base_url, timeout=timeout)
    turns = [{"role": "user", "content": STORY}]
    with client.messages.stream(model=MODEL, max_tokens=4000, messages=turns) as stream:
        for piece in stream.text_stream:
            add(piece)
        stream.get_final_message()


def read(protocol, client, origin, fault):
    path = fault and f"/faults/{fault}"
    pieces = []
    error = None
    try:
        client(f"{origin}{path}/v1", 1 if fault.startswith(HELD) else 30, pieces.append)
    except Exception as caught:  # Whatever it is, its class is what is asked for.
        error = type(caught).__name__
    answer = {"protocol": protocol, "fault": fault, "text": "".join(pieces), "error": error}
    print(json.dumps(answer), flush=True)


origin = sys.argv[1]
faults = sys.stdin.read().split("\n")
for protocol, client in (("responses", responses), ("messages", messages)):
    for fault in faults:
        read(protocol, client, origin, fault)

"""httpx-sse as its documentation uses it, with the JSON of each event and `[DONE]` as its end."""

import os
import sys

import httpx
from httpx_sse import connect_sse

body = {
    "model": "vllm-primary",
    "messages": [{"role": "user", "content": "Tell me a story"}],
    "stream": True,
}
url = f"{os.environ['SOLIDRUST_BASE_URL']}/chat/completions"
headers = {"Authorization": f"Bearer {os.environ['SOLIDRUST_API_KEY']}"}
try:
    with httpx.Client() as client:
        with connect_sse(client, "POST", url, json=body, headers=headers) as source:
            source.response.raise_for_status()
            for event in source.iter_sse():
                if event.data == "[DONE]":
                    break
                for choice in event.json().get("choices") or []:
                    if choice["index"] == 0:
                        print(choice["delta"].get("content") or "", end="", flush=True)
except Exception as error:
    sys.exit(f"{type(error).__name__}: {error}")

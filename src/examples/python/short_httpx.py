import json
import os
import httpx

url = os.environ.get("SOLIDRUST_BASE_URL", "https://api.solidrust.ai/v1")
question = {
    "model": "vllm-primary",
    "messages": [{"role": "user", "content": "Tell me a story"}],
    "stream": True,
}
key = os.environ["SOLIDRUST_API_KEY"]
mask = (key, "[API key]") if len(key) > 7 else ("", "")  # servers may repeat it
request = {"headers": {"Authorization": f"Bearer {key}"}, "json": question, "timeout": 60}
finish_reason, rest = None, b""
with httpx.stream("POST", f"{url}/chat/completions", **request) as response:
    if response.is_error:
        raise SystemExit(f"{response.status_code}: {response.read().decode()}".replace(*mask))
    for read in response.iter_bytes():
        *lines, rest = (rest + read).split(b"\n")  # the last may be incomplete
        for line in lines:
            if not line.startswith(b"data:") or b"[DONE]" in line[:14]:
                continue
            chunk = json.loads(line[5:])
            if chunk.get("error"):
                raise SystemExit(f"\nThe API sent an error: {chunk['error']}".replace(*mask))
            for choice in chunk.get("choices") or []:
                delta = choice.get("delta") or {}
                print(delta.get("content") or "", end="", flush=True)
                finish_reason = choice.get("finish_reason")
if finish_reason != "stop":
    raise SystemExit(f"\nThe answer is incomplete. Finish reason: {finish_reason}")

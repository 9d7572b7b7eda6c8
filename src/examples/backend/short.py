"""Passes a chat stream on; the key stays here: python short.py"""
import os
import httpx
import uvicorn
from fastapi import FastAPI
from fastapi.responses import JSONResponse, StreamingResponse
from fastapi.staticfiles import StaticFiles
from pydantic import BaseModel

api = os.environ.get("SOLIDRUST_BASE_URL", "https://api.solidrust.ai/v1")
headers = {"Authorization": f"Bearer {os.environ['SOLIDRUST_API_KEY']}"}
client = httpx.AsyncClient(timeout=60)
app = FastAPI()

class Question(BaseModel):
    messages: list[dict]

@app.post("/v1/chat/completions")
async def chat(page: Question):
    # Here you check who asks: whoever gets past this line spends your tokens.
    question = {"model": "vllm-primary", "max_tokens": 1000, "stream": True}
    question["messages"] = page.messages
    url = f"{api}/chat/completions"
    request = client.build_request("POST", url, headers=headers, json=question)
    answer = await client.send(request, stream=True)
    if answer.is_success:
        return StreamingResponse(pass_on(answer), media_type="text/event-stream")
    await answer.aclose()
    # Its message stays here: some servers repeat the key in it.
    error = {"message": f"The API answered {answer.status_code}."}
    return JSONResponse({"error": error}, answer.status_code)

async def pass_on(answer):
    try:
        async for piece in answer.aiter_bytes():
            yield piece
    finally:
        await answer.aclose()  # the page goes, and so does the request

app.mount("/", StaticFiles(directory="public", html=True))
uvicorn.run(app, host="127.0.0.1", port=int(os.environ.get("PORT", "8000")))

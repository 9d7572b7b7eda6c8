import os
import re
from openai import OpenAI

def moderated(texts, is_allowed):
    """Yields sentences, each once it and the one before it have been checked."""
    before = held = ""

    def check(sentence):
        nonlocal before
        if not is_allowed(before + sentence):
            raise SystemExit("\nThe rest of the answer is held back.")
        before = sentence
        return sentence

    for text in texts:
        # The last one may go on.
        *sentences, held = re.split(r"(?<=[.!?]\s)|(?<=[。！？])", held + text)
        yield from map(check, sentences)
    yield check(held)

def is_allowed(text):
    """Yours to write: a list of words, a classifier, another model."""
    return not re.search(r"lottery numbers|Mr\. Smith", text, re.IGNORECASE)

client = OpenAI(
    api_key=os.environ["SOLIDRUST_API_KEY"],
    base_url=os.environ.get("SOLIDRUST_BASE_URL", "https://api.solidrust.ai/v1"),
)

def ask(messages):
    """Yields what the deltas add, and raises unless the answer is complete."""
    finish_reason = None
    with client.chat.completions.create(
        model="vllm-primary", messages=messages, stream=True
    ) as stream:
        for chunk in stream:
            for choice in chunk.choices or []:  # a chunk of token counts has none
                yield (choice.delta and choice.delta.content) or ""
                finish_reason = choice.finish_reason
    if finish_reason != "stop":
        raise SystemExit(f"\nThe answer is incomplete. Finish reason: {finish_reason}")

texts = ask([{"role": "user", "content": "Tell me a story"}])
for sentence in moderated(texts, is_allowed):
    print(sentence, end="", flush=True)

"""Replays a saved answer to a client, cut in many ways: python -m unittest replay.py"""

import unittest
from pathlib import Path

import httpx2  # comes with openai, which uses it
from openai import OpenAI

SAVED = Path("answer.sse").read_bytes()


def read(http_client):
    """Put your own client here. It is given an httpx2 client, and returns the text."""
    client = OpenAI(
        api_key="any", base_url="http://localhost/v1", http_client=http_client
    )
    stream = client.chat.completions.create(
        model="vllm-primary",
        messages=[{"role": "user", "content": "Tell me a story"}],
        stream=True,
    )
    text = ""
    for chunk in stream:
        if chunk.choices:
            text += chunk.choices[0].delta.content or ""
    return text


def replay(size):
    """An httpx2 client without a network: it answers with the saved bytes, \`size\` a read."""

    def answer(request):
        reads = (SAVED[at : at + size] for at in range(0, len(SAVED), size))
        headers = {"Content-Type": "text/event-stream"}
        return httpx2.Response(200, headers=headers, content=reads)

    return httpx2.Client(transport=httpx2.MockTransport(answer))


class Replay(unittest.TestCase):
    def test_the_text_is_the_same_wherever_the_bytes_are_cut(self):
        whole = read(replay(max(1, len(SAVED))))
        self.assertNotEqual(whole, "")
        for size in (1, 2, 7, 1000):
            with self.subTest(size=size):
                self.assertEqual(read(replay(size)), whole)

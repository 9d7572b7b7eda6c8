"""Prints how many lines httpx makes of one body, as the page says of `iter_lines`."""

import os

import httpx

with httpx.stream("POST", os.environ["SOLIDRUST_BASE_URL"], json={}) as response:
    print(sum(1 for _ in response.iter_lines()))

"""Prints what httpx-sse makes of a body: the data of each event, or the error."""

import json
import os

import httpx
from httpx_sse import SSEError, connect_sse

with httpx.Client() as client:
    with connect_sse(client, "POST", os.environ["SOLIDRUST_BASE_URL"], json={}) as source:
        try:
            print(json.dumps([event.data for event in source.iter_sse()]))
        except SSEError as error:
            print(type(error).__name__)

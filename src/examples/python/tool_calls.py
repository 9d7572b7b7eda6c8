"""Collects tool calls, and reasoning, from a stream: python tool_calls.py"""

import codecs
import json
import os
import sys

from openai import APIConnectionError, APIError, OpenAI

api_key = os.environ.get("SOLIDRUST_API_KEY")
if not api_key:
    sys.exit("Set SOLIDRUST_API_KEY to your key from console.solidrust.ai.")

client = OpenAI(
    api_key=api_key,
    base_url=os.environ.get("SOLIDRUST_BASE_URL", "https://api.solidrust.ai/v1"),
    timeout=60,  # seconds of silence, not of the whole answer
)

tools = [
    {
        "type": "function",
        "function": {
            "name": "get_weather",
            "description": "The weather in a city, now.",
            "parameters": {
                "type": "object",
                "properties": {"city": {"type": "string"}},
                "required": ["city"],
            },
        },
    }
]

halves = codecs.getincrementaldecoder("utf-16-le")("replace")


def whole(text):
    """The text, where half a character waits for its other half."""
    return halves.decode(text.encode("utf-16-le", "surrogatepass"))


def text_in(value):
    """The text of a string, of a part, or of a list of either."""
    if isinstance(value, list):
        return "".join(map(text_in, value))
    if isinstance(value, dict):
        names = ("text", "thinking", "summary", "content")
        return next((text_in(value[name]) for name in names if value.get(name)), "")
    return value if isinstance(value, str) else ""


def texts_of(delta):
    """The reasoning and the text that a delta adds, in each shape that servers use."""
    fields = delta.to_dict(warnings=False) if delta else {}
    content = fields.get("content")
    parts = content if isinstance(content, list) else [content]
    thoughts = [p for p in parts if isinstance(p, dict) and p.get("type") != "text"]
    names = ("reasoning", "reasoning_content", "thinking", "reasoning_details")
    reasoning = next((fields[name] for name in names if fields.get(name)), thoughts)
    return text_in(reasoning), text_in([p for p in parts if p not in thoughts])


def pieces_of(delta):
    """The pieces of tool calls in a delta, each as index, id, name, arguments."""
    fields = delta.to_dict(warnings=False) if delta else {}
    pieces = fields.get("tool_calls") or []
    if fields.get("function_call"):  # what OpenAI had before `tool_calls`
        pieces = [*pieces, {"function": fields["function_call"]}]
    for piece in pieces:
        function = piece.get("function") or {}
        arguments = function.get("arguments") or ""
        if not isinstance(arguments, str):  # some servers send an object
            arguments = json.dumps(arguments)
        call_id = piece.get("id") or ""
        call_id = "" if call_id == "null" else call_id
        yield piece.get("index") or 0, call_id, function.get("name") or "", arguments


def is_whole(arguments):
    try:
        return isinstance(json.loads(arguments), dict)
    except ValueError:
        return False


def add_piece(index, call_id, name, arguments):
    """Adds a piece to its call: to the last one with that index.

    Some servers number every call 0, or none. So while its arguments are incomplete
    JSON it is the same call; after that, a name or a new id starts another.
    """
    call = latest.get(index)
    if call and is_whole(call["arguments"]):
        news = {name, call_id} - {"", call["name"], call["id"]}
        if (name and news) or (arguments.strip() and (name or news)):
            call = None
    if call is None:
        call = latest[index] = {"id": "", "name": "", "arguments": ""}
        calls.append(call)
    call["id"] = call["id"] or call_id
    call["name"] = call["name"] or name
    call["arguments"] += arguments


def fail(reason):
    """Ends the program and says why. Masks the key, which some servers repeat."""
    message = f"\nThe answer is incomplete: {reason}"
    if len(api_key) >= 8:  # a shorter one may be part of any word
        message = message.replace(api_key, "[API key]")
    sys.exit(message)


calls = []
latest = {}  # by index
has_text = False
finish_reason = None
try:
    stream = client.chat.completions.create(
        model="vllm-primary",
        messages=[{"role": "user", "content": "How is the weather in Paris?"}],
        tools=tools,
        stream=True,
    )
    for chunk in stream:
        choices = getattr(chunk, "choices", None) or []  # a frame may be no chunk
        choice = next((c for c in choices if not c.index), None)
        if choice is None:  # another choice, or token counts alone
            continue
        reasoning, text = texts_of(choice.delta)
        print(reasoning, end="", flush=True, file=sys.stderr)
        print(whole(text), end="", flush=True)
        has_text = has_text or bool(text.strip())
        pieces = list(pieces_of(choice.delta))
        for piece in pieces:
            add_piece(*piece)
        if reasoning or text or pieces:
            finish_reason = None  # anything more cancels it
        if choice.finish_reason not in (None, "", "null"):
            finish_reason = choice.finish_reason
except (APIError, ValueError) as error:  # ValueError: a frame that is not JSON
    # A connection that breaks after the finish reason loses nothing.
    if finish_reason is None or not isinstance(error, APIConnectionError):
        fail(error)

if finish_reason is None:  # the package reports no error for a cut stream
    fail("the stream ended without a finish reason.")
if finish_reason == "length":  # the arguments may end in the middle
    fail("the token limit cut it. Its tool calls must not be made.")
if finish_reason not in ("stop", "tool_calls", "function_call"):
    fail(f"its finish reason is {finish_reason}.")
if not has_text and not calls:
    fail("neither text nor a tool call came.")

print()
for call in calls:
    name, arguments = call["name"], call["arguments"] or "{}"
    if not is_whole(arguments):
        fail(f"the arguments of {name} are not JSON: {arguments}")
    arguments = json.dumps(json.loads(arguments))
    print(f"{call['id'] or 'no id'}: call {name} with {arguments}")

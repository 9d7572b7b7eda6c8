"""Runs a Python program many times, unchanged, each time in a process of its own, importing once.

In   a line of JSON on standard input for each run: its id, the file, its environment, and `preload`, files
     to run before it.
Out  a line of JSON on standard output, when the run has ended: its id, what it printed, and its exit code,
     null if a signal ended it.

A run is a fork of this process, made after the program's package was imported, which is nine tenths of
what a run costs. Another fork waits for it, so that runs go on beside each other: many only wait. What
becomes of an exception or of `sys.exit` is left to the interpreter, as ever.
"""

import fcntl
import json
import os
import runpy
import signal
import sys
import tempfile

# A body of 60,000 reads takes four seconds, and fifteen times that beside ten other programs.
LIMIT_SECONDS = 200

# Either may be missing: a program has what its install line brings.
try:
    import openai

    openai.OpenAI(api_key="sk-none").chat.completions  # imported when first asked for
except ImportError:
    import httpx

    httpx.Client().close()  # the same


def next_run():
    """Returns in a child that is to run a program; the parent stays here until its input ends."""
    with tempfile.TemporaryFile() as turn:
        for line in sys.stdin:
            if os.fork() == 0:
                run = json.loads(line)
                with tempfile.TemporaryFile() as stdout, tempfile.TemporaryFile() as stderr:
                    child = os.fork()
                    if child == 0:
                        os.dup2(stdout.fileno(), 1)
                        os.dup2(stderr.fileno(), 2)
                        signal.alarm(LIMIT_SECONDS)
                        return run
                    _, status = os.waitpid(child, 0)
                    code = os.waitstatus_to_exitcode(status)
                    printed = {
                        "id": run["id"],
                        "stdout": read(stdout),
                        "stderr": read(stderr),
                        "code": None if code < 0 else code,
                    }
                fcntl.lockf(turn, fcntl.LOCK_EX)  # a long line is no single write
                print(json.dumps(printed), flush=True)
                os._exit(0)


def read(file):
    file.seek(0)
    return file.read().decode()


run = next_run()
if run is not None:
    os.environ.clear()
    os.environ.update(run["env"])
    for file in run["preload"]:
        runpy.run_path(file)
    runpy.run_path(run["file"], run_name="__main__")

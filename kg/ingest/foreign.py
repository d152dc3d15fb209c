"""Foreign formats are read in a process of their own, with limits on time and memory.

Their parsers can hang or swell on hostile input (a 25 MB page was unfinished after four minutes), and have no
limits of their own. The process is kept for the next file and replaced after it had to be killed.
"""

from __future__ import annotations

import atexit
import json
import subprocess
import sys
import threading

from kg.errors import InputError

SECONDS = 60
#: Address space of the process, in bytes.
MEMORY = 2 * 1024**3


class Reader:
    """A process that reads one document at a time: a line of JSON in, a line of JSON out."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None
        atexit.register(self.close)

    def close(self) -> None:
        """End the process, if there is one."""
        if self._process:
            self._process.kill()
            self._process.communicate()
            self._process = None

    def read(self, kind: str, text: str, *, origin: str, seconds: float = SECONDS) -> dict[str, str]:
        """`text` and metadata of a document. Raises InputError if it can't be had within the limits."""
        if self._process is None or self._process.poll() is not None:
            self.close()
            # -P: a json.py in the folder where the command stands is not ours.
            command = [sys.executable, "-P", "-m", "kg.ingest.worker", str(MEMORY)]
            self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)  # noqa: S603
        process = self._process
        assert process.stdin
        assert process.stdout
        timer = threading.Timer(seconds, process.kill)
        timer.start()
        try:
            process.stdin.write(json.dumps({"kind": kind, "text": text}).encode() + b"\n")
            process.stdin.flush()
            line = process.stdout.readline()
        except BrokenPipeError:
            line = b""
        finally:
            timer.cancel()
        if not line:
            self.close()
            raise InputError(f"can't be read within {seconds:g} s and {MEMORY // 1024**3} GiB", origin=origin)
        answer: dict[str, str] = json.loads(line)
        if "error" in answer:
            raise InputError(answer["error"], origin=origin)
        return answer


_reader = Reader()


def read_html(page: str, *, origin: str) -> dict[str, str]:
    """The article in a web page: `text`, `title`, `author`, `publisher`, `date`, `source`."""
    return _reader.read("html", page, origin=origin)

"""Plays a person at a terminal: waits for words on the screen, then types.

Standard input is JSON: {"command": [...], "environment": {...}, "steps": [[words, keys], ...]}, and
"closes": true where the window is closed after the last step.
Standard output is all that the terminal showed; the exit status is the command's, 98 when it did not
end, or 99 when the words of a step never came.
"""
import json, os, pty, select, sys, time

play = json.load(sys.stdin)
pid, terminal = pty.fork()
if pid == 0:
    os.execve(play["command"][0], play["command"], play["environment"])

shown = b""
start = 0


def read(seconds):
    """Reads what the terminal shows; false at its end."""
    global shown
    ready, _, _ = select.select([terminal], [], [], seconds)
    if not ready:
        return True
    try:
        piece = os.read(terminal, 65536)
    except OSError:
        return False
    shown += piece
    return bool(piece)


def leave(status):
    sys.stdout.buffer.write(shown)
    sys.exit(status)


for words, keys in play["steps"]:
    limit = time.time() + 30
    while words.encode() not in shown[start:]:
        if time.time() > limit or not read(0.1):
            os.kill(pid, 9)
            leave(99)
    start = shown.index(words.encode(), start) + len(words.encode())
    # A question flushes what was typed before it stood there; a person needs a moment as well.
    time.sleep(0.3)
    os.write(terminal, keys.encode())
last = time.time()
if play.get("closes"):
    os.close(terminal)
while not play.get("closes"):
    before = len(shown)
    if not read(0.5):
        break
    if len(shown) > before:
        last = time.time()
    elif time.time() > last + 30:
        os.kill(pid, 9)
        leave(98)
limit = time.time() + 30
ended, status = 0, 0
while not ended:
    ended, status = os.waitpid(pid, os.WNOHANG)
    if time.time() > limit:
        os.kill(pid, 9)
        leave(98)
    time.sleep(0.01)
code = os.waitstatus_to_exitcode(status)
leave(code if code >= 0 else 128 - code)

"""Plays a person at a tmux window and takes a picture of it before each key.

Standard input is JSON: {"command": [...], "environment": {...}, "columns": 80, "rows": 24, "folder": "...",
"steps": [["wait for", "keys"], ["resize", "60x20"], ...]}. Keys are tmux's names or words, separated by
tabs. Standard output is JSON: the screens, one for each step that waits, each a list of rows.
The exit status is 99 when the words of a step never came.
"""
import json, os, shlex, subprocess, sys, time

play = json.load(sys.stdin)
tmux = ["tmux", "-u", "-f", "/dev/null", "-S", play["folder"] + "/tmux.sock"]
environment = dict(play["environment"], TMUX_TMPDIR=play["folder"])


def run(*words):
    return subprocess.run(tmux + list(words), env=environment, capture_output=True, text=True)


def screen():
    rows = [row.rstrip() for row in run("capture-pane", "-p", "-t", "play").stdout.split("\n")]
    while rows and not rows[-1]:
        rows.pop()
    return rows


def wait(words):
    """Waits until the words are on a screen that stands still; false after half a minute."""
    limit = time.time() + 30
    last = None
    while time.time() < limit:
        now = screen()
        if now == last and any(words in row for row in now):
            return True
        last = now
        time.sleep(0.3)
    return False


line = shlex.join(["env", "-i"] + [f"{name}={value}" for name, value in environment.items()]
                  + play["command"])
started = run("new-session", "-d", "-s", "play", "-x", str(play["columns"]), "-y", str(play["rows"]),
              line + "; printf '[ended %s]' $?; exec sleep 60")
screens = []
status = 0 if started.returncode == 0 else 98
for words, keys in play["steps"] if status == 0 else []:
    if words == "resize":
        columns, rows = keys.split("x")
        run("resize-window", "-t", "play", "-x", columns, "-y", rows)
        time.sleep(0.3)
        continue
    if not wait(words):
        status = 99
        screens.append(screen())
        break
    screens.append(screen())
    for key in keys.split("\t") if keys else []:
        run("send-keys", "-t", "play", key)
        time.sleep(0.05)
if play["steps"] and status == 0:
    status = 0 if wait("[ended ") else 97
    screens.append(screen())
run("kill-server")
json.dump(screens, sys.stdout)
sys.stderr.write(started.stderr)
sys.exit(status)

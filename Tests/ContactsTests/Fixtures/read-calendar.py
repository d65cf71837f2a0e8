"""Reads a calendar with vobject and prints its events as JSON."""
import itertools, json, sys
import vobject

calendar = vobject.readOne(sys.stdin.buffer.read().decode())
events = []
for event in calendar.vevent_list:
    rule = event.getrruleset(addRDate=True)
    days = [str(day.date()) for day in itertools.islice(rule, 3)] if rule else []
    events.append({
        "uid": event.uid.value, "day": str(event.dtstart.value), "end": str(event.dtend.value),
        "summary": event.summary.value, "days": days,
        "details": event.description.value if hasattr(event, "description") else "",
    })
json.dump(events, sys.stdout)

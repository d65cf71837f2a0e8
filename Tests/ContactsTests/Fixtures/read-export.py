"""Reads an export as other programs do, and prints what they see as JSON.

The arguments are the form, vcard or csv, and standard input is the export.
"""
import csv, io, json, sys

data = sys.stdin.buffer.read()
people = []
if sys.argv[1] == "vcard":
    import vobject

    for card in vobject.readComponents(data.decode("utf-8")):
        people.append({
            "name": card.fn.value,
            "emails": [line.value for line in card.contents.get("email", [])],
            "phones": [line.value for line in card.contents.get("tel", [])],
            "city": card.adr.value.city if "adr" in card.contents else "",
            "organization": "".join(card.org.value[:1]) if "org" in card.contents else "",
            "notes": [line.value for line in card.contents.get("note", [])],
        })
else:
    for row in csv.DictReader(io.StringIO(data.decode("utf-8"), newline="")):
        bare = {key: value[1:] if value[:1] == "'" else value for key, value in row.items()}
        assert not any(value[:1] in list("=+-@\t\r") for value in row.values() if value)
        items = lambda text: [item.strip() for item in text.split(":::") if item.strip()]
        people.append({
            "name": bare["name"],
            "emails": items(bare["email"]),
            "phones": items(bare["phone"]),
            "city": bare["city"],
            "organization": bare["organization"],
            "notes": [line for line in bare["notes"].split("\n") if line],
        })
json.dump(people, sys.stdout)

"""Mails that were made by chance, what is meant by each, and where Python's email disagrees.

usage: generated-mail.py SEED COUNT; one JSON object a line.
"""
import base64
import email
import email.policy
import json
import random
import sys
from datetime import datetime, timedelta, timezone
from email.header import decode_header, make_header
from email.utils import format_datetime, getaddresses, parsedate_to_datetime

LATIN, JAPAN = "grüße àéîõñ ßæø", "こんにちは世界。漢字とカナ、「東京」"
CHINA, TAIWAN, KOREA = "你好世界，中文简体。", "你好世界，繁體中文。", "안녕하세요 세계 한국"
RUSSIA, GREECE, POLAND = "Привет, мир! Как дела", "Γειά σου κόσμε", "Zażółć gęślą jaźń"
CHARSETS = [
    (name, letters)
    for names, letters in [
        ("us-ascii", "plain"),
        ("utf-8", LATIN + JAPAN + CHINA + KOREA + RUSSIA + "👩‍👧🐝"),
        ("iso-8859-1 iso-8859-15 windows-1252", LATIN),
        ("iso-8859-2 windows-1250", POLAND),
        ("shift_jis euc-jp iso-2022-jp", JAPAN),
        ("gb2312 gbk gb18030", CHINA),
        ("big5", TAIWAN),
        ("euc-kr", KOREA),
        ("koi8-r koi8-u iso-8859-5 windows-1251", RUSSIA),
        ("iso-8859-7 windows-1253", GREECE),
        ("utf-16 utf-7 utf-32", LATIN + JAPAN),
    ]
    for name in names.split()
]
# Each piece of a text in these begins anew, so its octets cannot be parted.
STATEFUL = ("iso-2022-jp", "utf-16", "utf-32", "utf-7")
dice = random.Random(int(sys.argv[1]))


def words(letters, count):
    line = "".join(dice.choice(letters + "abc ") for _ in range(dice.randrange(1, count)))
    return " ".join(line.split()) or "a"


def q(octet):
    if octet < 128 and chr(octet).isalnum():
        return chr(octet)
    return "_" if octet == 32 else "=%02X" % octet


def encoded_words(text, charset):
    """The words, and whether each is whole; many writers part the octets anywhere."""
    octets = text.encode(charset)
    size = dice.randrange(4, 30)
    whole = charset in STATEFUL or dice.random() < 0.5
    pieces = [octets] if whole else [octets[i:i + size] for i in range(0, len(octets), size)]
    out = []
    for piece in pieces:
        quoted = ("q", "".join(map(q, piece)))
        kind, payload = dice.choice([quoted, ("B", base64.b64encode(piece).decode())])
        out.append("=?%s?%s?%s?=" % (charset, kind, payload))
    return dice.choice([" ", "\r\n ", "\r\n\t"]).join(out), whole


def quoted_printable(octets):
    lines, line = [], ""
    for octet in octets:
        unit = chr(octet) if 33 <= octet < 127 and octet != 61 else "=%02X" % octet
        if len(line) + len(unit) > 75:
            lines.append(line + "=")
            line = ""
        line += unit
    return "\r\n".join(lines + [line]).encode()


def leaf(kind, truth):
    charset, letters = dice.choice(CHARSETS)
    text = "\n".join(words(letters, 40) for _ in range(dice.randrange(1, 5)))
    octets = text.replace("\n", "\r\n").encode(charset)
    encodings = ["base64", "quoted-printable"]
    if charset not in ("utf-16", "utf-32"):
        encodings.append("7bit" if all(o < 128 for o in octets) else "8bit")
    encoding = dice.choice(encodings)
    if encoding == "base64":
        octets = base64.encodebytes(octets).replace(b"\n", b"\r\n")
    elif encoding == "quoted-printable":
        octets = quoted_printable(octets)
    truth["structure"].append(kind)
    value = dice.choice(['%s;charset=%s', '%s; charset="%s"', '%s;\r\n charset=%s'])
    name = dice.choice(["Content-Type", "content-type", "CONTENT-TYPE"])
    header = "%s: %s\r\nContent-Transfer-Encoding: %s\r\n\r\n"
    return (header % (name, value % (kind, charset), encoding)).encode() + octets, text


def attachment(truth):
    charset, letters = dice.choice([c for c in CHARSETS if c[0] not in STATEFUL[1:]])
    name = words(letters, 30) + ".pdf"
    octets = dice.randbytes(dice.randrange(200))
    units = [name] if charset in STATEFUL else name
    units = ["".join("%%%02X" % o for o in unit.encode(charset)) for unit in units]
    shape = dice.randrange(3)
    if shape == 0:
        pieces = ["".join(units)]
    elif shape == 1:
        pieces = units
    else:
        # Sections that part characters: Python decodes each by itself.
        text, truth["readable"] = "".join(units), False
        pieces = [text[i:i + 10] for i in range(0, len(text), 10)]
    if len(pieces) == 1:
        sections = ["filename*=%s''%s" % (charset, pieces[0])]
    else:
        sections = [
            "filename*%d*=%s%s" % (n, charset + "'en'" if n == 0 else "", piece)
            for n, piece in enumerate(pieces)
        ]
    truth["structure"].append("application/pdf; " + name)
    truth["files"].append([name, base64.b64encode(octets).decode()])
    header = (
        "Content-Type: application/pdf\r\nContent-Transfer-Encoding: base64\r\n"
        "Content-Disposition: attachment;\r\n %s\r\n\r\n"
    )
    return (header % ";\r\n ".join(sections)).encode() + base64.encodebytes(octets)


def multipart(kind, make, truth):
    boundary = "=_%s_%d" % (dice.choice(["b", "a b", "x'y(z)"]), dice.randrange(10**9))
    truth["structure"].append("multipart/" + kind)
    delimiter = ("\r\n--" + boundary).encode()
    parts = b"".join(delimiter + b"\r\n" + part for part in make())
    header = 'Content-Type: multipart/%s; boundary="%s"\r\n\r\npreamble' % (kind, boundary)
    return header.encode() + parts + delimiter + b"--\r\nepilogue\r\n"


def content(truth):
    def plain():
        octets, truth["text"] = leaf("text/plain", truth)
        return octets

    def alternative():
        text = plain()
        html, truth["html"] = leaf("text/html", truth)
        return [text, html]

    def mixed(inner):
        return [inner()] + [attachment(truth) for _ in range(dice.randrange(3))]

    def both():
        return multipart("alternative", alternative, truth)

    shape = dice.randrange(4)
    if shape < 2:
        return plain() if shape == 0 else both()
    return multipart("mixed", lambda: mixed(plain if shape == 2 else both), truth)


def mailbox(number):
    charset, letters = dice.choice(CHARSETS)
    name = words(letters, 20)
    address = dice.choice(["a%d", "b.c%d", '"d e%d"']) % number + "@example.net"
    if charset == "us-ascii":
        return [name, address], "%s <%s>" % (dice.choice(['"%s"' % name, name]), address), True
    written, whole = encoded_words(name, charset)
    return [name, address], "%s <%s>" % (written, address), whole


def mail():
    truth = {"structure": [], "files": [], "html": None, "to": [], "readable": True}
    charset, letters = dice.choice(CHARSETS)
    subject, whole = words(letters, 60), True
    truth["subject"] = subject
    if charset != "us-ascii":
        subject, whole = encoded_words(subject, charset)
    to = []
    for number in range(dice.randrange(1, 4)):
        person, written, is_whole = mailbox(number)
        truth["to"].append(person)
        to.append(written)
        whole = whole and is_whole
    truth["date"] = dice.randrange(0, 4 * 10**9)
    zone = timezone(timedelta(minutes=dice.choice([0, 60, -300, 345, -210])))
    date = format_datetime(datetime.fromtimestamp(truth["date"], zone))
    header = "Subject: %s\r\nTo: %s\r\nDate: %s\r\nMIME-Version: 1.0\r\n"
    people = dice.choice([", ", ",\r\n ", " , "]).join(to)
    octets = (header % (subject, people, date)).encode() + content(truth)
    return octets, truth, whole


def name_of(part):
    name = part.get_filename()
    return part.get_content_type() + ("; " + name if name else "")


def files(mail):
    pdf = [part for part in mail.walk() if part.get_content_type() == "application/pdf"]
    return [
        [part.get_filename(), base64.b64encode(part.get_payload(decode=True)).decode()]
        for part in pdf
    ]


def disagreements(octets, truth, whole):
    """What either policy reads otherwise, leaving out what parts characters."""
    modern = email.message_from_bytes(octets, policy=email.policy.default)
    legacy = email.message_from_bytes(octets)
    moments = modern["date"].datetime, parsedate_to_datetime(legacy["date"])
    read = {"date": [int(moment.timestamp()) for moment in moments]}
    if truth["readable"]:
        read["structure"] = [[name_of(part) for part in m.walk()] for m in (modern, legacy)]
        read["files"] = [files(modern), files(legacy)]
        text = modern.get_body(("plain",)).get_content()
        read["text"] = [text.replace("\r\n", "\n").rstrip("\n")]
    if whole:
        read["subject"] = [modern["subject"], str(make_header(decode_header(legacy["subject"])))]
        read["to"] = [
            [[a.display_name, a.addr_spec] for a in modern["to"].addresses],
            [
                [str(make_header(decode_header(name))), address]
                for name, address in getaddresses(legacy.get_all("to"))
            ],
        ]
    return [
        "%s: %r, not %r" % (key, value, truth[key])
        for key, values in read.items()
        for value in values
        if value != truth[key]
    ]


for _ in range(int(sys.argv[2])):
    octets, truth, whole = mail()
    truth["mail"] = base64.b64encode(octets).decode()
    truth["disagreements"] = disagreements(octets, truth, whole)
    print(json.dumps(truth))

import FoundationEssentials
import MailMessage
import TestSupport

/// Python's `email`, reading many mails in one process.
enum PythonEmail {
  /// What Python finds otherwise than it was meant, a line each; empty where it finds all of it.
  static func differences(_ messages: [OutgoingMessage]) throws -> String {
    var input: [UInt8] = []
    for message in messages {
      let composed = try ComposedMailTests.composed(message)
      input += try JSONEncoder().encode(composed) + [0x0A]
      let problem = ComposedMailTests.wireProblem(
        composed.bytes,
        isUTF8: composed.expected.isUTF8
      )
      if let problem { return problem }
    }
    let run = try CommandRun("python3", "-c", script, input: input)
    let output = String(decoding: try run.checked("email: \(run.errors)"), as: UTF8.self)
    return String(output.prefix(3000))
  }

  /// Names and subjects from mails that others collected, as Python reads them.
  static func collectedTexts() throws -> [String] {
    guard let folder = SharedData.folder else { return [] }
    let run = try CommandRun("python3", "-c", collector, folder + "/mail")
    let output = try run.checked("email: \(run.errors)")
    return try JSONDecoder().decode([String].self, from: Data(output))
  }

  private static let script = #"""
    import sys, json, email, email.policy, email.utils, email.header, datetime
    def joined(value):
      parts = email.header.decode_header(value)
      return "".join(p if isinstance(p, str) else p.decode(c or "ascii") for p, c in parts)
    def unfolded(value):
      return str(value).replace("\r\n", "").replace("\n", "")
    def unflowed(text):
      lines, is_open = [], False
      for line in text.split("\n"):
        is_quote = line.startswith(">")
        if line.startswith(" "): line = line[1:]
        if is_open: lines[-1] += line
        else: lines.append(line)
        is_open = line.endswith(" ") and line != "-- " and not is_quote
      return "\n".join(lines)
    def text_of(part):
      charset = part.get_content_charset()
      text = part.get_payload(decode=True).decode(charset).replace("\r\n", "\n")
      return unflowed(text) if part.get_param("format") == "flowed" else text
    def check(case, number):
      raw, meant = bytes(case["bytes"]), case["expected"]
      def same(what, got, want):
        if got != want: print(number, what, ascii(got)[:700], ascii(want)[:700])
      def parsed(policy):
        # A header in UTF-8 is text to Python only where the whole is.
        if meant["isUTF8"]: return email.message_from_string(raw.decode(), policy=policy)
        return email.message_from_bytes(raw, policy=policy)
      def parts(what, mail):
        leaves = [p for p in mail.walk() if p.get_content_maintype() != "multipart"]
        inner = [q for p in mail.walk() if p.get_content_type() == "message/rfc822"
                 for q in p.walk() if q is not p]
        leaves = [p for p in leaves if not any(p is q for q in inner)]
        same(what + " defects", [repr(d) for p in mail.walk() for d in p.defects
             if not any(p is q for q in inner)], [])
        same(what + " text", text_of(leaves[0]), meant["text"])
        same(what + " type", leaves[0].get_content_type(), "text/plain")
        rest = leaves[1:]
        if "html" in meant:
          html = rest.pop(0)
          same(what + " html type", html.get_content_type(), "text/html")
          same(what + " html", text_of(html), meant["html"])
        same(what + " names", [p.get_filename() for p in rest],
             [f["name"] for f in meant["attachments"]])
        same(what + " types", [p.get_content_type() for p in rest],
             [f["type"] for f in meant["attachments"]])
        same(what + " dispositions", {p.get_content_disposition() for p in rest} - {"attachment"},
             set())
        for part, file in zip(rest, meant["attachments"]):
          if part.get_content_type() != "message/rfc822":
            same(what + " contents", part.get_payload(decode=True), bytes(file["contents"]))
      old = parsed(email.policy.compat32)
      same("subject", joined(unfolded(old["Subject"])), meant["subject"])
      if meant["extra"]: same("extra", joined(unfolded(old["X-Note"])), meant["extra"])
      for field, want in [("To", meant["to"]), ("Cc", meant["cc"]), ("From", [meant["from"]])]:
        people = email.utils.getaddresses([unfolded(v) for v in old.get_all(field, [])])
        same(field, [[joined(n) if "=?" in n else n, a] for n, a in people], want)
      same("id", unfolded(old["Message-ID"]), meant["messageID"])
      for field, want in [("In-Reply-To", meant["inReplyTo"]), ("References", meant["references"])]:
        same(field, unfolded(old.get(field, "")).split(), want)
      date = email.utils.parsedate_to_datetime(old["Date"])
      same("date", date, datetime.datetime.fromisoformat(meant["date"]))
      same("zone", str(old["Date"])[-5:-2] + ":" + str(old["Date"])[-2:], meant["date"][-6:].replace("Z", "+00:00"))
      parts("old", old)
      new = parsed(email.policy.default)
      parts("new", new)
      same("new to", [a.addr_spec for a in new["To"].addresses], [a for n, a in meant["to"]])
      same("new from", new["From"].addresses[0].addr_spec, meant["from"][1])
      body = new.get_body(("plain",))
      same("new body", body.get_content_type(), "text/plain")
      same("new attachments", len(list(new.iter_attachments())) if new.is_multipart() and
           new.get_content_subtype() == "mixed" else 0, len(meant["attachments"]))
    for number, line in enumerate(sys.stdin): check(json.loads(line), number)
    """#

  private static let collector = #"""
    import sys, os, json, email, email.policy, email.header, unicodedata
    texts = set()
    def add(value):
      text = "".join(c for c in value if unicodedata.category(c)[0] != "C" or c in "\u200c\u200d")
      text = " ".join(text.split())
      if text and len(text) < 500: texts.add(text)
    for folder, _, names in os.walk(sys.argv[1]):
      for name in sorted(names):
        if not name.endswith((".eml", ".msg", ".txt")): continue
        with open(os.path.join(folder, name), "rb") as file:
          mail = email.message_from_bytes(file.read(), policy=email.policy.default)
        for part in mail.walk():
          try:
            if part["subject"]: add(str(part["subject"]))
            if part.get_filename(): add(part.get_filename())
            for field in ["from", "to", "cc"]:
              if part[field]:
                for address in part[field].addresses: add(address.display_name)
          except Exception: pass
    print(json.dumps(sorted(texts)))
    """#
}

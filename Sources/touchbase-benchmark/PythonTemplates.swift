/// A template engine for Python, measured within Python, without its start.
struct PythonTemplates {
  let name: String
  let folder: String
  let milliseconds: Int

  /// The engines that are known.
  static let names = ["minijinja", "Jinja2", "python-liquid"]

  /// Seconds to parse the template and to render a letter, and what the letters come to; nil where
  /// the engine is not here.
  func figures() throws -> (parsing: Double, rendering: Double, sha256: String)? {
    let arguments = ["python3", "-c", Self.script, name, folder, String(milliseconds)]
    guard let output = try ProgramOutput.text(of: arguments) else { return nil }
    let words = output.split(whereSeparator: \.isWhitespace)
    guard words.count == 3, let parsing = Double(words[0]), let rendering = Double(words[1]) else {
      return nil
    }
    return (parsing, rendering, String(words[2]))
  }

  private static let script = """
    import sys, json, time, hashlib, datetime
    name, folder, limit = sys.argv[1], sys.argv[2], int(sys.argv[3]) / 1000
    text = lambda path: open(folder + "/templates/" + path, encoding="utf-8").read()
    data = json.load(open(folder + "/contacts.json", encoding="utf-8"))
    date = lambda day, form: datetime.date.fromisoformat(day).strftime(form)
    if name == "minijinja":
      import minijinja
      def parse():
        env = minijinja.Environment(keep_trailing_newline=True, templates={
          "letter.j2": text("letter.j2"), "signature.j2": text("signature.j2")})
        env.add_filter("date", date)
        env.render_template("letter.j2", contact=data["contacts"][0], sender=data["sender"])
        return env
      env = parse()
      render = lambda c: env.render_template("letter.j2", contact=c, sender=data["sender"])
    elif name == "Jinja2":
      import jinja2
      def parse():
        env = jinja2.Environment(keep_trailing_newline=True, loader=jinja2.DictLoader({
          "letter.j2": text("letter.j2"), "signature.j2": text("signature.j2")}))
        env.filters["date"] = date
        return env.get_template("letter.j2")
      template = parse()
      render = lambda c: template.render(contact=c, sender=data["sender"])
    else:
      import liquid
      env = liquid.Environment(loader=liquid.DictLoader({"signature": text("signature.liquid")}))
      source = text("letter.liquid")
      parse = lambda: env.from_string(source)
      template = parse()
      render = lambda c: template.render(contact=c, sender=data["sender"])
    letters = "\\0".join(render(contact) for contact in data["contacts"])
    def measure(work, limit):
      count, start = 0, time.perf_counter()
      while True:
        work()
        count += 1
        elapsed = time.perf_counter() - start
        if elapsed >= limit: return elapsed / count
    def all():
      for contact in data["contacts"]: render(contact)
    print(measure(parse, limit / 4), measure(all, limit) / len(data["contacts"]),
      hashlib.sha256(letters.encode()).hexdigest())
    """
}

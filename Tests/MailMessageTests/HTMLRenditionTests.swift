import FoundationEssentials
import MailMessage
import TestSupport
import Testing

@Suite struct HTMLRenditionTests {
  static func body(_ text: String) -> String {
    let html = HTMLRendition.document(of: text)
    let start = html.firstRange(of: "<body>\n")?.upperBound ?? html.startIndex
    let end = html.firstRange(of: "</body>")?.lowerBound ?? html.endIndex
    return String(html[start..<end])
  }

  static let rendered: [(String, String)] = [
    ("", ""), ("Hi\n", "<p>Hi</p>\n"), ("a\n\n\nb\n", "<p>a</p>\n<p>b</p>\n"),
    ("a\nb", "<p>a<br>\nb</p>\n"), ("a\r\nb\rc", "<p>a<br>\nb<br>\nc</p>\n"),
    ("<b> & \"c\" 'd'", "<p>&lt;b&gt; &amp; &quot;c&quot; 'd'</p>\n"),
    ("a  b\n  c", "<p>a &nbsp;b<br>\n&nbsp;&nbsp;c</p>\n"),
    (
      "> a\n>> b\nc",
      "<blockquote>\n<p>a</p>\n<blockquote>\n<p>b</p>\n</blockquote>\n</blockquote>\n<p>c</p>\n"
    ),
    (
      "See https://example.org/a?b=1&c=\"2, and (http://example.org/a_(b)).",
      "<p>See <a href=\"https://example.org/a?b=1&amp;c=\">https://example.org/a?b=1&amp;c=</a>&quot;2, "
        + "and (<a href=\"http://example.org/a_(b)\">http://example.org/a_(b)</a>).</p>\n"
    ),
    ("https:// http://.", "<p>https:// http://.</p>\n"),
    ("javascript:alert(1)", "<p>javascript:alert(1)</p>\n"),
    (
      "I walked past your new window last week and stood there for a minute like\na child.\nSam",
      "<p>I walked past your new window last week and stood there for a minute like\n"
        + "a child.<br>\nSam</p>\n"
    ),
    (
      "I walked past your new window last week and stood there for a minute:\n- a child\n2. two",
      "<p>I walked past your new window last week and stood there for a minute:<br>\n"
        + "- a child<br>\n2. two</p>\n"
    ),
    ("-- \nSam", "<p>-- <br>\nSam</p>\n"),
  ]

  @Test(arguments: rendered)
  func `a text is shown as it was written`(text: String, html: String) {
    #expect(Self.body(text) == html)
  }

  @Test(.enabled(if: CommandRun.find("python3") != nil, "needs python3"))
  func `any text is what Python's html parser reads, and no tag comes from it`() throws {
    var dice = Dice()
    var cases: [[String]] = []
    for number in 0..<500 {
      let pieces = [
        "<", ">", "&amp;", "&", "\"", "</p>", "<script>", "https://a.example/?x=<&", "\n",
      ]
      let text = (0..<dice.number(below: 20)).map { _ in
        dice.number(below: 2) == 0 ? pieces[dice.number(below: pieces.count)] : dice.line(upTo: 30)
      }.joined()
      cases.append([number == 0 ? "" : text, HTMLRendition.document(of: text)])
    }
    let script = """
      import sys, json, html.parser
      class Reader(html.parser.HTMLParser):
        def __init__(self):
          super().__init__()
          self.words, self.tags = "", set()
        def handle_starttag(self, tag, attributes): self.tags.add(tag)
        def handle_data(self, data): self.words += data
      known = {"html", "head", "meta", "body", "p", "br", "a", "blockquote"}
      def bare(text): return "".join(text.split()).replace(">", "")
      for number, (text, page) in enumerate(json.load(sys.stdin)):
        reader = Reader()
        reader.feed(page)
        if not reader.tags <= known: print(number, reader.tags - known)
        if bare(reader.words) != bare(text): print(number, ascii(text), ascii(page))
      """
    cases[0] = ["", HTMLRendition.document(of: "")]
    let run = try CommandRun("python3", "-c", script, input: Array(try JSONEncoder().encode(cases)))
    let output = String(decoding: try run.checked("html: \(run.errors)"), as: UTF8.self)
    #expect(output.prefix(1500) == "", "\(dice)")
  }
}

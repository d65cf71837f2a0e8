/// Puts paragraphs and tables together from the events of `word/document.xml`.
struct WordBuilder {
  /// A table while it is read.
  private struct Table {
    var rows: [[WordDocument.Paragraph]] = []
    var column = 0
    var span = 1
    var continuesAbove = false
  }

  /// What paragraphs go into: the body, a cell, a text box.
  private enum Holder {
    case body
    case cell
    case box
  }

  private(set) var blocks: [WordDocument.Block] = []
  private(set) var insets: [WordDocument.Block] = []
  private(set) var hasBody = false

  private let links: [String: String]
  private var holders: [Holder] = []
  private var tables: [Table] = []
  /// The paragraphs of the cells that are open, the innermost last.
  private var cells: [[WordDocument.Paragraph]] = []
  private var paragraphs: [WordDocument.Paragraph] = []
  /// Elements whose content is not read, and how many of them are open.
  private var hidden = 0
  private var openRuns = 0
  private var isText = false
  private var isInstruction = false
  private var instruction = ""

  private static let columnLimit = 1024

  init(links: [String: String]) {
    self.links = links
  }

  mutating func take(_ event: XMLReader.Event) {
    switch event {
    case .begin(let name, let namespace, let attributes):
      if Self.isHidden(name, namespace) { hidden += 1 }
      if hidden == 0, Self.isWord(namespace) { begin(name, attributes) }
    case .end(let name, let namespace):
      if hidden == 0, Self.isWord(namespace) { end(name) }
      if Self.isHidden(name, namespace) { hidden -= 1 }
    case .text(let text):
      guard hidden == 0 else { return }
      if isText { write(text) }
      if isInstruction { instruction += text }
    }
  }

  /// Whether an element's content is no text of the document: what was deleted, and the second
  /// telling of a drawing, for older programs.
  private static func isHidden(_ name: String, _ namespace: String) -> Bool {
    isWord(namespace)
      ? ["del", "moveFrom", "pPrChange", "rPrChange"].contains(name) : name == "Fallback"
  }

  private static func isWord(_ namespace: String) -> Bool {
    namespace == "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
      || namespace == "http://purl.oclc.org/ooxml/wordprocessingml/main"
  }

  private mutating func begin(_ name: String, _ attributes: [String: String]) {
    switch name {
    case "body":
      hasBody = true
      holders.append(.body)
    case "txbxContent": holders.append(.box)
    case "p": paragraphs.append(WordDocument.Paragraph())
    case "t": isText = true
    case "instrText": isInstruction = true
    // Outside of a run it is a place of the ruler.
    case "tab" where openRuns > 0, "ptab": write("\t")
    case "br": if attributes["type"] ?? "textWrapping" == "textWrapping" { write("\n") }
    case "cr": write("\n")
    case "noBreakHyphen": write("-")
    case "r": openRuns += 1
    case "hyperlink": addLink(attributes["r:id"].flatMap { links[$0] })
    case "pStyle": editParagraph { $0.style = attributes["val"] ?? "" }
    case "ilvl": editParagraph { $0.listLevel = attributes["val"].flatMap { Int($0) } ?? 0 }
    case "numId":
      editParagraph { if attributes["val"] != "0", $0.listLevel == nil { $0.listLevel = 0 } }
    default: beginTable(name, attributes)
    }
  }

  private mutating func beginTable(_ name: String, _ attributes: [String: String]) {
    switch name {
    case "tbl": tables.append(Table())
    case "tr":
      editTable {
        $0.rows.append([]); $0.column = 0
      }
    case "tc":
      holders.append(.cell)
      cells.append([])
      editTable { ($0.span, $0.continuesAbove) = (1, false) }
    case "gridSpan":
      let span = attributes["val"].flatMap { Int($0) } ?? 1
      editTable { $0.span = min(max(span, 1), Self.columnLimit) }
    case "vMerge": editTable { $0.continuesAbove = attributes["val"] != "restart" }
    default: break
    }
  }

  private mutating func end(_ name: String) {
    switch name {
    case "body", "txbxContent": _ = holders.popLast()
    case "t": isText = false
    case "r": openRuns -= 1
    case "instrText":
      isInstruction = false
      endInstruction()
    case "p": if let paragraph = paragraphs.popLast() { put(paragraph) }
    case "tc": endCell()
    case "tbl": if let table = tables.popLast() { put(table.rows) }
    default: break
    }
  }

  private mutating func write(_ text: String) {
    editParagraph { $0.text += text }
  }

  private mutating func addLink(_ target: String?) {
    if let target { editParagraph { $0.links.append(target) } }
  }

  /// The target of a link that is a field: `HYPERLINK "mailto:ada@example.net"`.
  private mutating func endInstruction() {
    let parts = instruction.split(separator: "\"", omittingEmptySubsequences: false)
    if parts.count > 1, parts[0].contains("HYPERLINK") { addLink(String(parts[1])) }
    instruction = ""
  }

  private mutating func editParagraph(_ edit: (inout WordDocument.Paragraph) -> Void) {
    guard !paragraphs.isEmpty else { return }
    edit(&paragraphs[paragraphs.count - 1])
  }

  private mutating func editTable(_ edit: (inout Table) -> Void) {
    guard !tables.isEmpty else { return }
    edit(&tables[tables.count - 1])
  }

  private mutating func put(_ paragraph: WordDocument.Paragraph) {
    switch holders.last {
    case .cell: cells[cells.count - 1].append(paragraph)
    case .box: insets.append(.paragraph(paragraph))
    case .body, nil: blocks.append(.paragraph(paragraph))
    }
  }

  private mutating func put(_ rows: [[WordDocument.Paragraph]]) {
    if case .body = holders.last, tables.isEmpty {
      blocks.append(.table(rows))
    } else {
      insets.append(.table(rows))
    }
  }

  private mutating func endCell() {
    guard case .cell = holders.popLast(), let paragraphs = cells.popLast(), !tables.isEmpty else {
      return
    }
    let table = tables[tables.count - 1]
    guard let row = table.rows.indices.last, table.rows[row].count < Self.columnLimit else {
      return
    }
    var cell = WordDocument.Paragraph()
    cell.text = paragraphs.map(\.text).joined(separator: "\n")
    cell.links = paragraphs.flatMap(\.links)
    let column = table.rows[row].count
    if table.continuesAbove, row > 0, column < table.rows[row - 1].count {
      cell = table.rows[row - 1][column]
    }
    tables[tables.count - 1].rows[row] += Array(repeating: cell, count: table.span)
  }
}

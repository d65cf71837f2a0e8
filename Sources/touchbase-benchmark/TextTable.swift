/// Rows of words in columns, the first column to the left and the others to the right.
struct TextTable {
  let lines: [String]

  /// Takes rows of equally many words.
  init(_ rows: [[String]]) {
    let columns = rows.first?.count ?? 0
    let widths = (0..<columns).map { column in rows.map { $0[column].count }.max() ?? 0 }
    lines = rows.map { row in
      let cells = row.enumerated().map { column, word in
        let gap = String(repeating: " ", count: widths[column] - word.count)
        return column == 0 ? word + gap : gap + word
      }
      return "  " + cells.joined(separator: "  ")
    }
  }
}

/// Cells of a table: `{% tablerow item in list cols: 3 limit: 6 offset: 1 %}…{% endtablerow %}`.
struct TableRowNode: Node {
  let variable: Variable
  let loopVariable: Variable
  let list: Operand
  let slice: Slice
  let columns: Operand?
  let body: Body
  let span: SourceSpan

  static func parse(_ reader: inout TagReader) throws(LiquidError) -> any Node {
    guard let word = reader.arguments.word() else { throw reader.arguments.unexpected("a name") }
    guard reader.arguments.take(word: "in") else { throw reader.arguments.unexpected("'in'") }
    let list = try reader.arguments.operand()
    let (slice, others) = try Slice.parse(&reader, besides: ["cols", "range"])
    let variable = reader.variable(word)
    let loopVariable = reader.variable("tablerowloop")
    let (body, _) = try reader.body(until: "endtablerow")
    return TableRowNode(
      variable: variable,
      loopVariable: loopVariable,
      list: list,
      slice: slice,
      columns: others["cols"],
      body: body,
      span: reader.span
    )
  }

  func render(_ context: inout RenderContext) throws(LiquidError) {
    let value = try context.evaluate(list)
    guard value.isTruthy else { return }
    let items = try slice.items(of: list, &context, "tablerow", isLax: true, span)
    var width = items.count
    if let columns {
      let given = try context.evaluate(ifThere: columns)
      guard let number = given.roundedInteger else {
        throw LiquidError(span, "'cols' takes a whole number")
      }
      width = number
    }
    try context.write("<tr class=\"row1\">\n", span)
    var row = 1
    var column = 1
    for (index, item) in items.enumerated() {
      let place = Place(index: index, length: items.count, row: row, column: column, width: width)
      try context.write("<td class=\"col\(column)\">", span)
      try context.render(body, with: [(variable, item), (loopVariable, place.value)])
      try context.write("</td>", span)
      let interruption = context.interruption
      context.interruption = nil
      if interruption == .break { break }
      if column == width, index < items.count - 1 {
        try context.write("</tr>\n<tr class=\"row\(row + 1)\">", span)
      }
      (row, column) = column == width ? (row + 1, 1) : (row, column + 1)
    }
    try context.write("</tr>\n", span)
  }

  /// Where a table stands.
  private struct Place {
    let index: Int
    let length: Int
    let row: Int
    let column: Int
    let width: Int

    var value: Value {
      .object([
        "length": .integer(length), "col": .integer(column), "row": .integer(row),
        "index": .integer(index + 1), "index0": .integer(index), "col0": .integer(column - 1),
        "rindex": .integer(length - index), "rindex0": .integer(length - index - 1),
        "first": .bool(index == 0), "last": .bool(index == length - 1),
        "col_first": .bool(column == 1), "col_last": .bool(column == width),
      ])
    }
  }
}

extension Value {
  /// The whole part of a number, or the number that a text begins with; nil for everything else.
  var roundedInteger: Int? {
    switch self {
    case .integer, .bigInteger: exactInteger
    case .number(let number): Int(exactly: number.rounded(.towardZero))
    case .string(let text): Value(Number.leadingInteger(Array(text.utf8))).exactInteger
    case .nil: 0
    case .bool, .array, .object, .range: nil
    }
  }
}

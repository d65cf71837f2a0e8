/// Any bytes as a template, its data and a snippet: nothing crashes, hangs or grows without end.
///
/// The first byte says how it is rendered; the template, the data in JSON and the snippet `s` follow,
/// a NUL between them.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzLiquid(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let bytes = Array(UnsafeBufferPointer(start: start, count: count))
  guard let flags = bytes.first else { return 0 }
  let parts = bytes.dropFirst().split(separator: 0, maxSplits: 2, omittingEmptySubsequences: false)
  let text = String(decoding: parts[0], as: UTF8.self)
  var environment = Environment()
  environment.layout = flags & 1 == 0 ? .liquid : .letter
  environment.isLenient = flags & 2 == 0
  environment.now = Moment(secondsSinceEpoch: 1_795_248_000)
  environment.limits.outputSize = 1 << 16
  environment.limits.valueSize = 1 << 16
  environment.limits.steps = 20_000
  if parts.count > 2 {
    environment.snippets = SnippetTable(["s": String(decoding: parts[2], as: UTF8.self)])
  }
  let data = parts.count > 1 ? json(parts[1]) : [:]
  if flags & 4 != 0 { environment.variables = Set(data.keys) }
  do throws(LiquidErrors) {
    check(try environment.template(text, name: "t"), data)
  } catch {
    precondition((1...100).contains(error.errors.count))
    error.errors.forEach(check)
  }
  return 0
}

private func json(_ bytes: ArraySlice<UInt8>) -> Value.Object {
  guard case .object(let object)? = try? Value(json: bytes) else { return [:] }
  return object
}

/// What is rendered twice is the same, and what is traced has no gaps.
private func check(_ template: Template, _ data: Value.Object) {
  do throws(LiquidError) {
    let plain = try template.render(data, globals: data)
    precondition(plain.bytes.count <= 1 << 18)
    let traced = try template.render(data, globals: data, tracesOrigins: true)
    precondition(traced.bytes == plain.bytes)
    var end = 0
    for passage in traced.passages {
      precondition(passage.range.lowerBound == end && !passage.range.isEmpty)
      end = passage.range.upperBound
    }
    precondition(end == plain.bytes.count)
  } catch {
    check(error)
  }
}

/// An error points into a line that is there.
private func check(_ error: LiquidError) {
  precondition(error.line >= 1 && error.column >= 1 && error.length >= 1)
  precondition(error.column <= error.lineText.count + 1)
  precondition(error.excerpt.count == 2 && !error.message.isEmpty)
}

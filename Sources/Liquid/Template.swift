/// A template that was parsed: it can be rendered any number of times, and by any number of threads.
public struct Template: Sendable {
  let body: Body
  let program: Program

  /// Renders the template.
  ///
  /// - Parameters:
  ///   - data: What the template sees, by name; a snippet that it renders does not.
  ///   - globals: What the template and its snippets see.
  ///   - tracesOrigins: Whether ``Rendering/passages`` says where every part of the text is from.
  /// - Returns: The text. Nothing else happens.
  /// - Throws: `LiquidError` with the place in the template.
  public func render(
    _ data: Value.Object,
    globals: Value.Object = [:],
    tracesOrigins: Bool = false
  ) throws(LiquidError) -> Rendering {
    var nothing = Nothing()
    return try render(data, globals: globals, updating: &nothing, tracesOrigins: tracesOrigins)
  }

  /// Renders the template with a value of the caller's that tags read and change.
  ///
  /// - Parameters:
  ///   - data: What the template sees, by name; a snippet that it renders does not.
  ///   - globals: What the template and its snippets see.
  ///   - state: The value: ``RenderContext/state(as:)``. It is as the tags left it afterwards, even
  ///     where an error is thrown.
  ///   - tracesOrigins: Whether ``Rendering/passages`` says where every part of the text is from.
  /// - Returns: The text. Nothing else happens.
  /// - Throws: `LiquidError` with the place in the template.
  public func render<State: Sendable>(
    _ data: Value.Object,
    globals: Value.Object = [:],
    updating state: inout State,
    tracesOrigins: Bool = false
  ) throws(LiquidError) -> Rendering {
    var context = RenderContext(program, data, globals, state)
    if tracesOrigins { context.output.trace = Trace() }
    defer { state = context.state as? State ?? state }
    try context.render(body)
    context.output.finish()
    let passages = context.output.trace?.passages ?? []
    return Rendering(bytes: context.output.bytes, passages: passages)
  }

  /// The state of a template that has none.
  private struct Nothing: Sendable {}
}

/// What came of a template.
public struct Rendering: Sendable {
  /// The text in UTF-8.
  public let bytes: [UInt8]
  /// Where every part of the text is from, in its order and without gaps; empty where that was not
  /// asked for.
  public let passages: [Passage]

  /// The text.
  public var text: String { String(decoding: bytes, as: UTF8.self) }
}

/// A template that was parsed: it can be rendered any number of times.
public struct Template: Sendable {
  let body: Body
  let environment: Environment

  /// Renders the template.
  ///
  /// - Parameter data: What the template sees, by name.
  /// - Returns: The text, and what tags remembered on the way. Nothing else happens.
  /// - Throws: `LiquidError` with the place in the template.
  public func render(_ data: Value.Object) throws(LiquidError) -> Rendering {
    var context = RenderContext(data, environment)
    try context.render(body)
    return Rendering(text: context.output.text, memory: context.memory)
  }
}

/// What came of a template.
public struct Rendering: Sendable {
  /// The text.
  public let text: String
  /// What tags remembered, by the names that they chose, in their order.
  public let memory: [String: [String]]
}

/// Why a command could not do its work: what to say, and the status to end with.
struct CommandFailure: Error {
  var status: ExitStatus
  /// `path:line:column: what`, lower case, without a final period.
  var message: String
  /// Lines that show the place, printed below the message as they are.
  var excerpt: [String] = []
  /// What to do about it.
  var hints: [String] = []

  init(_ status: ExitStatus, _ message: String, excerpt: [String] = [], hints: [String] = []) {
    self.status = status
    self.message = message
    self.excerpt = excerpt
    self.hints = hints
  }
}

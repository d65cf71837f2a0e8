import ArgumentParser
import FoundationEssentials

/// How a command that failed says so: the one place where errors become words on the screen.
enum FailureReport {
  /// Prints the error, and what a person asked for where that is help or the version.
  ///
  /// - Returns: The status to end with.
  static func print(_ error: any Error) -> ExitStatus {
    let output = Output(
      colours: Terminal.hasColours(environment: ProcessInfo.processInfo.environment)
    )
    if let status = error as? ExitStatus { return status }
    guard let failure = CommandFailure(error) else { return usage(error, output) }
    output.failure(failure)
    return failure.status
  }

  private static func usage(_ error: any Error, _ output: Output) -> ExitStatus {
    let message = Touchbase.fullMessage(for: error)
    guard Touchbase.exitCode(for: error) != .success else {
      output.bytes(Array(message.utf8) + (message.isEmpty ? [] : [0x0A]))
      return .done
    }
    let prefix = "Error: "
    let words = message.hasPrefix(prefix) ? String(message.dropFirst(prefix.count)) : message
    output.remark("touchbase: error: \(words)")
    return .usage
  }
}

/// A status to end with when everything that was to be said has been said.
extension ExitStatus: Error {}

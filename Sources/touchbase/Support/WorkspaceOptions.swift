import ArgumentParser

/// Where the workspace is: an option that every command has.
struct WorkspaceOptions: ParsableArguments {
  @Option(
    name: [.customShort("C")],
    help: ArgumentHelp(
      "The workspace.",
      discussion: "Else $TOUCHBASE_HOME, else the nearest folder upwards with a touchbase.yaml.",
      valueName: "dir"
    )
  )
  var folder: String?
}

/// How the result is written: an option of the commands that scripts rely on.
struct JSONOption: ParsableArguments {
  @Flag(name: .customLong("json"), help: "Print the result as JSON on standard output.")
  var isWanted = false
}

extension WorkspaceOptions {
  /// The arguments with a leading `-C DIR` behind the command, as git's users type it.
  static func movedBehindCommand(_ arguments: [String]) -> [String] {
    guard arguments.first == "-C", arguments.count >= 2 else { return arguments }
    let moved = Array(arguments[..<2])
    let rest = arguments[2...]
    let end = rest.firstIndex(of: "--") ?? rest.endIndex
    return Array(rest[..<end]) + moved + Array(rest[end...])
  }
}

import Contacts
import Correspondence
import MailMessage
import Yams

extension Configuration {
  /// Reads the configuration.
  ///
  /// - Throws: `CommandFailure` with path, line and column of what cannot be understood.
  init(yaml bytes: [UInt8], file: String = Workspace.configurationName) throws {
    let root = try Self.root(bytes, file: file)
    try Self.checkVersion(root)
    settings = Settings(me: try Self.profile(root))
    server = try root.mapping("smtp", keys: Server.keys).map(Server.init)
    if let imap = try root.mapping("imap", keys: Folders.keys) {
      folders = try Folders(imap, login: server)
    }
    if let hour = try root.mapping("hour", keys: ["minutes", "next", "every"]) {
      settings.hourMinutes = try hour.number("minutes", in: 1...1440) ?? settings.hourMinutes
      hourRule = try hour.value("next", form: "third Saturday", read: { HourRule($0) })
      settings.every =
        try hour.value("every", form: "auto, never or 2 months", read: { Cadence($0) })
        ?? settings.every
    }
    for entry in try root.mapping("groups", keys: [])?.entries ?? [] {
      settings.groups[entry.key] = try Self.group(entry, file: file)
    }
    if let drafting = try root.mapping("drafting", keys: ["template", "own_words", "attachments"]) {
      settings.template = try drafting.text("template") ?? settings.template
      settings.ownWords =
        try drafting.value("own_words", form: "25%", read: Self.share) ?? settings.ownWords
      settings.attachmentLimit =
        try drafting.value("attachments", form: "20 MB, 60 MB at most", read: Self.size)
        ?? settings.attachmentLimit
    }
  }

  private static func root(_ bytes: [UInt8], file: String) throws -> YAMLMapping {
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw CommandFailure(
        .configuration,
        "\(file):1:1: the file is not UTF-8",
        hints: ["save it as UTF-8 in your editor"]
      )
    }
    let node: Node?
    do {
      // `basic` guesses no types and so needs none of the expressions that would take milliseconds.
      node = try Yams.compose(yaml: text, .basic)
    } catch let error as YamlError {
      throw CommandFailure(.configuration, Self.place(of: error, file: file))
    }
    guard let node else {
      throw CommandFailure(
        .configuration,
        "\(file):1:1: the file is empty",
        hints: ["it needs 'version: 1' and 'me:' with 'name' and 'email'"]
      )
    }
    return try YAMLMapping(
      node,
      file: file,
      name: file,
      keys: ["version", "me", "smtp", "imap", "hour", "groups", "drafting"]
    )
  }

  private static func place(of error: YamlError, file: String) -> String {
    switch error {
    case .scanner(let context, let problem, let mark, _),
      .parser(let context, let problem, let mark, _),
      .composer(let context, let problem, let mark, _):
      let words = context.map { "\(problem), \($0)" } ?? problem
      let line = words.description.split(whereSeparator: \.isNewline).joined(separator: " ")
      return "\(file):\(mark.line):\(mark.column): \(line)"
    case .duplicatedKeysInMapping(let duplicates, let context):
      let keys = duplicates.map { "'\($0)'" }
      return "\(file):\(context.mark.line):\(context.mark.column): \(keys.joined(separator: ", "))"
        + " stands twice"
    case .reader(let problem, let offset, _, let text):
      let before = text.unicodeScalars.prefix(offset ?? 0)
      let lines = before.split(separator: "\n", omittingEmptySubsequences: false)
      return "\(file):\(lines.count):\((lines.last?.count ?? 0) + 1): \(problem)"
    case .no, .memory, .writer, .emitter, .representer, .dataCouldNotBeDecoded:
      return "\(file):1:1: this is no YAML: \(error)"
    }
  }

  private static func checkVersion(_ root: YAMLMapping) throws {
    guard let version = try root.number("version", in: 1...1_000_000), version > Self.version,
      let entry = root["version"]
    else { return }
    throw root.failure(
      entry,
      "this workspace has version \(version); this touchbase knows \(Self.version)",
      hint: "install a newer touchbase"
    )
  }

  private static func profile(_ root: YAMLMapping) throws -> Profile {
    guard let me = try root.mapping("me", keys: ["name", "email", "city"]),
      let name = try me.text("name"), !name.isEmpty, let email = try me.text("email"),
      let entry = me["email"]
    else {
      throw CommandFailure(
        .configuration,
        "\(root.file):\(root["me"]?.line ?? 1):1: 'me' needs 'name' and 'email'",
        hints: ["write who you are:", "me: { name: Sam Rivera, email: sam@example.org }"]
      )
    }
    do {
      return Profile(name: name, address: try EmailAddress(email), city: try me.text("city"))
    } catch let error as AddressError {
      throw me.failure(entry, "'\(Output.visibleLine(email))' is no address: \(error)")
    }
  }

  private static func group(_ entry: YAMLMapping.Entry, file: String) throws -> GroupSettings {
    let group = try YAMLMapping(
      entry.value,
      file: file,
      name: "group '\(entry.key)'",
      keys: ["every", "channel", "template"]
    )
    return GroupSettings(
      every: try group.value("every", form: "1 month, auto or never", read: { Cadence($0) }),
      channel: try group.value("channel", form: "email, call, visit or message") {
        Channel(rawValue: $0)
      },
      template: try group.text("template")
    )
  }

  /// Reads `20 MB` as octets; the outbox keeps no letter of more than 60.
  private static func size(_ text: String) -> Int? {
    let words = text.split(separator: " ")
    guard words.count == 2, let number = Int(words[0]), (1...100_000).contains(number) else {
      return nil
    }
    let units = ["KB": 1000, "MB": 1_000_000]
    return units[words[1].uppercased()].map { number * $0 }.flatMap {
      $0 <= 60_000_000 ? $0 : nil
    }
  }

  /// Reads `25%` as 0.25.
  private static func share(_ text: String) -> Double? {
    let digits = text.hasSuffix("%") ? text.dropLast() : text[...]
    return Int(digits).flatMap { (0...100).contains($0) ? Double($0) / 100 : nil }
  }
}

import ArgumentParser
import Correspondence
import DurableFiles
import FoundationEssentials
import Liquid

/// `touchbase template render`.
struct TemplateRender: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "render",
    abstract: "Render a template file with data from a JSON file.",
    discussion: """
      Prints the text exactly, without a line end of its own. With --lenient what is not defined \
      prints as nothing; with --layout liquid and --lenient it is plain Liquid.
      """
  )

  @Argument(help: "The template's file.")
  var file: String

  @Option(help: "A JSON object: what the template sees. - reads standard input.")
  var data: String

  @Option(help: ArgumentHelp("Where snippets are, as NAME.liquid.", valueName: "dir"))
  var snippets: String?

  @Option(help: "letter (lines of only tags vanish) or liquid (every character counts).")
  var layout = Layout.letter

  @Flag(help: "Take what is not defined for nothing.")
  var lenient = false

  func run() throws {
    let files = PosixFileSystem()
    let clock = try Clock(environment: ProcessInfo.processInfo.environment)
    let object = try object(files)
    var options = TemplateTrial.Options()
    options.layout = layout == .letter ? .letter : .liquid
    options.isLenient = lenient
    let text = try Self.text(try files.readInput(file, limit: 1 << 20), file)
    let trial = try TemplateTrial(
      text,
      path: file,
      options: options,
      snippets: SnippetFolder(path: snippets, files: files),
      now: clock.now
    )
    let start = ContinuousClock.now
    do throws(TemplateError) {
      let bytes = try trial.rendered(object) { ContinuousClock.now - start > .seconds(60) }
      Output.standard.bytes(bytes)
    } catch {
      throw Self.reported(error)
    }
  }

  /// Says all that is wrong with the template.
  private static func reported(_ error: TemplateError) -> any Error {
    guard case .liquid(let errors) = error.condition else { return error }
    for error in errors {
      Output.standard.failure(
        CommandFailure(
          .badData,
          "\(error)",
          excerpt: error.excerpt,
          hints: error.hint.map { [$0] } ?? []
        )
      )
    }
    return ExitStatus.badData
  }

  private func object(_ files: any FileSystem) throws -> Value.Object {
    let path = data == "-" ? "/dev/stdin" : data
    let bytes = try files.readInput(path, limit: 64 << 20)
    let value: Value
    do throws(JSONError) {
      value = try Value(json: bytes)
    } catch {
      throw CommandFailure(.badData, "\(data):\(error)")
    }
    guard case .object(let object) = value else {
      throw CommandFailure(
        .badData,
        "\(data): this is no object",
        hints: ["write the names that the template uses: {\"contact\": {\"name\": \"Ada\"}}"]
      )
    }
    return object
  }

  static func text(_ bytes: [UInt8], _ path: String) throws -> String {
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw CommandFailure(
        .badData,
        "\(path): a byte that is not UTF-8",
        hints: ["save the file as UTF-8"]
      )
    }
    return text
  }
}

/// How lines become lines.
enum Layout: String, ExpressibleByArgument, CaseIterable {
  case letter, liquid
}

/// Snippets that are files in a folder.
struct SnippetFolder: Snippets {
  let path: String?
  let files: any FileSystem

  func snippet(named name: String) throws(SnippetError) -> Snippet? {
    // A name is no way out of the folder.
    guard let path, !name.isEmpty, name.utf8.count <= 200, !name.contains("\0"),
      name.split(separator: "/", omittingEmptySubsequences: false)
        .allSatisfy({ !$0.isEmpty && !$0.hasPrefix(".") })
    else { return nil }
    let file = "\(path)/\(name).liquid"
    let bytes: [UInt8]
    do {
      bytes = try files.readFile(file, limit: 1 << 20)
    } catch  where error.isNotFound {
      return nil
    } catch {
      throw SnippetError("\(error)")
    }
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw SnippetError("\(file): a byte that is not UTF-8")
    }
    return Snippet(path: file, text: text)
  }

  var names: [String] {
    guard let path else { return [] }
    do {
      return try files.list(path).filter { $0.hasSuffix(".liquid") }.map { String($0.dropLast(7)) }
    } catch {
      // A folder that cannot be listed has nothing to suggest.
      return []
    }
  }
}

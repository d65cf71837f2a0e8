import ArgumentParser

@main
struct Touchbase: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "One hour a month that keeps a network of people alive."
  )
}

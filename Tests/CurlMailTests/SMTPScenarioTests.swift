import CurlMail
import Testing
import TestSupport

@Suite struct SMTPScenarioTests {
  @Test(arguments: try SMTPScenario.names())
  func `a server's answers and faults come to what the scenario says`(name: String) throws {
    let scenario = try SMTPScenario(named: name)
    let server = try ScriptedServer(scenario.transcript)
    let outcomes = try scenario.outcomes(port: server.port)
    #expect(outcomes.count == scenario.expected.count)
    for (outcome, expected) in zip(outcomes, scenario.expected) {
      // What libcurl itself says differs from version to version.
      if expected.hasSuffix("*") {
        #expect(outcome.hasPrefix(expected.dropLast()))
      } else {
        #expect(outcome == expected)
      }
    }
    #expect(server.finish() == [])
  }

  @Test func `there are scenarios`() throws {
    #expect(try SMTPScenario.names().count > 40)
  }
}

import Findings
import SourceText

/// A SARIF file; names as in the standard.
struct SARIFLog: Encodable {
  enum CodingKeys: String, CodingKey {
    case schema = "$schema"
    case version, runs
  }

  let schema = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
  let version = "2.1.0"
  let runs: [SARIFRun]
}

struct SARIFRun: Encodable {
  let tool: SARIFTool
  let automationDetails: SARIFAutomation
  let invocations: [SARIFInvocation]
  let originalUriBaseIds: [String: SARIFBase]
  let columnKind = "utf16CodeUnits"
  let results: [SARIFResult]
  let properties: [String: String]?
}

struct SARIFTool: Encodable {
  let driver: SARIFDriver
}

struct SARIFDriver: Encodable {
  let name: String
  let rules: [SARIFRule]
}

struct SARIFAutomation: Encodable {
  let id: String
}

/// A base without an address: whoever reads the file knows where the repository lies.
struct SARIFBase: Encodable {
  let description: SARIFMessage
}

struct SARIFRule: Encodable {
  struct Configuration: Encodable {
    let level = "error"
  }

  let id: String
  let shortDescription: SARIFMessage
  let fullDescription: SARIFMessage
  let help: SARIFMessage
  let defaultConfiguration = Configuration()
}

struct SARIFResult: Encodable {
  let ruleId: String
  let ruleIndex: Int?
  let level: String
  let message: SARIFMessage
  let locations: [SARIFLocation]
  let partialFingerprints: [String: String]?
  /// Empty where nothing lets it stand; absent would mean that nobody knows.
  let suppressions: [SARIFSuppression]
  let properties: [String: String]?
}

struct SARIFSuppression: Encodable {
  let kind = "external"
  let justification: String
}

/// Words for people. In them braces stand for arguments unless they are doubled, and
/// `[words](address)` is a link.
struct SARIFMessage: Encodable {
  let text: String

  init(_ text: String) {
    self.text = text.replacing("{", with: "{{").replacing("}", with: "}}").replacing("](", with: "] (")
  }

  init(_ finding: Finding) {
    self.init(visible(finding.message + "." + (finding.remedy.map { " \($0)" } ?? "")))
  }
}

struct SARIFInvocation: Encodable {
  struct Notification: Encodable {
    struct Descriptor: Encodable {
      let id: String
    }

    let descriptor: Descriptor
    let level: String
    let message: SARIFMessage
    let locations: [SARIFLocation]?

    init(_ finding: Finding) {
      descriptor = Descriptor(id: visible(finding.code))
      level = finding.severity.rawValue
      message = SARIFMessage(finding)
      locations = finding.place.map { [SARIFLocation($0)] }
    }
  }

  let executionSuccessful: Bool
  let exitCode: Int32
  /// What concerns the rules and the answers.
  let toolConfigurationNotifications: [Notification]
  /// What is only worth knowing, with a place.
  let toolExecutionNotifications: [Notification]

  init(_ outcome: Outcome, _ findings: [Finding]) {
    executionSuccessful = ![.usage, .inputOutput, .interrupted].contains(outcome)
    exitCode = outcome.rawValue
    toolConfigurationNotifications = findings.filter { $0.place == nil }.map(Notification.init)
    toolExecutionNotifications = findings.filter { $0.place != nil }.map(Notification.init)
  }
}

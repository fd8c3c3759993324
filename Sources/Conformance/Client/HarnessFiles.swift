import Foundation

/// The program that runs the client: JavaScript for Node, embedded in this one. A test
/// compares with the folder `Harness`.
enum HarnessFiles {
  static let files: [(name: String, bytes: [UInt8])] = [
    ("adapter.js", PackageResources.adapter_js),
    ("binding-error.js", PackageResources.binding_error_js),
    ("client.js", PackageResources.client_js),
    ("clock.js", PackageResources.clock_js),
    ("fetch.js", PackageResources.fetch_js),
    ("live-transport.js", PackageResources.live_transport_js),
    ("main.js", PackageResources.main_js),
    ("modules.js", PackageResources.modules_js),
    ("network.js", PackageResources.network_js),
    ("packages.js", PackageResources.packages_js),
    ("page-address.js", PackageResources.page_address_js),
    ("page-events.js", PackageResources.page_events_js),
    ("page-guard.js", PackageResources.page_guard_js),
    ("page-network.js", PackageResources.page_network_js),
    ("page-script.js", PackageResources.page_script_js),
    ("page.js", PackageResources.page_js),
    ("random.js", PackageResources.random_js),
    ("real-clock.js", PackageResources.real_clock_js),
    ("run.js", PackageResources.run_js),
    ("server.js", PackageResources.server_js),
    ("trace.js", PackageResources.trace_js),
    ("window.js", PackageResources.window_js),
  ]

  /// What may stand in for a package: see `packages.js`.
  static let standIns = ["suite:redux", "suite:redux-toolkit", "empty"]

  /// Writes the program to a folder.
  /// - Parameter folder: absolute; it is made.
  /// - Returns: the file to start.
  /// - Throws: what the disk says.
  static func write(to folder: String) throws -> String {
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    for file in files {
      try Data(file.bytes).write(to: URL(fileURLWithPath: "\(folder)/\(file.name)"))
    }
    return folder + "/main.js"
  }
}

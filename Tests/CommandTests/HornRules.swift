/// The horn's files, and the migration that removes it.
enum HornRules {
  static let frontend = "sunset/remove-horn/1-frontend"
  static let configuration = "sunset/remove-horn/2-configuration"

  static let files = [
    "src/services/horn.ts": """
    import { echo } from './echo';

    export const honk = (): void => echo('honk');

    """,
    // Only the horn needs it.
    "src/services/echo.ts": "export const echo = (text: string): void => console.log(text);\n",
    "src/services/bell.ts": "export const ring = (): void => console.log('ring');\n",
    "src/app.ts": """
    import { ring } from './services/bell';
    import { honk } from './services/horn';

    export function start(): void {
      ring();
      honk();
    }

    """,
    "config/horn.conf": "volume 11\n",
    "README.md": "# Boat\n",
  ]

  /// The rule file, with `gates` for the first step (YAML from its `gates:` line) and
  /// with `more` rules for the second.
  static func text(gates: String = "", more: String = "") -> String {
    """
    apiVersion: sunset/v1
    kind: Migration
    metadata:
      id: remove-horn
      title: Remove the horn
    remnants:
      patterns:
        - id: horn
          regex: '(?i)horn|honk'
          why: The horn by its name.
      facts: [horn.files, horn.symbols]
    steps:
      - id: "1"
        slug: frontend
        title: Remove the horn's code
        requirement: Silence
        commit:
          subject: "web: remove the horn"
          body: |
            The bell has taken its place.
    \(indented(gates, by: 4))
        rules:
          - id: horn-service
            explain: It only honks.
            select: {files: ['**/horn.ts', '**/horn.tsx']}
            action: {delete: file}
            record: {horn.files: path, horn.symbols: exported-names}
            cascade: [typescript]
      - id: "2"
        slug: configuration
        title: Remove the horn's configuration
        requirement: Silence
        commit: {subject: "deploy: remove the horn's configuration"}
        rules:
          - id: horn-configuration
            explain: Nothing reads it any more.
            select: {files: ['**/horn.conf']}
            action: {delete: file}
            record: {horn.files: path}
    \(indented(more, by: 6))
    """
  }

  /// A gate of the first step.
  static func gate(_ script: String, timeout: Int = 60, diagnostics: String = "none") -> String {
    """
    gates:
      - id: check
        run: [bash, -c, '\(script.replacing("'", with: "''"))']
        timeout: \(timeout)
        diagnostics: \(diagnostics)
    """
  }

  private static func indented(_ text: String, by count: Int) -> String {
    text.split(separator: "\n").map { String(repeating: " ", count: count) + $0 }.joined(separator: "\n")
  }
}

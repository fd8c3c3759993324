import Formats
import SourceText
import Testing

@Suite struct FormatTests {
  @Test(arguments: [
    ("package.json", Format.json), ("tsconfig.jsonc", .json), ("docker-compose.yml", .yaml),
    ("chart/templates/ingress.yaml", .helm), ("chart/templates/NOTES.txt", .helm),
    ("chart/templates/_helpers.tpl", .helm), ("chart/templates/tests/connection.yaml", .helm),
    ("chart/values.yaml", .yaml), ("nginx/site.conf", .nginx),
    ("deploy/nginx-chat.conf", .nginx), (".env.example", .dotenv), ("api/prod.env", .dotenv),
    ("api/go.mod", .gomod), ("api/go.sum", .gosum), ("vendor/modules.txt", .govendor),
    (".github/CODEOWNERS", .pathlist), ("web/.dockerignore", .pathlist), ("Dockerfile", .dockerfile),
    ("Dockerfile.dev", .dockerfile), ("docs/api.md", .markdown), ("scripts/deploy.sh", .shell),
  ])
  func ofAPath(path: String, format: Format) {
    #expect(Format(of: RepositoryPath(path)) == format)
  }

  @Test(arguments: [
    "main.go", "notes.txt", "chart/templates/mail/welcome.txt", "redis.conf", "environment.ts", "go.work",
  ])
  func ofNone(path: String) {
    #expect(Format(of: RepositoryPath(path)) == nil)
  }
}

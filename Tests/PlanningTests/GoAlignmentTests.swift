import SourceText
import SyntaxTrees
import TestSupport
import Testing

@testable import Planning

/// The columns of each kind of neighbours; the real gofmt says that each case is true.
@Suite(.blocking) struct GoAlignmentTests {
  @Test func fieldsWithTagsAndComments() throws {
    try check(
      """
      type client struct {
      \tid                int             // who
      \tgoneSubscriptions map[string]bool `json:"subscriptions"` // what
      \tname              string          `json:"name"`
      \tsync.Mutex                        // guards all
      }
      """,
      """
      type client struct {
      \tid         int    // who
      \tname       string `json:"name"`
      \tsync.Mutex        // guards all
      }
      """)
  }

  @Test func lastFieldButOneLeavesBlanks() throws {
    try check(
      """
      type client struct {
      \tid                int `json:"id"` // who
      \tgoneWithALongName bool
      }
      """,
      """
      type client struct {
      \tid int `json:"id"` // who
      }
      """)
  }

  @Test func commentOfAField() throws {
    try check(
      """
      type client struct {
      \tid            int             // who
      \tsubscriptions map[string]bool // gone
      \tat            time.Time       // when
      }
      """,
      """
      type client struct {
      \tid            int // who
      \tsubscriptions map[string]bool
      \tat            time.Time // when
      }
      """)
  }

  @Test func blankLinesAndMultilineTypesPartColumns() throws {
    try check(
      """
      type client struct {
      \tid                int // who
      \tgoneSubscriptions int

      \ttransport struct {
      \t\tkind string
      \t}
      \tat int
      }
      """,
      """
      type client struct {
      \tid int // who

      \ttransport struct {
      \t\tkind string
      \t}
      \tat int
      }
      """)
  }

  @Test func constantsWithTypes() throws {
    try check(
      """
      const (
      \ta     goneType = 1 // one
      \tfirst          = 2 // two
      \tsecond
      \tthird = 3 // three
      )
      """,
      """
      const (
      \tfirst = 2 // two
      \tsecond
      \tthird = 3 // three
      )
      """)
  }

  @Test func typeColumnGoesWithItsLastType() throws {
    try check(
      """
      var (
      \tfirst                 = 1
      \tgoneLongName longType = 2
      \tsecond                = "" // two
      )
      """,
      """
      var (
      \tfirst  = 1
      \tsecond = "" // two
      )
      """)
  }

  @Test func typesOfAGroup() throws {
    try check(
      """
      type (
      \tid             int
      \tgoneIdentifier string
      \tname           = string
      )
      """,
      """
      type (
      \tid   int
      \tname = string
      )
      """)
  }

  @Test func keysOfALiteral() throws {
    try check(
      """
      var routes = map[string]handler{
      \t"/a":         one, // first
      \t"/gone/long": two,
      \t"/bc":        three, // third
      }
      """,
      """
      var routes = map[string]handler{
      \t"/a":  one,   // first
      \t"/bc": three, // third
      }
      """)
  }

  @Test func literalOfOneElement() throws {
    try check(
      """
      var routes = map[string]handler{
      \t"/a":         one,
      \t"/gone/long": two,
      }
      """,
      """
      var routes = map[string]handler{
      \t"/a": one,
      }
      """)
  }

  @Test func keysOfVeryDifferentLengths() throws {
    try check(
      """
      var routes = map[string]handler{
      \t"/a": one,
      \t"/a/gone/path/of/more/than/forty/characters/that/parts": two,
      \t"/abcdefgh": three,
      \t"/b":        four,
      }
      """,
      """
      var routes = map[string]handler{
      \t"/a":        one,
      \t"/abcdefgh": three,
      \t"/b":        four,
      }
      """)
  }

  @Test func commentsOfStatements() throws {
    try check(
      """
      func f() {
      \tstart()                    // first
      \tgoneWithALongName(1, 2, 3) // second
      \ts := "äöü€"                // third
      \tstop()
      \tif s == "" {
      \t\treturn // early
      \t}
      }
      """,
      """
      func f() {
      \tstart()     // first
      \ts := "äöü€" // third
      \tstop()
      \tif s == "" {
      \t\treturn // early
      \t}
      }
      """)
  }

  @Test func commentBetweenParts() throws {
    try check(
      """
      func f() {
      \ta() // first
      \t// gone and nothing parts them
      \tlonger() // second
      }
      """,
      """
      func f() {
      \ta()      // first
      \tlonger() // second
      }
      """)
  }

  @Test func casesShareNoColumns() throws {
    try check(
      """
      func f(x int) {
      \tswitch x {
      \tcase 1: // one
      \tcase 2, goneCase: // gone, two
      \tdefault: // rest
      \t}
      }
      """,
      """
      func f(x int) {
      \tswitch x {
      \tcase 1: // one
      \tdefault: // rest
      \t}
      }
      """)
  }

  @Test func bodiesOnOneLine() throws {
    try check(
      """
      func (a T) Len() int                        { return 1 }
      func (a T) GoneWithALongName(i, j int) bool { return a[i] < a[j] }
      func (a T) Swap(i, j int)                   { a[i], a[j] = a[j], a[i] }
      """,
      """
      func (a T) Len() int      { return 1 }
      func (a T) Swap(i, j int) { a[i], a[j] = a[j], a[i] }
      """)
  }

  @Test func methodsOfAnInterface() throws {
    try check(
      """
      type reader interface {
      \tRead()                   // first
      \tGoneWithALongName(i int) // second
      \tClose() error            // third
      }
      """,
      """
      type reader interface {
      \tRead()        // first
      \tClose() error // third
      }
      """)
  }

  @Test func commentsOfImports() throws {
    try check(
      """
      import (
      \tgone "example.com/long/path" // goes
      \t"fmt"                        // prints
      \t"os"
      \tx "strings" // splits
      )
      """,
      """
      import (
      \t"fmt" // prints
      \t"os"
      \tx "strings" // splits
      )
      """)
  }

  @Test func argumentsOnLines() throws {
    try check(
      """
      func f() {
      \tcall(
      \t\ta,                 // first
      \t\tgoneWithALongName, // second
      \t\tbc,                // third
      \t)
      }
      """,
      """
      func f() {
      \tcall(
      \t\ta,  // first
      \t\tbc, // third
      \t)
      }
      """)
  }

  private func check(
    _ before: String, _ after: String, sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let source = GoneLines.bytes(before)
    let edits = GoAlignment.edits(after: try GoneLines.removals(in: source), in: try GoneLines.tree(source))
    #expect(
      try GoneLines.text(after: edits, in: source) == GoneLines.text(GoneLines.bytes(after)),
      sourceLocation: sourceLocation)
    let formatted = try Gofmt.formatted([source, GoneLines.bytes(after)])
    #expect(formatted == [source, GoneLines.bytes(after)], sourceLocation: sourceLocation)
  }
}

import Findings
import SourceText
import SyntaxTrees

/// Functions that lose what they give back.
extension GoCascade {
  /// A function no longer has what it gives back.
  func returnLost(_ statement: SyntaxNode, _ lost: LostNode, _ cascade: Cascade) {
    guard
      let function = statement.ancestors.first(where: {
        ["function_declaration", "method_declaration", "function_literal"].contains($0.kind)
      }), let block = statement.parent
    else { return }
    if block != function.child("body"), isErrorResult(lost, of: function, statement), isMadeHere(lost.node) {
      // To drop a check in silence would let through what it refused.
      return branchDoubtful(block, lost, cascade)
    }
    if isErrorResult(lost, of: function, statement) {
      // What cannot fail any more has succeeded.
      if let branch = needlessBranch(of: statement, in: lost.file) {
        cut(branch, in: lost.file, "branch that succeeds like what follows", lost.cause, cascade)
      } else {
        remove(lost.node, .rewrite("nil"), in: lost.file, "result of \(lost.what)", lost.cause, cascade)
      }
      return
    }
    if block == function.child("body") {
      if function.kind == "function_literal" {
        lose(function, in: lost.file, lost.what, lost.cause, cascade)
      } else if !oneOfSeveralLost(lost, statement, of: function, cascade) {
        questions.append(lost)
      }
      return
    }
    branchLost(block, lost, cascade)
  }

  /// Whether an error is a variable or made in its place, not what a call reports.
  func isMadeHere(_ node: SyntaxNode) -> Bool {
    switch node.kind {
    case "identifier", "selector_expression": true
    case "unary_expression", "composite_literal": !node.subtree.contains { $0.kind == "call_expression" }
    default: false
    }
  }

  /// The `if` that only returned what is lost, where nothing but success follows it.
  func needlessBranch(of statement: SyntaxNode, in file: GoFile) -> SyntaxNode? {
    guard let block = statement.parent, let branch = block.parent, branch.kind == "if_statement",
      branch.child("else") == nil,
      block.namedChildren.allSatisfy({ $0 == statement || isIdle($0, in: file) }),
      let next = branch.parent?.namedChildren.first(where: {
        $0.index > branch.index && $0.kind != "comment" && !file.isGone($0)
      }), next.kind == "return_statement",
      next.child("result")?.namedChildren.allSatisfy({ $0.text == "nil" || file.isNil($0) })
        ?? false
    else { return nil }
    return branch
  }

  /// Whether a lost value is what a function gives back as its error.
  func isErrorResult(_ lost: LostNode, of function: SyntaxNode, _ statement: SyntaxNode) -> Bool {
    guard let list = lost.node.parent, list.kind == "expression_list", list.parent == statement,
      let position = list.namedChildren.firstIndex(of: lost.node)
    else { return false }
    let types = GoSignature.results(of: function)
    return types.indices.contains(position) && types[position].text == "error"
  }

  /// A branch ended with what is lost: it was about that.
  func branchLost(_ block: SyntaxNode, _ lost: LostNode, _ cascade: Cascade) {
    let file = lost.file
    let owner = block.kind == "block" ? block.parent ?? block : block
    switch owner.kind {
    case "if_statement":
      cut(block, in: file, "branch that gives \(lost.what)", lost.cause, cascade)
    case "expression_case_clause" where hasOtherDefault(owner, in: file),
      "type_case_clause" where hasOtherDefault(owner, in: file):
      branchDoubtful(block, lost, cascade)
    case "for_statement", "block", "expression_case_clause", "type_case_clause", "communication_clause":
      cut(owner, in: file, "\(GoWording.name(of: owner)) that gives \(lost.what)", lost.cause, cascade)
    default: questions.append(lost)
    }
  }

  /// Whether another clause catches what a case let go.
  private func hasOtherDefault(_ clause: SyntaxNode, in file: GoFile) -> Bool {
    clause.parent?.namedChildren.contains {
      $0 != clause && $0.children.first?.kind == "default" && !file.isGone($0)
    } ?? false
  }

  /// Remembers to ask about a branch that chose by what stays and gave what is gone.
  private func branchDoubtful(_ block: SyntaxNode, _ lost: LostNode, _ cascade: Cascade) {
    guard !lost.file.isTest else {
      return cut(block, in: lost.file, "branch that gives \(lost.what)", lost.cause, cascade)
    }
    doubtfulBranches.append((block, lost))
  }

  /// Asks about each such branch once for each thing that is gone.
  func settleDoubtfulBranches(_ cascade: Cascade) {
    let open = doubtfulBranches
    doubtfulBranches = []
    for (block, lost) in open where !lost.file.isGone(lost.node) && !lost.file.isGone(block) {
      let same = open.filter { $0.lost.what == lost.what }
      let choice = cascade.ask(
        "check", about: lost.what,
        "A branch gives \(lost.what), which is gone, but what it asks stays. Does the branch go?",
        evidence: same.flatMap { evidence($0.lost) },
        choices: [
          Choice(id: "remove", effect: "the branch goes: what it caught goes on as anything else"),
          Choice(id: "function", effect: "the function around it goes, and its uses are repaired"),
        ], because: lost.cause)
      let function = block.ancestors.first {
        ["function_declaration", "method_declaration"].contains($0.kind)
      }
      if choice == "function", let function {
        cut(function, in: lost.file, "function that gives \(lost.what)", lost.cause, cascade)
      } else {
        cut(block, in: lost.file, "branch that gives \(lost.what)", lost.cause, cascade)
      }
    }
  }
}

import SourceText
import SyntaxTrees

/// Channels of which one end went: who sends would wait for ever, who receives would too.
extension GoCascade {
  /// What is done with a channel, in the function that makes it and where it is handed on.
  private struct Ends {
    var sends: [Bool] = []
    var receives: [Bool] = []
    /// Whether it goes where it cannot be followed.
    var isLostSight = false

    /// Whether one end was there and all of it went.
    var isHalf: Bool {
      !isLostSight
        && (!sends.isEmpty && !sends.contains(false) || !receives.isEmpty && !receives.contains(false))
    }
  }

  func settleChannels(in file: GoFile, _ cascade: Cascade) {
    for (number, binding) in file.scopes.bindings.enumerated() where binding.kind == .variable {
      guard let gone = binding.reads.last(where: file.isGone), let cause = file.cause(of: gone),
        binding.reads.contains(where: { !file.isGone($0) }),
        case .channel = types.underlying(types.type(of: binding.declaration, in: file))
      else { continue }
      var ends = Ends()
      var seen: Set<SyntaxNode> = []
      follow(number, in: file, &ends, &seen)
      guard ends.isHalf else { continue }
      for read in binding.reads where !file.isGone(read) {
        lose(read, in: file, "'\(binding.name)', of which only one end is left,", cause, cascade)
      }
    }
  }

  /// The same for fields: who sends to a channel or closes it ends the waiting for it.
  func settleChannelFields(_ cascade: Cascade) {
    for symbol in candidateOrder where symbol.kind == .field && !symbol.isGone {
      guard let cause = candidates[symbol], symbol.node.child("type")?.kind == "channel_type", !isRoot(symbol)
      else {
        continue
      }
      let uses = references.of(symbol)
      let givers = uses.filter { ends($0.node, in: $0.file) }
      guard !givers.isEmpty, uses.allSatisfy(\.isCertain), givers.allSatisfy({ $0.file.isGone($0.node) })
      else { continue }
      drop(symbol, cause, cascade)
    }
  }

  /// Whether a place sends to a channel, closes it, or hands it to somebody who may.
  private func ends(_ node: SyntaxNode, in file: GoFile) -> Bool {
    let whole =
      node.parent.flatMap { $0.kind == "selector_expression" && node.field == "field" ? $0 : nil } ?? node
    guard let parent = whole.parent else { return false }
    switch parent.kind {
    case "send_statement": return whole.field == "channel"
    case "arguments": return !["len", "cap"].contains(parent.parent?.child("function")?.text ?? "")
    case "keyed_element", "return_statement": return true
    case "expression_list" where parent.parent?.kind == "short_var_declaration":
      // A local that only receives gives nothing.
      guard let names = parent.parent?.child("left")?.namedChildren, names.count == 1,
        let number = file.scopes.bindingOf[names[0].index]
      else { return true }
      return !file.scopes.bindings[number].reads.allSatisfy { read in
        read.parent?.kind == "unary_expression" && read.parent?.child("operator")?.kind == "<-"
      }
    case "expression_list":
      return parent.field == "right" || parent.field == "result" || parent.field == "value"
    default: return false
    }
  }

  private func follow(_ number: Int, in file: GoFile, _ ends: inout Ends, _ seen: inout Set<SyntaxNode>) {
    let binding = file.scopes.bindings[number]
    guard seen.insert(binding.declaration).inserted else { return }
    for read in binding.reads {
      let isGone = file.isGone(read)
      guard let parent = read.parent else { continue }
      switch parent.kind {
      case "send_statement" where read.field == "channel": ends.sends.append(isGone)
      case "unary_expression" where parent.child("operator")?.kind == "<-": ends.receives.append(isGone)
      case "range_clause",
        "expression_list" where parent.parent?.kind == "range_clause":
        ends.receives.append(isGone)
      case "arguments":
        guard let call = parent.parent else { return }
        let name = call.child("function")?.text ?? ""
        if ["close", "len", "cap"].contains(name) { continue }
        let position = parent.namedChildren.filter { $0.kind != "comment" }.firstIndex(of: read)
        guard let callee = callees(of: call, in: file).first, let position,
          let parameter = GoSignature(callee.node).parameter(at: position)?.name,
          let inner = callee.file.scopes.bindingOf[parameter.index]
        else {
          ends.isLostSight = true
          return
        }
        if isGone {
          // What the call did with it is done no more, even where its function stays.
          var other = Ends()
          follow(inner, in: callee.file, &other, &seen)
          ends.sends += other.sends.map { _ in true }
          ends.receives += other.receives.map { _ in true }
          ends.isLostSight = ends.isLostSight || other.isLostSight
        } else {
          follow(inner, in: callee.file, &ends, &seen)
        }
      default:
        if !isGone { ends.isLostSight = true }
      }
    }
  }
}

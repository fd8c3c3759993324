import Findings
import RuleModel
import SourceText

extension AllowanceBook {
  /// What each allowance covers of `hits`, in the order of the allowances.
  func uses(of hits: [Hit]) -> [VerificationReport.AllowanceUse] {
    var counts = Array(repeating: 0, count: allowances.count)
    for hit in hits { for index in hit.allowances { counts[index] += 1 } }
    return allowances.indices.map { index in
      let allowance = allowances[index]
      return VerificationReport.AllowanceUse(
        id: allowance.id, paths: allowance.paths.source,
        classes: FileClass.allCases.filter { allowance.classes?.contains($0) ?? false },
        reason: allowance.reason, owner: allowance.owner,
        expires: allowance.expires?.description, count: counts[index], isExpired: isExpired(index))
    }
  }

  /// What is wrong with allowances, at most one thing for each.
  /// - Parameter uses: of all of them, in their order.
  /// - Returns: errors, in the order of the allowances.
  func findings(_ uses: [VerificationReport.AllowanceUse]) -> [Finding] {
    zip(allowances.indices, uses).compactMap { index, use in
      if !isReasoned(index) { return .unreasoned(allowances[index]) }
      if use.count == 0 { return allowances[index].mayBeUnused ? nil : .unused(allowances[index]) }
      return use.isExpired ? .expired(allowances[index], covering: use.count) : nil
    }
  }
}

extension Finding {
  fileprivate static func unused(_ allowance: Allowance) -> Finding {
    Finding(
      code: "unused-allowance", severity: .error,
      message: "allowance '\(allowance.id)' (\(allowance.position)) matches nothing",
      remedy: "Delete it.", rule: allowance.id)
  }

  fileprivate static func expired(_ allowance: Allowance, covering count: Int) -> Finding {
    let day = allowance.expires?.description ?? ""
    return Finding(
      code: "expired-allowance", severity: .error,
      message: "allowance '\(allowance.id)' (\(allowance.position)) held until \(day)",
      remedy: "Remove what it let stand (\(count)), or let \(allowance.owner) decide on a new day.",
      rule: allowance.id)
  }

  fileprivate static func unreasoned(_ allowance: Allowance) -> Finding {
    Finding(
      code: "unreasoned-allowance", severity: .error,
      message: "allowance '\(allowance.id)' (\(allowance.position)) lacks a reason or an owner",
      remedy: "Say why it is there and who answers for it.", rule: allowance.id)
  }
}

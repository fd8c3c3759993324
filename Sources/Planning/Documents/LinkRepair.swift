import Findings
import Formats
import SourceText

/// What becomes of a link whose target goes.
enum LinkRepair {
  /// The link becomes simple text; `leavesRemark` when the text says little by itself.
  case unlink(leavesRemark: Bool)
  /// A unit goes with it: the link itself, its sentence, item or row.
  case remove(Int)

  /// Decides by the place that the link has in its document.
  ///
  /// - Parameters:
  ///   - place: of the link.
  ///   - isLost: whether the target of another link of the document goes as well.
  ///   - isGone: whether a unit goes.
  init(_ place: LinkPlace, isLost: (Formats.Unit) -> Bool, isGone: (Int) -> Bool) {
    let text = place.markdown.text
    if text.isImage(place.link.id) || text.isDefinition(place.link.id) {
      self = .remove(place.link.id)
      return
    }
    guard let sentence = place.sentence, let holder = place.holder else {
      self = .unlink(leavesRemark: false)
      return
    }
    let leading = place.leading
    if leading.contains(where: { $0.id == place.link.id }), leading.allSatisfy(isLost),
      Self.isAbout(leading, place, isLost: isLost, isGone: isGone)
    {
      self = .remove(holder.id)
    } else if place.targets.allSatisfy(isLost), Self.saysNothing(place.otherWords) {
      self = .remove(sentence.id)
    } else if place.endsSentence, place.enumeration.contains(where: { !isLost($0) }) {
      self = .remove(place.link.id)
    } else if text.isReferredTo(place.link.id) {
      self = .remove(place.link.id)
    } else {
      self = .unlink(leavesRemark: Self.dependsOnTarget(place))
    }
  }

  /// Whether an item or row is about the links that it begins with, and nothing in it would
  /// be lost with them.
  private static func isAbout(
    _ leading: [Formats.Unit], _ place: LinkPlace, isLost: (Formats.Unit) -> Bool, isGone: (Int) -> Bool
  ) -> Bool {
    guard let holder = place.holder else { return false }
    let parts = place.markdown.units[(holder.id + 1)...].prefix {
      $0.range.lowerBound < holder.range.upperBound && $0.id < place.markdown.text.units.count
    }
    switch holder.kind {
    case .tableRow: return true
    case .listItem:
      let others = parts.filter { $0.parent == holder.id && $0.kind != .sentence && $0.kind != .comment }
      let links = parts.filter { $0.kind == .link }
      return place.sentences.count <= 2 && others.allSatisfy { isGone($0.id) }
        && links.allSatisfy { isLost($0) || isGone($0.id) }
    default: return false
    }
  }

  /// Words of which a sentence can consist that only sends its reader somewhere.
  private static let functionWords: Set<String> = [
    "see", "also", "for", "more", "further", "details", "detail", "detailed", "information", "info", "the",
    "a", "an", "in", "on", "at", "under", "to", "of", "and", "or", "refer", "read", "please", "this", "is",
    "are", "documented", "described", "explained", "there", "full", "complete", "documentation", "docs",
    "learn", "about", "it", "look", "there", "section", "sections", "below", "above", "reading", "related",
    "document", "documents", "page", "pages", "guide", "guides", "everything", "else", "here", "find",
  ]

  /// Whether a sentence says nothing beside its links.
  private static func saysNothing(_ words: String) -> Bool {
    words.lowercased().split { !$0.isLetter && !$0.isNumber }.allSatisfy {
      functionWords.contains(String($0))
    }
  }

  /// Whether the text of a link means little to somebody who cannot follow it.
  private static func dependsOnTarget(_ place: LinkPlace) -> Bool {
    let words = (place.link.name ?? "").lowercased().split { !$0.isLetter }
    let pointers: Set<Substring> = [
      "here", "this", "that", "above", "below", "link", "page", "section", "following", "chapter", "step",
    ]
    let leads: Set<String> = [
      "see", "in", "at", "under", "to", "of", "read", "on", "by", "follow", "look", "check", "consult",
    ]
    let name = place.link.name ?? ""
    return words.contains(where: pointers.contains) || leads.contains(place.wordBefore) || name.contains("/")
      || name.split(separator: ".").count > 1 && !name.contains(" ")
  }
}

package import Hummingbird

/// A strong entity tag made from the bytes of an answer: equal bytes, equal tag.
package struct EntityTag: Hashable, Sendable {
    /// As it stands in the header, quotes included.
    package let text: String

    package init(_ bytes: [UInt8]) {
        text = "\"\(ContentHash(bytes).hexadecimal)\""
    }

    /// The tag of an answer of which only a part can be changed by requests: what changes it
    /// otherwise makes another tag, too, but one that `isOf(state:_:)` still knows.
    ///
    /// - Parameter state: that part.
    package init(_ bytes: [UInt8], state: [UInt8]) {
        text = "\"\(ContentHash(state).hexadecimal)-\(ContentHash(bytes).hexadecimal)\""
    }

    /// Whether a tag was made with that state, whatever else the answer said.
    package static func isOf(state: [UInt8], _ tag: Substring) -> Bool {
        tag.hasPrefix("\"\(ContentHash(state).hexadecimal)-")
    }

    /// Whether a request already has what the tag stands for.
    package func matches(_ request: Request) -> Bool {
        guard request.headers.contains(.ifNoneMatch) else { return false }
        let known = request.headers[values: .ifNoneMatch].joined(separator: ",")
        return known.split(separator: ",").contains { candidate in
            let tag = candidate.drop { $0 == " " || $0 == "\t" }
            let strong = tag.hasPrefix("W/") ? tag.dropFirst(2) : tag
            return strong.trimmingSpaces == text || strong.trimmingSpaces == "*"
        }
    }
}

extension Substring {
    fileprivate var trimmingSpaces: Substring {
        var text = self
        while text.last == " " || text.last == "\t" { text.removeLast() }
        return text
    }
}

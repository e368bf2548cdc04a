package import Hummingbird

extension Request {
    /// What a cookie says; nil without it. Of several of one name the first counts.
    ///
    /// Every request is asked for several, and a session's is long: this looks at bytes, once,
    /// where the library's list compares characters.
    package func cookie(_ name: String) -> Substring? {
        for field in headers where field.name == .cookie {
            let line = field.value
            var rest = line.utf8[...]
            while !rest.isEmpty {
                let part = rest.prefix { $0 != UInt8(ascii: ";") }
                rest = rest[part.endIndex...].dropFirst()
                let cookie = part.drop { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }
                guard cookie.starts(with: name.utf8) else { continue }
                let value = cookie.dropFirst(name.utf8.count)
                guard value.first == UInt8(ascii: "=") else { continue }
                return Substring(value.dropFirst())
            }
        }
        return nil
    }
}

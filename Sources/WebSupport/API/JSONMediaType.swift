/// What a request may call a body that is JSON (RFC 8259, RFC 6839).
enum JSONMediaType {
    /// Whether a Content-Type says JSON, in UTF-8 where it says in what.
    static func isMeant(by contentType: String) -> Bool {
        let parts = contentType.lowercased().split(
            separator: ";", omittingEmptySubsequences: false
        ).map { $0.trimmingPrefix(while: isBlank) }
        let type = parts[0].prefix { !isBlank($0) }
        guard parts[0].dropFirst(type.count).allSatisfy(isBlank) else { return false }
        guard type == "application/json" || isOfJSON(type) else { return false }
        return parts.dropFirst().allSatisfy { parameter in
            guard parameter.hasPrefix("charset=") else { return true }
            let charset = parameter.dropFirst("charset=".count).prefix { !isBlank($0) }
            return charset == "utf-8" || charset == "\"utf-8\""
        }
    }

    /// Such as `application/vnd.api+json`.
    private static func isOfJSON(_ type: Substring) -> Bool {
        let suffix = "+json"
        guard type.hasPrefix("application/"), type.hasSuffix(suffix) else { return false }
        let name = type.dropFirst("application/".count).dropLast(suffix.count)
        return !name.isEmpty
            && name.utf8.allSatisfy { byte in
                0x61...0x7A ~= byte || 0x30...0x39 ~= byte || "+-._".utf8.contains(byte)
            }
    }

    private static func isBlank(_ character: Character) -> Bool {
        character == " " || character == "\t"
    }
}

/// How a web page writes its characters.
enum HTMLCharset: Equatable {
    case utf8
    /// What only the page's own word tells apart: "windows-1251", "shift_jis".
    case named(String)

    /// Families that the parser can convert and that occur in exports.
    private static let families = [
        "windows-125", "iso-8859-", "shift_jis", "euc-", "gb2312", "gbk", "gb18030", "big5",
        "koi8-",
    ]
    /// Read as Windows-1252 in any case, as browsers do.
    private static let western: Set<String> = ["windows-1252", "iso-8859-1"]

    /// What a page's `meta` element says; nil when it says nothing or nothing special.
    ///
    /// - Parameter head: the beginning of the page.
    static func stated(in head: Span<UInt8>) -> HTMLCharset? {
        let text = head.extracting(first: min(head.count, 4 << 10)).withUnsafeBufferPointer {
            String(decoding: $0, as: UTF8.self).lowercased()
        }
        for part in text.split(separator: "charset").dropFirst() {
            let value = part.drop { $0 == " " || $0 == "=" || $0 == "\"" || $0 == "'" }
            let name = String(
                value.prefix {
                    $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-" || $0 == "_")
                })
            if western.contains(name) { return nil }
            if families.contains(where: { name.hasPrefix($0) }) { return .named(name) }
        }
        return nil
    }
}

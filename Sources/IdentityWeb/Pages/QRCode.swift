import CQREncode

/// A text as a picture that phones read, in the form in which a page draws it.
struct QRCode {
    /// The light border that readers need.
    private static let border = 4

    /// Squares to a side, with the border.
    let size: Int
    /// An SVG path of the dark squares.
    let path: String

    /// nil for a text that is too long, or has a NUL in it.
    init?(_ text: String) {
        guard !text.utf8.contains(0),
            let code = QRcode_encodeString8bit(text, 0, QR_ECLEVEL_M)
        else { return nil }
        defer { QRcode_free(code) }
        let width = Int(code.pointee.width)
        guard let squares = code.pointee.data else { return nil }
        var path = ""
        for row in 0..<width {
            var column = 0
            while column < width {
                let start = column
                while column < width, squares[row * width + column] & 1 == 1 { column += 1 }
                if column > start {
                    path +=
                        "M\(start + Self.border) \(row + Self.border)"
                        + "h\(column - start)v1h-\(column - start)z"
                }
                column += 1
            }
        }
        size = width + 2 * Self.border
        self.path = path
    }
}

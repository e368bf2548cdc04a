import Glibc

extension XLSNumber {
    /// What a spreadsheet shows of a double; nil for those that are no number.
    init?(_ value: Double) {
        guard value.isFinite else { return nil }
        var text: [CChar] = Array(repeating: 0, count: 32)
        let length = withVaList([value]) { vsnprintf(&text, text.count, "%.15g", $0) }
        let read = text.withUnsafeBytes { bytes in
            XLSNumber(
                UnsafeBufferPointer(rebasing: bytes.bindMemory(to: UInt8.self)[..<Int(length)]))
        }
        guard let read else { return nil }
        self = read
    }
}

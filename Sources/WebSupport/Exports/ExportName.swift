/// Names that nobody can guess.
enum ExportName {
    /// 128 bits in hexadecimal, from the system's own source of randomness.
    static func random() -> String {
        var source = SystemRandomNumberGenerator()
        return (0..<2).map { _ in
            let digits = String(source.next() as UInt64, radix: 16)
            return String(repeating: "0", count: 16 - digits.count) + digits
        }.joined()
    }
}

/// One line of the table: what was measured, against what, and whether it is enough.
struct Measurement: Sendable {
    let what: String
    /// With its unit.
    let measured: String
    /// The limit of the machine in the same run, with its unit; empty where there is none.
    let limit: String
    /// Measured against the limit; nil where there is none.
    let ratio: Double?
    /// What it should be; empty for a line that only informs.
    let target: String
    let isMet: Bool

    /// A line that only informs.
    init(_ what: String, _ measured: String) {
        self.init(
            what, measured: measured, limit: "", ratio: nil, target: "", isMet: true)
    }

    private init(
        _ what: String, measured: String, limit: String, ratio: Double?, target: String,
        isMet: Bool
    ) {
        self.what = what
        self.measured = measured
        self.limit = limit
        self.ratio = ratio
        self.target = target
        self.isMet = isMet
    }

    /// A rate that should reach a part of the limit's.
    static func rate(
        _ what: String, _ rate: Double, limit: Double, unit: String, ratio: Double? = nil,
        atLeast part: Double
    ) -> Measurement {
        let ratio = ratio ?? (limit > 0 ? rate / limit : 0)
        return Measurement(
            what, measured: "\(Figure.whole(rate)) \(unit)",
            limit: "\(Figure.whole(limit)) \(unit)", ratio: ratio,
            target: "≥ \(Figure.whole(part * 100)) %", isMet: ratio >= part)
    }

    /// A rate that should reach a number.
    static func rate(
        _ what: String, _ rate: Double, unit: String, atLeast least: Double
    ) -> Measurement {
        Measurement(
            what, measured: "\(Figure.whole(rate)) \(unit)", limit: "", ratio: nil,
            target: "≥ \(Figure.whole(least)) \(unit)", isMet: rate >= least)
    }

    /// A time that should stay below a number and, where given, below a multiple of the limit.
    static func time(
        _ what: String, _ seconds: Double, atMost most: Double,
        limit: (seconds: Double, factor: Double?)? = nil
    ) -> Measurement {
        let ratio = limit.map { seconds / $0.seconds }
        let isWithin = limit?.factor.map { seconds <= $0 * (limit?.seconds ?? 0) } ?? true
        let factor = limit?.factor.map { "≤ \(Figure.ratio($0)) ×, " } ?? ""
        return Measurement(
            what, measured: "\(Figure.milliseconds(seconds)) ms",
            limit: limit.map { "\(Figure.milliseconds($0.seconds)) ms" } ?? "", ratio: ratio,
            target: "\(factor)≤ \(Figure.milliseconds(most)) ms",
            isMet: seconds <= most && isWithin)
    }

    static func memory(_ what: String, _ bytes: Int, atMost mebibytes: Int) -> Measurement {
        Measurement(
            what, measured: "\(Figure.mebibytes(bytes)) MB", limit: "", ratio: nil,
            target: "≤ \(mebibytes) MB", isMet: bytes <= mebibytes << 20)
    }

    /// A factor that should reach a number.
    static func factor(_ what: String, _ factor: Double, atLeast least: Double) -> Measurement {
        Measurement(
            what, measured: "\(Figure.ratio(factor)) ×", limit: "", ratio: nil,
            target: "≥ \(Figure.ratio(least)) ×", isMet: factor >= least)
    }

    /// Something that must hold.
    static func check(_ what: String, _ measured: String, _ isMet: Bool) -> Measurement {
        Measurement(
            what, measured: measured, limit: "", ratio: nil, target: "always", isMet: isMet)
    }
}

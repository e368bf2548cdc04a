/// Numbers as the tables print them.
enum Figure {
    /// `12,345`.
    static func whole(_ value: Double) -> String {
        grouped(Int(value.rounded()))
    }

    static func grouped(_ value: Int) -> String {
        let digits = Array(String(abs(value)))
        var text = value < 0 ? "-" : ""
        for (place, digit) in digits.enumerated() {
            if place > 0, (digits.count - place) % 3 == 0 { text.append(",") }
            text.append(digit)
        }
        return text
    }

    /// `1.23`.
    static func ratio(_ value: Double) -> String {
        decimal(value, places: 2)
    }

    /// `12.3`, or `123` from a hundred on.
    static func milliseconds(_ seconds: Double) -> String {
        let value = seconds * 1_000
        return value >= 100 ? whole(value) : decimal(value, places: 1)
    }

    static func seconds(_ seconds: Double) -> String {
        decimal(seconds, places: 1) + " s"
    }

    static func mebibytes(_ bytes: Int) -> String {
        whole(Double(bytes) / 1_048_576)
    }

    private static func decimal(_ value: Double, places: Int) -> String {
        let scale = places == 1 ? 10 : 100
        let scaled = Int((value * Double(scale)).rounded())
        let rest = String(abs(scaled) % scale)
        let zeros = String(repeating: "0", count: places - rest.count)
        return "\(scaled < 0 ? "-" : "")\(grouped(abs(scaled) / scale)).\(zeros)\(rest)"
    }
}

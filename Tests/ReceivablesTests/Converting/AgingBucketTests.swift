import Testing

@testable import Receivables

@Suite
struct `Recognising the buckets of an aging` {
    @Test(
        arguments: [
            ("Current", nil, 0), ("Not yet due", nil, 0), ("Nicht fällig", nil, 0),
            ("Non échu", nil, 0), ("1-30", 1, 30), ("1 - 30", 1, 30), ("31 to 60 days", 31, 60),
            ("1 bis 30 Tage", 1, 30), ("1 à 30 jours", 1, 30), ("61 – 90 days past due", 61, 90),
            ("91 and over", 91, nil), ("91 or more days past due", 91, nil), ("> 90", 91, nil),
            ("Over 90 days", 91, nil), ("über 90 Tage", 91, nil), ("90+", 90, nil),
            ("plus de 90 jours", 91, nil), ("1 Month", 31, 60),
            ("Period 1", 1, 30), ("CURRENT", nil, 0), ("121+", 121, nil),
        ] as [(String, Int?, Int?)])
    func `by what they say`(label: String, from: Int?, to: Int?) throws {
        let bucket = try #require(AgingBucket(label: label))
        #expect(bucket.from == from && bucket.to == to)
        #expect(bucket.label == label)
    }

    @Test(arguments: [
        "Customer", "Total", "00031 00417", "Net 30", "Invoice 1-30", "1001-2002", "30", "", "-",
        "Current account", "2026-09-30", "Balance", "4 Seasons", "Days Sales",
    ])
    func `and nothing else`(label: String) {
        #expect(AgingBucket(label: label) == nil)
    }

    @Test func `together, so that no day is in two and none in none`() {
        func days(_ labels: [String]) -> [String] {
            AgingBucket.resolved(labels).map { bucket in
                guard let bucket else { return "" }
                return "\(bucket.from.map(String.init) ?? "")…\(bucket.to.map(String.init) ?? "")"
            }
        }
        #expect(
            days(["Contact", "Current", "< 1 Month", "1 Month", "2 Months", "3 Months", "Older"])
                == ["", "…0", "1…30", "31…60", "61…90", "91…120", "121…"])
        #expect(days(["0-30", "30-60", "60-90", "90+"]) == ["…30", "31…60", "61…90", "91…"])
        #expect(
            days(["Current", "30 days", "60 days", "90 days"]) == ["…0", "1…30", "31…60", "61…"])
        #expect(days(["> 90", "61 - 90", "31 - 60", "1 - 30", "Current"]).last == "…0")
        #expect(days(["> 90", "61 - 90", "31 - 60", "1 - 30"]).first == "91…")
        #expect(days(["Not due", "0-30", "31-60"]) == ["…0", "1…30", "31…60"])
    }
}

import BooksTestSupport
import Demo
import Kernel
import Receivables
import Testing

@Suite struct `The demonstration's story` {
    static let today: LocalDate = "2026-11-21"

    static func story(_ today: LocalDate, start: LocalDate? = nil) throws -> DemoCompany {
        try DemoCompany(start: start ?? DemoCompany.start(for: today), today: today)
    }

    @Test func `is the same whenever it is told`() throws {
        let (first, second) = (try Self.story(Self.today), try Self.story(Self.today))
        #expect(first == second)
        // Across machines and versions too: see `ExchangeRates.opening` before changing these.
        #expect(first.documents.count == 13_883)
        #expect(first.documents.last?.number == "RCT-2026-01961")
        #expect(StoryFigures(first).balance(of: "EUR", on: Self.today) == 63_935_591)
    }

    @Test func `only goes on when the day changes`() throws {
        var random = SeededRandom()
        let start = try DemoCompany.start(for: Self.today)
        let whole = try Self.story("2027-03-02", start: start)
        let days: [LocalDate] = ["2026-11-30", "2026-12-01", "2027-02-28", "2024-02-29"]
        for day in try days + (0..<6).map({ _ in try start.adding(days: random.int(0...1_200)) }) {
            let told = try Self.story(day, start: start)
            let note: Comment = "\(day), seed \(random.seed)"
            #expect(told.customers == whole.customers, note)
            #expect(told.rates == whole.rates.filter { $0.day <= day }, note)
            #expect(told.documents == whole.documents.filter { $0.date <= day }, note)
            #expect(told.allocations == whole.allocations.filter { $0.date <= day }, note)
            #expect(told.writeOffs == whole.writeOffs.filter { $0.date <= day }, note)
            #expect(told.voids == whole.voids.filter { $0.date <= day }, note)
            #expect(told.revaluations == whole.revaluations.filter { $0 < day }, note)
        }
    }

    @Test func `is empty before it begins`() throws {
        let company = try Self.story("2026-02-03", start: "2026-05-01")
        #expect(company.documents.isEmpty && company.rates.isEmpty)
    }

    @Test func `begins three years before the month of today`() throws {
        #expect(try DemoCompany.start(for: "2026-11-21") == "2023-11-01")
        #expect(try DemoCompany.start(for: "2026-11-30") == "2023-11-01")
        #expect(try DemoCompany.start(for: "2028-02-29") == "2025-02-01")
    }

    @Test(arguments: ["2026-11-21", "2027-01-01", "2028-02-29", "2025-06-15"] as [LocalDate])
    func `settles no more than is open, and nothing too early`(_ today: LocalDate) throws {
        let company = try Self.story(today)
        var seen: Set<[Int]> = []
        let wrong = company.allocations.filter { allocation in
            let credit = company.documents[allocation.credit]
            let target = company.documents[allocation.target]
            let key = [
                allocation.credit, allocation.target, Int(allocation.date.daysSince2000),
            ]
            return !credit.isCredit || target.isCredit || credit.customer != target.customer
                || credit.amount.currency != target.amount.currency
                || allocation.date < max(credit.date, target.date) || allocation.date > today
                || allocation.minorUnits <= 0 || !seen.insert(key).inserted
        }
        #expect(wrong == [])
        #expect(
            company.writeOffs.allSatisfy {
                $0.date > company.documents[$0.document].date && $0.date <= today
                    && $0.minorUnits > 0
            })
        let figures = StoryFigures(company)
        #expect(figures.open.allSatisfy { $0 >= 0 })
        #expect(company.documents.allSatisfy { $0.date >= company.start && $0.date <= today })
        #expect(company.revaluations.allSatisfy { $0 < today })
    }

    @Test func `voids invoices that nobody paid`() throws {
        let company = try Self.story(Self.today)
        let settled = Set(company.allocations.map(\.target) + company.writeOffs.map(\.document))
        #expect((1...30).contains(company.voids.count))
        #expect(company.voids.allSatisfy { !settled.contains($0.document) })
    }

    @Test func `numbers documents without repetition`() throws {
        let company = try Self.story(Self.today)
        #expect(Set(company.documents.map(\.number)).count == company.documents.count)
        #expect(company.documents.allSatisfy { $0.number.contains("-\($0.date.year)-") })
        #expect(company.documents.first { $0.kind == .invoice }?.number == "INV-2023-00001")
    }

    @Test func `has lines and instalments that add up`() throws {
        let company = try Self.story(Self.today)
        for document in company.documents where !document.instalments.isEmpty {
            let sum = try Money.sum(
                document.instalments.map(\.amount), in: document.amount.currency)
            #expect(sum == document.amount)
            #expect(document.instalments.last?.dueDate == document.dueDate)
        }
        let wrong = company.documents.filter { document in
            !document.lines.isEmpty
                && document.lines.reduce(0) { $0 + $1.amount } != document.amount.minorUnits
        }
        #expect(wrong == [])
        #expect(company.documents.count { !$0.instalments.isEmpty } > 20)
    }
}

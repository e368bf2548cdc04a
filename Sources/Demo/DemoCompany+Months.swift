import Kernel

extension DemoCompany {
    /// The story cut into months, oldest first.
    func months() throws -> [DemoMonth] {
        var months: [DemoMonth] = []
        var next = start
        while next <= today {
            next = try start.adding(months: months.count + 1)
            let past = months.last
            months.append(
                DemoMonth(
                    documents: Self.range(documents, after: past?.documents) { $0.date < next },
                    allocations: Self.range(allocations, after: past?.allocations) {
                        $0.date < next
                    },
                    writeOffs: Self.range(writeOffs, after: past?.writeOffs) { $0.date < next },
                    voids: Self.range(voids, after: past?.voids) { $0.date < next },
                    revaluations: Self.range(revaluations, after: past?.revaluations) {
                        $0 < next
                    }))
        }
        return months
    }

    private static func range<T>(
        _ values: [T], after past: Range<Int>?, while isInside: (T) -> Bool
    ) -> Range<Int> {
        let first = past?.upperBound ?? 0
        return first..<(values[first...].firstIndex { !isInside($0) } ?? values.count)
    }
}

import Kernel
import Receivables

/// Puts the customers' stories together: everything in the order in which it happened, documents
/// numbered in that order.
struct StoryBook {
    /// What happened, with indices into `documents`.
    struct Told {
        var documents: [DemoDocument] = []
        var allocations: [DemoAllocation] = []
        var writeOffs: [DemoWriteOff] = []
        var voids: [DemoVoid] = []
    }

    private struct NumberRange: Hashable {
        let kind: DocumentKind
        let year: Int
    }

    private var stories: [CustomerStory] = []

    mutating func add(_ story: CustomerStory) { stories.append(story) }

    func told() -> Told {
        var order: [(story: Int, item: Int)] = []
        for (story, content) in stories.enumerated() {
            for item in content.items.indices { order.append((story, item)) }
        }
        // A story's items are by date already, so within a day they keep their order.
        order.sort { left, right in
            let (first, second) = (document(left).date, document(right).date)
            return (first, left.story, left.item) < (second, right.story, right.item)
        }
        var told = Told()
        told.documents.reserveCapacity(order.count)
        var places = stories.map { [Int](repeating: 0, count: $0.items.count) }
        var counters: [NumberRange: Int] = [:]
        for (place, entry) in order.enumerated() {
            var document = document(entry)
            let range = NumberRange(kind: document.kind, year: document.date.year)
            counters[range, default: 0] += 1
            document.number = Self.number(range, counters[range, default: 1])
            told.documents.append(document)
            places[entry.story][entry.item] = place
        }
        for (content, places) in zip(stories, places) {
            told.add(content, places: places)
        }
        told.sort()
        return told
    }

    private func document(_ entry: (story: Int, item: Int)) -> DemoDocument {
        stories[entry.story].items[entry.item].document
    }

    /// `INV-2024-00123`
    private static func number(_ range: NumberRange, _ count: Int) -> String {
        let prefix =
            switch range.kind {
            case .invoice: "INV"
            case .creditNote: "CN"
            case .receipt: "RCT"
            case .refund: "RF"
            case .openingBalance: "OB"
            }
        let digits = String(count)
        let zeros = String(repeating: "0", count: max(0, 5 - digits.count))
        return "\(prefix)-\(range.year)-\(zeros)\(digits)"
    }
}

extension StoryBook.Told {
    fileprivate mutating func add(_ story: CustomerStory, places: [Int]) {
        allocations += story.allocations.map {
            DemoAllocation(
                credit: places[$0.credit], target: places[$0.target], minorUnits: $0.minorUnits,
                date: $0.date)
        }
        writeOffs += story.writeOffs.map {
            DemoWriteOff(
                document: places[$0.document], minorUnits: $0.minorUnits, date: $0.date)
        }
        voids += story.voids.map { DemoVoid(document: places[$0.document], date: $0.date) }
    }

    fileprivate mutating func sort() {
        allocations.sort { ($0.date, $0.credit, $0.target) < ($1.date, $1.credit, $1.target) }
        writeOffs.sort { ($0.date, $0.document) < ($1.date, $1.document) }
        voids.sort { ($0.date, $0.document) < ($1.date, $1.document) }
    }
}

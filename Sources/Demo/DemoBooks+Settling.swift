import Kernel
import PostgresClient
import Receivables

/// Allocations, write-offs and voids. People try things out on the demonstration: what the story
/// wants to settle may be settled, voided or smaller by now, so it takes what is still open.
extension DemoBooks {
    mutating func writeAllocations(_ range: Range<Int>) async throws {
        let planned = company.allocations[range].compactMap { allocation -> AllocationRequest? in
            guard let credit = documentIDs[allocation.credit],
                let target = documentIDs[allocation.target]
            else { return nil }
            return AllocationRequest(
                credit: credit, target: target, minorUnits: allocation.minorUnits,
                date: allocation.date)
        }
        let known = try await movements(.allocation, of: planned.map(\.credit))
        let missing = planned.filter { request in
            guard let date = request.date else { return true }
            return !known.contains(
                DemoMovement(document: request.credit, other: request.target, day: date))
        }
        guard !missing.isEmpty else { return }
        var open = try await open(missing.map(\.credit) + missing.map(\.target))
        let requests = missing.compactMap { request -> AllocationRequest? in
            let part = min(
                request.minorUnits, open[request.credit, default: 0],
                open[request.target, default: 0])
            guard part > 0 else { return nil }
            open[request.credit, default: 0] -= part
            open[request.target, default: 0] -= part
            return AllocationRequest(
                credit: request.credit, target: request.target, minorUnits: part,
                date: request.date)
        }
        for batch in DemoBatches(requests, size: Self.batchMax) {
            _ = try await posting.allocate(scope, Array(batch))
            count(batch.count)
        }
    }

    mutating func writeWriteOffs(_ range: Range<Int>) async throws {
        let planned = company.writeOffs[range].compactMap { writeOff in
            documentIDs[writeOff.document].map {
                WriteOffRequest(
                    document: $0, minorUnits: writeOff.minorUnits, date: writeOff.date)
            }
        }
        let known = try await movements(.writeOff, of: planned.map(\.document))
        let missing = planned.filter {
            !known.contains(DemoMovement(document: $0.document, other: nil, day: $0.date))
        }
        let open = try await open(missing.map(\.document))
        let requests = missing.compactMap { request -> WriteOffRequest? in
            let part = min(request.minorUnits, open[request.document, default: 0])
            guard part > 0 else { return nil }
            return WriteOffRequest(
                document: request.document, minorUnits: part, date: request.date)
        }
        try await posting.writeOff(scope, requests, today: company.today)
        count(requests.count)
    }

    mutating func writeVoids(_ range: Range<Int>) async throws {
        let missing = company.voids[range].filter { !isVoid[$0.document] }
        let ids = missing.compactMap { documentIDs[$0.document] }
        guard !ids.isEmpty else { return }
        count(try await posting.void(scope, ids))
    }

    mutating func writeRevaluations(_ range: Range<Int>, known: Set<LocalDate>) async throws {
        for day in company.revaluations[range] where !known.contains(day) {
            count(try await posting.revalue(scope, on: day))
        }
    }

    private func movements(
        _ kind: MovementKind, of documents: [DocumentID]
    ) async throws -> Set<DemoMovement> {
        guard !documents.isEmpty else { return [] }
        var known: Set<DemoMovement> = []
        for row in try await database.read(scope, DemoStorage.movements(kind, of: documents)) {
            let other = try row.int64(1)
            known.insert(
                DemoMovement(
                    document: ID(try row.int64(0)), other: other == 0 ? nil : ID(other),
                    day: try row.date(2)))
        }
        return known
    }

    private func open(_ documents: [DocumentID]) async throws -> [DocumentID: Int64] {
        guard !documents.isEmpty else { return [:] }
        var open: [DocumentID: Int64] = [:]
        for row in try await database.read(scope, DemoStorage.open(documents)) {
            open[ID(try row.int64(0))] = try row.int64(1)
        }
        return open
    }
}

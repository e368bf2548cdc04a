import Kernel
import Receivables

/// Write-offs and their reversal.
extension ReferenceBooks {
    mutating func writeOff(_ requests: [WriteOffRequest]) throws(ReferenceRefusal) {
        var after = self
        var progress: [ReferenceItem: Progress] = [:]
        for request in requests {
            var rest = request.minorUnits
            for open in openItems(of: request.document) {
                var part = progress[open.item] ?? Progress(open: abs(open.amount), base: open.base)
                let amount = min(rest, part.open - part.used)
                if amount <= 0 { continue }
                let base = part.take(amount)
                progress[open.item] = part
                rest -= amount
                let writeOff = ReferenceWriteOff(
                    item: open.item, amount: open.amount > 0 ? -amount : amount, base: -base,
                    effectiveOn: max(request.date, open.item.documentDate))
                after.writeOffs.append(writeOff)
                after.move(
                    writeOff.item, .writeOff, on: writeOff.effectiveOn, writeOff.amount,
                    writeOff.base)
            }
            if rest > 0 { throw .moreThanOpen }
        }
        self = after
    }

    /// Tells whether it was in force.
    mutating func reverseWriteOff(_ number: Int) -> Bool {
        let writeOff = writeOffs[number]
        guard writeOff.isInForce, documents[writeOff.item.document]?.isVoid == false else {
            return false
        }
        let left = movements.filter { $0.item == writeOff.item && $0.kind == .writeOff }
        if left.map(\.amount).reduce(0, +) == writeOff.amount {
            // Nothing stays of write-offs on any day, also not what a change of the rate has left.
            cancel { $0.item == writeOff.item && $0.kind == .writeOff }
        } else {
            move(
                writeOff.item, .writeOff, on: writeOff.effectiveOn, -writeOff.amount,
                -writeOff.base)
        }
        writeOffs[number].isInForce = false
        return true
    }

    /// A correction takes the write-offs along.
    mutating func moveWriteOffs(of id: DocumentID, to item: ReferenceItem) {
        for index in writeOffs.indices where writeOffs[index].item.document == id {
            writeOffs[index].item = item
            writeOffs[index].effectiveOn = max(writeOffs[index].effectiveOn, item.documentDate)
        }
    }
}

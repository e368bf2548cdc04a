/// Callers waiting for a connection, first come, first served.
struct WaiterQueue {
    /// One caller. Its parts are only touched under the pool's lock.
    final class Waiter {
        let ticket: UInt64
        let continuation: CheckedContinuation<Lease, any Error>
        let deadline: Int64
        /// Set once the caller no longer waits.
        fileprivate(set) var isGone = false

        init(
            ticket: UInt64, continuation: CheckedContinuation<Lease, any Error>, deadline: Int64
        ) {
            self.ticket = ticket
            self.continuation = continuation
            self.deadline = deadline
        }
    }

    private var items: [Waiter] = []
    private var head = 0
    private(set) var count = 0

    mutating func append(_ waiter: Waiter) {
        items.append(waiter)
        count += 1
    }

    /// Takes a caller out of turn, if that one still waits.
    mutating func remove(ticket: UInt64) -> Waiter? {
        guard let waiter = items[head...].first(where: { $0.ticket == ticket && !$0.isGone })
        else { return nil }
        waiter.isGone = true
        count -= 1
        return waiter
    }

    /// Takes the caller who has waited longest.
    mutating func popFirst() -> Waiter? {
        dropGone()
        guard head < items.count else { return nil }
        let waiter = items[head]
        waiter.isGone = true
        head += 1
        count -= 1
        if head > 64, head * 2 > items.count {
            items.removeFirst(head)
            head = 0
        }
        return waiter
    }

    /// When the caller who has waited longest stops waiting.
    mutating func firstDeadline() -> Int64? {
        dropGone()
        return head < items.count ? items[head].deadline : nil
    }

    private mutating func dropGone() {
        while head < items.count, items[head].isGone { head += 1 }
        if head == items.count {
            items.removeAll(keepingCapacity: true)
            head = 0
        }
    }
}

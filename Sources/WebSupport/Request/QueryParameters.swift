package import Hummingbird
package import Kernel

/// The parameters of a request's address, decoded once, each of them at most once.
package struct QueryParameters: Sendable {
    private static let countMax = 64

    private let entries: [(name: String, value: String)]
    /// Whether a parameter without a value counts as left out, as browsers send empty fields.
    private let ignoresEmpty: Bool

    /// - Parameter ignoresEmpty: for forms; programs are told of an empty value, since theirs is
    ///   more likely a variable that was not set.
    /// - Throws: `QueryError.malformed`, `.tooMany`, `.repeated`.
    package init(_ request: Request, ignoresEmpty: Bool = false) throws(QueryError) {
        try self.init(query: request.uri.query ?? "", ignoresEmpty: ignoresEmpty)
    }

    /// The same from the text behind the question mark.
    package init(query: String, ignoresEmpty: Bool = false) throws(QueryError) {
        var entries: [(name: String, value: String)] = []
        for part in query.utf8.split(separator: UInt8(ascii: "&")) {
            guard entries.count < Self.countMax else { throw .tooMany }
            let sides = part.split(
                separator: UInt8(ascii: "="), maxSplits: 1, omittingEmptySubsequences: false)
            let name = try Self.decoded(sides[0])
            let value = sides.count > 1 ? try Self.decoded(sides[1]) : ""
            guard !entries.contains(where: { $0.name == name }) else { throw .repeated(name) }
            entries.append((name, value))
        }
        self.entries = entries
        self.ignoresEmpty = ignoresEmpty
    }

    private init(entries: [(name: String, value: String)], ignoresEmpty: Bool) {
        self.entries = entries
        self.ignoresEmpty = ignoresEmpty
    }

    /// All but one of them.
    func without(_ name: String) -> QueryParameters {
        QueryParameters(entries: entries.filter { $0.name != name }, ignoresEmpty: ignoresEmpty)
    }

    /// Refuses every parameter but these, so that a slip of the pen cannot change a figure
    /// unnoticed.
    ///
    /// - Throws: `QueryError.unknown`.
    package func allowOnly(_ names: [String]) throws(QueryError) {
        for entry in entries where !names.contains(entry.name) {
            throw .unknown(entry.name, allowed: names)
        }
    }

    /// The value of a parameter; nil when it is left out.
    ///
    /// - Throws: `QueryError.empty`.
    package func text(_ name: String) throws(QueryError) -> String? {
        guard let entry = entries.first(where: { $0.name == name }) else { return nil }
        guard entry.value.isEmpty else { return entry.value }
        if ignoresEmpty { return nil }
        throw .empty(name)
    }

    /// The value as it was given, for showing a form again.
    package func raw(_ name: String) -> String {
        entries.first { $0.name == name }?.value ?? ""
    }

    /// - Throws: `QueryError` that names the parameter and says what a date looks like.
    package func date(_ name: String) throws(QueryError) -> LocalDate? {
        try value(name) { text throws(DateError) in try LocalDate(iso: text) }
    }

    /// - Throws: `QueryError` that names the parameter and says what a time looks like.
    package func instant(_ name: String) throws(QueryError) -> Instant? {
        try value(name) { text throws(DateError) in try Instant(iso: text) }
    }

    /// - Throws: `QueryError.notANumber`.
    package func integer(
        _ name: String, in range: ClosedRange<Int>
    ) throws(QueryError) -> Int? {
        guard let text = try text(name) else { return nil }
        let isPlain = text.utf8.allSatisfy { 0x30...0x39 ~= $0 }
        guard isPlain, let number = Int(text), range.contains(number) else {
            throw .notANumber(name, range: range)
        }
        return number
    }

    /// One of a closed set of words.
    ///
    /// - Throws: `QueryError.notAllowed`, which lists them.
    package func choice<Choice>(
        _ name: String, of type: Choice.Type = Choice.self
    ) throws(QueryError) -> Choice?
    where Choice: RawRepresentable & CaseIterable, Choice.RawValue == String {
        guard let text = try text(name) else { return nil }
        guard let choice = Choice(rawValue: text) else {
            throw .notAllowed(name, value: text, allowed: Choice.allCases.map(\.rawValue))
        }
        return choice
    }

    /// A value with its own way of reading it, whose error is told under the parameter's name.
    ///
    /// - Throws: `QueryError.invalid` with the code and sentence of what `parse` throws.
    package func value<Value, Failure: DomainError>(
        _ name: String, _ parse: (String) throws(Failure) -> Value
    ) throws(QueryError) -> Value? {
        guard let text = try text(name) else { return nil }
        do {
            return try parse(text)
        } catch {
            throw .invalid(name, code: error.code, reason: error.userMessage)
        }
    }

    private static func decoded(_ bytes: Substring.UTF8View) throws(QueryError) -> String {
        var result: [UInt8] = []
        result.reserveCapacity(bytes.count)
        var rest = bytes.makeIterator()
        while let byte = rest.next() {
            switch byte {
            case UInt8(ascii: "+"): result.append(UInt8(ascii: " "))
            case UInt8(ascii: "%"):
                guard let high = rest.next().flatMap(hexDigit),
                    let low = rest.next().flatMap(hexDigit)
                else { throw .malformed }
                result.append(high << 4 | low)
            default: result.append(byte)
            }
        }
        guard let text = String(validating: result, as: UTF8.self) else { throw .malformed }
        return text
    }

    private static func hexDigit(_ byte: UInt8) -> UInt8? {
        switch byte {
        case 0x30...0x39: byte - 0x30
        case 0x41...0x46: byte - 0x41 + 10
        case 0x61...0x66: byte - 0x61 + 10
        default: nil
        }
    }
}

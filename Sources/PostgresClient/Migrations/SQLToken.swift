/// A piece of SQL text, as far as the lint has to tell pieces apart.
struct SQLToken: Sendable, Equatable {
    enum Kind: Sendable, Equatable {
        /// A key word or plain name, in lower case.
        case word(String)
        /// A name in double quotes.
        case quotedName(String)
        /// One character that is none of the rest, such as `;` or `.`
        case symbol(Character)
        /// A string or a number; what it says does not matter.
        case literal
        /// A text between dollar signs, such as a function's body, with what is in it.
        case body([SQLToken])
    }

    let kind: Kind
    /// The line it begins in, from 1.
    let line: Int

    func isWord(_ word: String) -> Bool { kind == .word(word) }

    func isWord(in words: Set<String>) -> Bool {
        if case .word(let word) = kind { words.contains(word) } else { false }
    }

    func isSymbol(_ symbol: Character) -> Bool { kind == .symbol(symbol) }

    /// What the token names, quoted or not.
    var name: String? {
        switch kind {
        case .word(let name), .quotedName(let name): name
        default: nil
        }
    }
}

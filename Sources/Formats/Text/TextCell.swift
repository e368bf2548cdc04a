/// A cell's text, safe to show, and the columns it takes.
struct TextCell {
    let text: String
    let width: Int

    init(_ text: String) {
        self.text = TerminalText.visible(text)
        width = DisplayWidth.of(self.text)
    }

    private init(text: String, width: Int) {
        self.text = text
        self.width = width
    }

    /// The cell, cut off with an ellipsis when it is wider than `widthMax`.
    func shortened(to widthMax: Int, ellipsis: Character) -> TextCell {
        guard width > widthMax else { return self }
        var kept = ""
        var keptWidth = 0
        for character in text {
            let next = DisplayWidth.of(character)
            if keptWidth + next > widthMax - 1 { break }
            kept.append(character)
            keptWidth += next
        }
        kept.append(ellipsis)
        return TextCell(text: kept, width: keptWidth + 1)
    }
}

/// An amount in a table; how it looks depends on its sign, never by colour alone.
struct AmountCell {
    let text: String
    let style: String

    init(text: String, minorUnits: Int64) {
        self.text = text
        style = minorUnits == 0 ? "zero" : (minorUnits < 0 ? "negative" : "")
    }
}

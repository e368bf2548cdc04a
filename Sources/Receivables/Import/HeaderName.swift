/// A column's name without what spelling varies: case, spaces, underscores, punctuation.
enum HeaderName {
    /// Letters and digits in lower case; `#` and `№` read "no", as in "Inv #".
    static func normalized(_ text: String) -> String {
        var result = ""
        for character in text {
            if character == "#" || character == "№" {
                result += "no"
            } else if character.isLetter || character.isNumber {
                result += character.lowercased()
            }
        }
        return result
    }
}

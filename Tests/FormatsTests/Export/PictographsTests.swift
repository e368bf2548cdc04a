import Testing

@testable import Formats

@Suite struct `Pictographs on paper` {
    @Test(
        arguments: [
            ("Pizzeria 🍕 Roma", "Pizzeria ◆ Roma"), ("👩‍👩‍👧‍👦 & 👍🏽", "◆ & ◆"),
            ("🇩🇪 GmbH", "DE GmbH"), ("⭐️✈️☀️", "◆✈☀"), ("😀", "😀"),
            ("株式会社 山田 • № 5 ™ ½ ─", "株式会社 山田 • № 5 ™ ½ ─"), ("می‌خواهم", "می‌خواهم"),
        ])
    func `are signs that the fonts have`(text: String, printed: String) {
        #expect(Pictographs.printable(text) == printed)
    }
}

/// Something the company sells, with its price in minor units of the base currency at the
/// beginning of the story.
struct Product: Sendable {
    let name: String
    let price: Int

    /// A supplier of tableware and kitchen equipment.
    static let catalogue: [Product] = [
        Product(name: "Dinner plate 27 cm, stoneware", price: 945),
        Product(name: "Soup bowl 18 cm, stoneware", price: 780),
        Product(name: "Espresso cup and saucer, set of 6", price: 2_850),
        Product(name: "Water glass 33 cl, case of 24", price: 4_620),
        Product(name: "Wine glass 45 cl, case of 12", price: 5_390),
        Product(name: "Cutlery set, 24 pieces", price: 6_875),
        Product(name: "Steak knife, set of 6", price: 3_240),
        Product(name: "Chef's knife 25 cm", price: 5_980),
        Product(name: "Frying pan 32 cm, carbon steel", price: 4_450),
        Product(name: "Stock pot 20 l with lid", price: 11_900),
        Product(name: "Gastronorm container 1/1, 100 mm", price: 1_960),
        Product(name: "Baking tray 60 × 40 cm, pack of 5", price: 6_150),
        Product(name: "Linen napkin 50 cm, pack of 20", price: 4_980),
        Product(name: "Tablecloth 140 × 240 cm", price: 3_760),
        Product(name: "Kitchen apron, pack of 5", price: 5_250),
        Product(name: "Serving trolley, three shelves", price: 28_900),
        Product(name: "Cake display, refrigerated", price: 189_000),
        Product(name: "Combination steamer, service kit", price: 46_500),
        Product(name: "Takeaway box 750 ml, case of 300", price: 5_640),
        Product(name: "Paper straw, case of 5,000", price: 4_130),
    ]

    /// What every third invoice adds.
    static let freight = "Freight and handling"
}

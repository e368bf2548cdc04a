/// Examples of the API's requests. Tests send each of them.
enum APIExamples {
    static let invoice = """
        {"customer_id": "1", "number": "R-1042", "date": "2026-09-01", "due_date": "2026-10-01",
         "amount": {"amount": "1234.50", "currency": "USD"}, "reference": "PO 77",
         "lines": [{"description": "Pallets", "quantity": "10", "unit_price": "123.45",
                    "amount": {"amount": "1234.50", "currency": "USD"}}]}
        """

    static let creditNote = """
        {"customer_id": "1", "number": "C-17", "date": "2026-09-15",
         "amount": {"amount": "34.50", "currency": "USD"}}
        """

    static let receipt = """
        {"customer_id": "1", "number": "P-9001", "date": "2026-09-30",
         "amount": {"amount": "200.00", "currency": "USD"}, "reference": "wire 4711"}
        """

    static let openingBalance = """
        {"customer_id": "1", "number": "OB-7", "date": "2026-08-31", "due_date": "2026-09-14",
         "amount": {"amount": "250.00", "currency": "USD"}, "reference": "old ledger"}
        """

    static let customer = """
        {"code": "C-2001", "name": "Northwind Traders", "currency": "USD"}
        """

    static let terms = """
        {"name": "Thirds", "due_days": 30, "instalments": [{"parts": 3334, "days": 30},
         {"parts": 3333, "days": 60}, {"parts": 3333, "days": 90}]}
        """

    /// Two of what an example is of, with numbers of their own in the place of its.
    static func batch(of example: String, _ number: String) -> String {
        let items = ["-1", "-2"].map { example.replacing(number, with: number + $0) }
        return "{\"mode\": \"all\", \"items\": [\(items.joined(separator: ", "))]}"
    }

    static let contact = """
        {"name": "Ada Miller", "email": "ada@example.com", "phone": "+49 30 1234",
         "role": "Accounting"}
        """

    static let allocation = """
        {"credit_id": "3", "document_id": "1",
         "amount": {"amount": "12.34", "currency": "USD"}}
        """

    static let writeOff = """
        {"document_id": "1", "amount": {"amount": "0.05", "currency": "USD"}}
        """

    static let refund = """
        {"credit_id": "3", "number": "B-31", "date": "2026-10-05",
         "amount": {"amount": "20.00", "currency": "USD"}, "reference": "paid twice"}
        """

    static let rate = """
        {"currency": "EUR", "date": "2026-09-01", "rate": "1.0825"}
        """

    static let export = """
        {"report": "aging", "format": "csv", "as_of": "2026-09-30", "by": "invoice"}
        """
}

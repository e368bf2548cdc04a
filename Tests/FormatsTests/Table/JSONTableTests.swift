import Testing

@testable import Formats

@Suite struct `Reading JSON as a table` {
    @Test func `a list of records, their inner values beside their own`() {
        let text = """
            {"total": 2, "items": [
              {"id": "1", "customer": {"name": "Acme", "tags": ["a", "b"]}, "amount": 1.50e1},
              {"id": "2", "paid": true, "due": null, "lines": [{"sku": 1}]}
            ]}
            """
        let table = Tables.read(text)
        #expect(table.kind == .json)
        #expect(
            table.rows.map(\.cells) == [
                ["id", "customer.name", "customer.tags", "amount", "paid", "due"],
                ["1", "Acme", "a, b", "#15.0"],
                ["2", "_", "_", "_", "yes"],
            ])
        #expect(table.rows.map(\.line) == [1, 2, 3])
    }

    @Test func `lists by any name, the longest one, and lists of lists`() {
        #expect(
            Tables.cells(#"[{"a": 1}, null, {"b": "x"}]"#) == [["a", "b"], ["#1"], ["_", "x"]])
        #expect(
            Tables.cells(#"{"QueryResponse": {"Invoice": [{"Id": "7"}]}, "time": "now"}"#)
                == [["Id"], ["7"]])
        #expect(
            Tables.cells(#"{"few": [{"a": 1}], "many": [{"b": 1}, {"b": 2}]}"#)
                == [["b"], ["#1"], ["#2"]])
        #expect(
            Tables.cells(#"[["A", "B"], [1, null, " "], ["x"]]"#) == [["A", "B"], ["#1"], ["x"]])
    }

    @Test func `no list, a broken document, and an empty list`() {
        #expect(
            Tables.read(#"{"a": 1}"#).error
                == .notATable("a JSON document without a list of records"))
        #expect(
            Tables.read("[{\"a\": 1},\n{\"a\" 2}]").error
                == .damaged("on line 2 a colon is missing"))
        #expect(Tables.read("[]").error?.code == "table_not_a_table")
    }

    @Test func `a payment for each invoice that it is applied to`() {
        let text = """
            [{"id": "p1", "allocations": [{"object_id": "i1", "amount": 1.5},
              {"object_id": "i2", "amount": 2}], "paid_at": "2026-01-05"},
             {"id": "p2", "allocations": []},
             {"id": "p3", "allocations": [{"object_id": "i3", "amount": 3}]}]
            """
        #expect(
            Tables.read(text).rows.map(\.cells) == [
                ["id", "paid_at", "allocations.object_id", "allocations.amount"],
                ["p1", "2026-01-05", "i1", "#1.5"], ["p1", "2026-01-05", "i2", "#2"], ["p2"],
                ["p3", "_", "i3", "#3"],
            ])
    }

    @Test func `a customer for each of its people`() {
        let text = """
            [{"id": "c1", "emails": [{"email": "a@b"}, {"email": "c@d"}],
              "telephones": [{"telephone": "1"}], "associated_contacts": [
                {"name": "Ann", "emails": [{"email": "c@d"}]}, {"name": "Bo"},
                {"name": "Cy", "emails": [{"email": "e@f"}]}]},
             {"id": "c2", "emails": [], "telephones": [{"telephone": "2"}],
              "associated_contacts": [{"name": "Di"}]},
             {"id": "i3", "emails": [{"email": "a@b"}, {"email": "c@d"}]}]
            """
        #expect(
            Tables.read(text).rows.map(\.cells) == [
                ["id", "emails.email", "telephones.telephone", "associated_contacts.name"],
                ["c1", "a@b", "1"], ["c1", "c@d", "_", "Ann"], ["c1", "_", "_", "Bo"],
                ["c1", "e@f", "_", "Cy"], ["c2", "_", "2", "Di"],
                ["i3", "a@b"],
            ])
    }

    @Test func `a report of Xero`() {
        let text = """
            {"Reports": [{"ReportName": "Aged", "ReportTitles": ["Acme", "As at 23 April 2019"],
            "ReportDate": "23 April 2019", "Rows": [
              {"RowType": "Header", "Cells": [{"Value": "Date"}, {"Value": "Due"}]},
              {"RowType": "Section", "Title": "Bolt", "Rows": [
                {"RowType": "Row", "Cells": [{"Value": "2018-05-13 00:00:00"}, {"Value": 5.00}]},
                {"RowType": "SummaryRow", "Cells": [{"Value": "Total"}, {"Value": "5.00"}]}]},
              {"RowType": "Section", "Title": "", "Rows": [
                {"RowType": "SummaryRow", "Cells": [{"Value": "All"}, {"Value": ""}]}]}]}]}
            """
        let table = Tables.read(text)
        #expect(
            table.rows.map(\.cells) == [
                ["Aged"], ["Acme"], ["As at 23 April 2019"], ["Date", "Due"], ["Bolt"],
                ["2018-05-13 00:00:00", "#5.00"], ["Total", "5.00"], ["All"],
            ])
        #expect(table.rows.map(\.indent) == [0, 0, 0, 0, 0, 1, 1, 0])
    }

    @Test func `a report of QuickBooks`() {
        let text = """
            {"Header": {"ReportName": "AgedReceivableDetail", "EndPeriod": "2026-07-25",
              "Currency": "USD", "Option": [{"Name": "report_date", "Value": "2026-07-24"}]},
             "Columns": {"Column": [{"ColTitle": "Date"}, {"ColTitle": "Amount"}]},
             "Rows": {"Row": [{"type": "Section", "Header": {"ColData": [{"value": "1 - 30"}]},
               "Rows": {"Row": [{"ColData": [{"value": "2026-06-01"}, {"value": "5.00"}]}]},
               "Summary": {"ColData": [{"value": "Total"}, {"value": "5.00"}]}},
               {"ColData": []}]}}
            """
        let table = Tables.read(text)
        #expect(
            table.rows.map(\.cells) == [
                ["AgedReceivableDetail"], ["As of 2026-07-24"], ["Currency: USD"],
                ["Date", "Amount"], ["1 - 30"], ["2026-06-01", "5.00"], ["Total", "5.00"],
            ])
        #expect(table.rows.map(\.indent) == [0, 0, 0, 0, 0, 1, 0])
    }

    @Test func `too many columns`() {
        let record = (0...2_000).map { "\"c\($0)\": 1" }.joined(separator: ",")
        #expect(Tables.read("[{\(record)}]").error == .tooMuch(of: "columns", max: 2_000))
    }

    @Test func `in UTF-16 and packed`() {
        let text = "\u{FEFF}[{\"a\": \"ü\"}]"
        #expect(Tables.read(Tables.wide(text)).rows.map(\.cells) == [["a"], ["ü"]])
        #expect(Tables.read(Gzip.pack(Array(text.utf8))).rows.map(\.cells) == [["a"], ["ü"]])
    }
}

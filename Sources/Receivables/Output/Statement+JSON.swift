import Formats
package import Kernel

extension Statement {
    /// A customer's statements, one for each currency, as a JSON document.
    ///
    /// - Parameter to: the last day, which also stands there when there is no statement.
    package static func json(
        _ statements: [Statement], tenant: String, customer: Customer, to: LocalDate
    ) -> [UInt8] {
        let lines = statements.reduce(0) { $0 + $1.lines.count }
        var json = JSONBytes(reservingCapacity: 512 + lines * 140)
        json.object { json in
            json.key("report")
            json.string("statement" as StaticString)
            json.key("tenant")
            json.string(tenant)
            json.key("customer")
            json.object { json in
                json.key("id")
                json.string(customer.id.description)
                json.key("code")
                json.string(customer.code)
                json.key("name")
                json.string(customer.name)
            }
            json.key("to")
            json.date(to)
            json.key("statements")
            json.array { json in for statement in statements { statement.append(to: &json) } }
        }
        return json.bytes
    }

    private func append(to json: inout JSONBytes) {
        let decimals = currency.decimals
        json.object { json in
            json.key("currency")
            json.string(currency.code)
            json.key("from")
            json.date(from)
            json.key("to")
            json.date(to)
            json.key("opening")
            json.amountString(minorUnits: opening, decimals: decimals)
            json.key("lines")
            json.array { json in for line in lines { append(line, to: &json) } }
            json.key("closing")
            json.amountString(minorUnits: closing, decimals: decimals)
        }
    }

    private func append(_ line: StatementLine, to json: inout JSONBytes) {
        let decimals = currency.decimals
        json.object { json in
            json.key("date")
            json.date(line.date)
            json.key("kind")
            json.string(line.kind.code)
            json.key("document")
            json.string(line.document)
            json.key("due_date")
            json.date(line.dueDate)
            json.key("amount")
            json.amountString(minorUnits: line.amount, decimals: decimals)
            json.key("balance")
            json.amountString(minorUnits: line.balance, decimals: decimals)
        }
    }
}

import ReceivablesWeb

extension AccountsReader {
    init(_ services: Services) {
        self.init(
            home: services.home, customers: services.customerList, accounts: services.accounts,
            statements: services.statements, notes: services.notes,
            documents: services.documents, search: services.search,
            groups: services.groups)
    }
}

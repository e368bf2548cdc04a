package import WebSupport

/// What the API's operations on files work with.
package struct APIFiles: Sendable {
    let imports: ImportDesk
    let exports: ReceivablesExports
    let exporter: Exporter

    package init(imports: ImportDesk, exports: ReceivablesExports, exporter: Exporter) {
        self.imports = imports
        self.exports = exports
        self.exporter = exporter
    }
}

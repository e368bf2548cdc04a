import Glibc

/// What sets pages: the program `typst`, or a Python that has the module of that name.
package struct TypstProgram: Sendable, Equatable {
    package enum Kind: Sendable, Equatable {
        case program, python
    }

    package let kind: Kind
    package let path: String

    /// What a Python runs; the paths come as arguments.
    private static let script = """
        import sys, typst
        try:
            typst.compile(sys.argv[1], output=sys.argv[2], root=sys.argv[3],
                          font_paths=sys.argv[4:], ignore_system_fonts=True, pdf_tags=False)
        except typst.TypstError as error:
            sys.exit(str(error))
        """

    /// Fonts in the order of their packages: Latin, Greek, Cyrillic and Hebrew; Arabic and signs;
    /// Chinese, Japanese and Korean. Others on the machine are not looked at, so that a document
    /// looks alike everywhere.
    private static let fontDirectories = [
        "/usr/share/fonts/truetype/liberation2", "/usr/share/fonts/truetype/liberation",
        "/usr/share/fonts/truetype/dejavu", "/usr/share/fonts/truetype/droid",
    ]

    package init(kind: Kind, path: String) {
        self.kind = kind
        self.path = path
    }

    /// Looks in the setting, in `PATH`, then for a virtual environment beside the program or in
    /// one of the folders above it.
    ///
    /// - Throws: `ExportError.typstSetting`, `.noTypst`.
    package static func find(
        setting: String?, searchPath: String?, executable: String?
    ) throws(ExportError) -> TypstProgram {
        if let setting {
            guard isExecutable(setting) else { throw .typstSetting(setting) }
            let name = setting.split(separator: "/").last ?? ""
            return TypstProgram(kind: name.hasPrefix("python") ? .python : .program, path: setting)
        }
        for directory in (searchPath ?? "").split(separator: ":") where directory.hasPrefix("/") {
            let path = "\(directory)/typst"
            if isExecutable(path) { return TypstProgram(kind: .program, path: path) }
        }
        for folder in foldersAbove(executable ?? "") {
            let environment = "\(folder)/.venv"
            if hasModule(environment) {
                return TypstProgram(kind: .python, path: "\(environment)/bin/python")
            }
        }
        throw .noTypst
    }

    /// This process's own program, links resolved.
    package static var ownExecutable: String? {
        guard let path = realpath("/proc/self/exe", nil) else { return nil }
        defer { free(path) }
        return String(cString: path)
    }

    /// The command that sets `export.typ` of a directory.
    func command(directory: String, output: String) -> [String] {
        let source = "\(directory)/\(PDFExport.templateName)"
        let fonts = Self.fontDirectories.filter { access($0, R_OK) == 0 }
        switch kind {
        case .python:
            return [path, "-I", "-c", Self.script, source, output, directory] + fonts
        case .program:
            return [path, "compile", "--root", directory, "--ignore-system-fonts"]
                + fonts.flatMap { ["--font-path", $0] } + [source, output]
        }
    }

    private static func foldersAbove(_ path: String) -> [String] {
        var folders: [String] = []
        var parts = path.split(separator: "/").dropLast()
        while !parts.isEmpty {
            folders.append("/" + parts.joined(separator: "/"))
            parts = parts.dropLast()
        }
        return folders
    }

    private static func hasModule(_ environment: String) -> Bool {
        guard isExecutable("\(environment)/bin/python") else { return false }
        var found = glob_t()
        defer { globfree(&found) }
        return glob("\(environment)/lib/python3*/site-packages/typst/__init__.py", 0, nil, &found)
            == 0
    }

    private static func isExecutable(_ path: String) -> Bool {
        var status = stat()
        return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
            && access(path, X_OK) == 0
    }
}

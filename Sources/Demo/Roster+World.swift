extension Roster {
    /// Customers elsewhere, who are invoiced in dollars.
    static let world: [RosterEntry] = [
        RosterEntry("شركة نسيم الواحة للتجارة", "ليلى الحارثي", .export, .large, .slow, .net60),
        RosterEntry("株式会社ミナヅキ食器", "水無月 涼子", .export, .large, .prompt, .monthEnd30),
        RosterEntry(
            "Grupo Ñandubay Alimentos", "Agustín Ñíguez", .export, .large, .erratic, .net45),
        RosterEntry(
            "Güneşpınar Otelcilik A.Ş.", "İpek Yıldırım", .export, .project, .prompt, .thirds),
        RosterEntry("Laticínios Serra do Ipê", "João Bragança", .export, .medium, .slow),
        RosterEntry("Piekarnia Żuraw i Wnuki", "Łucja Żółkiewska", .export, .medium, .prompt),
        RosterEntry("Hotell Björkhaga AB", "Åsa Lundström", .export, .medium, .prompt),
        RosterEntry("Fjordlykta Sjømat AS", "Øyvind Håkonsen", .export, .medium, .slow),
        RosterEntry("Smørrebrød & Æblekage ApS", "Søren Kjærsgaard", .export, .medium, .monthEnd),
        RosterEntry(
            "Maple Narrows Trading Ltd.", "Chantal Bélanger", .export, .medium, .prompt,
            prepays: true),
        RosterEntry(
            "Nguyễn Sen Vàng Co.", "Nguyễn Thị Hạnh", .export, .medium, .slow, prepays: true),
        RosterEntry("Kōwhai Bay Provisions", "Aroha Ngātai", .export, .medium, .prompt),
        RosterEntry("Wattlecreek Pantry Pty", "Callum Banfield", .export, .small, .slow),
        RosterEntry(
            "Baobab & Rain Exports", "Thandiwe Mokoena", .export, .small, .erratic, prepays: true),
        RosterEntry("Cukrárna U Stříbrné Lžíce", "Zdeněk Vostřel", .export, .small, .prompt),
        RosterEntry("Szélkakas Vendéglő Kft.", "Erzsébet Fűzfői", .export, .small, .slow),
        RosterEntry("Cofetăria Țărmul Însorit", "Ștefan Ghiță", .export, .small, .prompt),
        RosterEntry("Pousada Maré de Lua", "Conceição Falcão", .export, .small, .deteriorating),
        RosterEntry("Almacén Doña Quispe", "Yésica Quispe Ñahui", .export, .small, .prompt),
        RosterEntry("Ocean Marigold Pte.", "Tan Wei Ling", .export, .small, .prompt, prepays: true),
        RosterEntry("Hraunsvík Gisting ehf.", "Þórdís Ægisdóttir", .export, .small, .slow),
        RosterEntry("Saffron Lantern Foods", "Arjun Vaidyanathan", .export, .small, .disputing),
        RosterEntry("Bougainvillea Court Hotel", "Wanjiru Kamau", .export, .small, .slow, .net45),
        RosterEntry("Tamarind Quay Supplies", "Faridah binti Osman", .export, .small, .prompt),
        RosterEntry("Kakadu Lane Espresso", "Bridie Maddox", .export, .small, .erratic, .net14),
        RosterEntry("Palmera Norte Import", "Ximena Treviño", .export, .small, .slow),
    ]
}

extension Roster {
    /// Customers in the euro area, who are invoiced in euros.
    static let euroArea: [RosterEntry] = [
        RosterEntry(
            "Brückenthal Großküchen GmbH", "Jörg Mühlenbeck", .export, .key, .prompt, .net30),
        RosterEntry("Établissements Vauclère SA", "Éloïse Garnier", .export, .large, .slow, .net45),
        RosterEntry(
            "Hermanos Peñarroya S.L.", "Íñigo Peñarroya", .export, .large, .monthEnd, .monthEnd30),
        RosterEntry(
            "Fattoria Collebruno S.r.l.", "Niccolò Fabbri", .export, .large, .erratic, .net60),
        RosterEntry("Weißdorn Feinkost AG", "Käthe Löffelholz", .export, .medium, .prompt),
        RosterEntry(
            "Schönwetter & Söhne OHG", "Günther Schönwetter", .export, .medium, .prompt, .net14),
        RosterEntry("Mühlgraben Bäckereien KG", "Anneliese Rößler", .export, .medium, .slow),
        RosterEntry(
            "Maison Crécy-Dubreuil", "Théo Lacassagne", .export, .medium, .slow, .monthEnd30),
        RosterEntry("Les Comptoirs d'Aurillane", "Maëlle Fournier", .export, .medium, .erratic),
        RosterEntry("Conservas Almirón", "Begoña Urrutia", .export, .medium, .deteriorating),
        RosterEntry("Bodegas Valdecañas", "Joaquín Ibáñez", .export, .medium, .slow, .net60),
        RosterEntry("Pastelaria São Gonçalinho", "Inês Magalhães", .export, .medium, .prompt),
        RosterEntry("Panificio Torrescura", "Chiara D'Angeli", .export, .medium, .slow, .net45),
        RosterEntry("Käsemanufaktur Hochleiten", "Lukas Ehrenwirth", .export, .medium, .prompt),
        RosterEntry(
            "Van der Ploegh Verpakkingen", "Sanne van der Ploegh", .export, .medium, .monthEnd),
        RosterEntry("Brouwerij Kwakershof", "Thijs Verhaegen", .export, .small, .prompt),
        RosterEntry("Kahvila Tähtipöllö Oy", "Päivi Hämäläinen", .export, .small, .prompt, .net14),
        RosterEntry("Ελαιώνας Κυανόβραχος Α.Ε.", "Νεφέλη Παπαδάκη", .export, .small, .erratic),
        RosterEntry("Ballinskelly Creamery", "Caoimhe Ní Bhriain", .export, .small, .slow),
        RosterEntry("Kavarna Zlatorožje d.o.o.", "Matjaž Črnigoj", .export, .small, .prompt),
        RosterEntry("Pagariäri Õunapuu OÜ", "Tõnu Räägel", .export, .small, .prompt, .net14),
        RosterEntry("Ūdensroze Viesnīca SIA", "Ilze Bērziņa-Krauja", .export, .small, .slow),
        RosterEntry("Kepykla Žydrasis Šaltinis", "Žygimantas Šakėnas", .export, .small, .dormant),
        RosterEntry("Pekáreň Jahodníček s.r.o.", "Ľubica Ďurišová", .export, .small, .prompt),
        RosterEntry("Gasthof Rübezahlstube", "Vroni Obermüller", .export, .small, .monthEnd),
        RosterEntry("Crêperie du Phare Bleuté", "Gaël Kervadec", .export, .small, .slow),
    ]

    /// Customers in the United Kingdom, who are invoiced in pounds.
    static let britain: [RosterEntry] = [
        RosterEntry("Threlkeld & Pyke Wholesale Ltd", "Imogen Threlkeld", .export, .key, .prompt),
        RosterEntry("Carrowmoor Distillers Ltd", "Hamish Strachan", .export, .large, .prompt),
        RosterEntry(
            "Pellinore Hotels PLC", "Arabella Fitzhugh", .export, .large, .monthEnd, .monthEnd30),
        RosterEntry("Wyndlesham Events Ltd", "Rupert Amory", .export, .project, .slow, .thirds),
        RosterEntry("Barnacle & Sprat Ltd", "Keeley Trewin", .export, .medium, .slow),
        RosterEntry("Marmaduke's Tea Rooms", "Constance Pell", .export, .medium, .prompt),
        RosterEntry("Gwesty'r Ddraig Arian", "Llŷr Gwynfor", .export, .medium, .erratic),
        RosterEntry("Fettlesworth Pies", "Barry Ogden", .export, .medium, .disputing),
        RosterEntry("Inverlochty Smokehouse", "Mhairi Colquhoun", .export, .medium, .prompt),
        RosterEntry("Dunnock Lane Deli", "Sunita Bhandari", .export, .small, .prompt, .net14),
        RosterEntry("Puddlewick Primary Trust", "Nigel Ashcombe", .publicSector, .small, .monthEnd),
        RosterEntry("Scuttleford Boatyard", "Tamsin Rowe", .export, .small, .slow),
        RosterEntry("The Gilded Hake", "Oyelaran Adeyemi", .export, .small, .erratic, .net14),
        RosterEntry("Whinchat Ales", "Bronagh McIlveen", .export, .small, .prompt),
    ]
}

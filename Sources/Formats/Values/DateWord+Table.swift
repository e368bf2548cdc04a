extension DateWord {
    /// January to December in English, German, French, Spanish, Italian, Dutch and Portuguese, in
    /// full and as they are shortened, without accents.
    static let months: [String] = [
        "january january jan januar janner jaenner janvier janv jan enero ene gennaio gen januari"
            + " janeiro",
        "february feb febr februar feber fevrier fevr fev febrero febbraio februari fevereiro",
        "march marz maerz mrz mars marzo maart mrt marco",
        "april apr avril avr abril abr aprile",
        "may mai mayo maggio mag mei maio",
        "june jun juni juin junio giugno giu junho",
        "july jul juli juillet juil julio luglio lug julho",
        "august aug aout aou agosto ago augustus",
        "september sep sept septembre septiembre setiembre settembre set setembro",
        "october oct oktober okt octobre octubre ottobre ott outubro out",
        "november nov novembre noviembre novembro",
        "december dec dezember dez decembre diciembre dic dicembre dezembro",
    ]

    /// Monday to Sunday in the same languages, in full and shortened. Portuguese weekdays have a
    /// hyphen, so their parts stand alone here.
    static let weekdays =
        "monday mon tuesday tue tues wednesday wed thursday thu thur thurs friday fri saturday sat"
        + " sunday sun montag mo dienstag di mittwoch mi donnerstag do freitag fr samstag sa"
        + " sonnabend sonntag so lundi lun mardi mercredi mer mercr jeudi jeu vendredi ven samedi"
        + " sam dimanche dim lunes martes miercoles mie jueves jue viernes vie sabado sab domingo"
        + " dom lunedi martedi mercoledi giovedi gio venerdi sabato domenica maandag ma dinsdag"
        + " woensdag wo donderdag vrijdag vr zaterdag za zondag zo segunda seg terca ter quarta"
        + " qua quinta qui sexta sex feira"

    /// `st`, `nd`, `rd`, `th` and their like stand behind the day, the others between the parts.
    static let fillers = "of the de del den der le el il du dem st nd rd th er re e o"
}

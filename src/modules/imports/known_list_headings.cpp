// Headings of other systems for the lists of a customer: German and Dutch travel agencies' and accounting programs.
#include <algorithm>

#include "modules/imports/headings.hpp"
#include "modules/profile/list.hpp"

namespace kartei::imports {
namespace {

/// What one field is called elsewhere; headings folded and parted by strokes.
struct Names {
    std::string_view kind, field;
    int score;
    std::string_view headings;
};

/// The kind is each of the lists: all of them name their customer, most have an order of their own.
constexpr Names of_customer = {
    "", "customer", 95,
    "kundennr|kunden nr|kundennummer|kd nr|klantnr|klant nr|klantnummer|customer no|customer number"};
constexpr Names of_position = {"", "position", 85, "lfd nr|laufende nr|pos|volgnr|volgnummer|nr"};

constexpr Names of_one_list[] = {
    {"family", "first_name", 95, "rufname|roepnaam|voornamen|vornamen|given name|forename|firstname"},
    {"family", "name", 95, "nachname|familienname|zuname|achternaam|familienaam|surname|last name"},
    {"family", "name_prefix", 90, "tussenvoegsels|voorvoegsel|vorsatz"},
    {"family", "birth_date", 95, "geburtstag|geb datum|geboren am|geb am|geb dat|geboren op|gebdatum|birthday|dob"},
    {"family", "role", 85, "verwandtschaft|verhaltnis|beziehung|relatie|verwantschap|gezinsrol|relation|relationship"},
    {"family", "gender", 90, "geschl|m w|man vrouw|sex"},
    {"family", "own_customer", 80, "eigene kundennr|mitglied kundennr|eigen klantnr"},
    {"passports", "number", 95,
     "reisepassnummer|reisepass nr|passnr|pass nr|ausweisnummer|ausweisnr|ausweis nr|dokumentnummer|"
     "paspoortnr|paspoort nr|documentnummer|documentnr|id nummer|passport no|document number"},
    {"passports", "document", 90,
     "dokumentart|ausweisart|art des ausweises|soort document|documentsoort|soort id|document type"},
    {"passports", "issuing_country", 90,
     "ausstellungsland|ausstellerstaat|ausstellender staat|afgegeven in|land afgifte|issued in|"
     "country of issue"},
    {"passports", "issuing_place", 90,
     "ausstellungsbehorde|behorde|ausgestellt in|instantie|afgegeven door|plaats afgifte|authority|"
     "issued by"},
    {"passports", "issued_on", 95,
     "ausstellungsdatum|ausgestellt|datum van afgifte|afgiftedatum|uitgiftedatum|date of issue|issue date"},
    {"passports", "valid_until", 95,
     "ablaufdatum|gultig|gultigkeit|lauft ab am|ablauf|geldig tot|vervaldatum|geldigheid|verloopt op|"
     "expiry date|expires on|date of expiry"},
    {"passports", "birth_place", 90, "geboren in|geb ort|geb plaats|birthplace"},
    {"passports", "birth_name", 90, "madchenname|meisjesnaam|maiden name"},
    {"passports", "nationality", 95, "nationalitat|staatsburgerschaft|staatsangeh|staatsburgerschap"},
    {"passports", "holder", 70, "passinhaber|ausweisinhaber|paspoorthouder|familienmitglied|gezinslid"},
    {"relations", "other", 90, "anderer kunde|bezogener kunde|andere klant|gerelateerde klant|other customer|related customer"},
    {"relations", "kind", 90, "art der beziehung|beziehung|verhaltnis|soort relatie|relatie|relation|relationship"},
    {"relations", "remark", 85, "bemerkung|anmerkung|hinweis|opmerking|note"},
    {"wishes", "kind", 85, "art|soort|wunschart|type"},
    {"wishes", "code", 85, "wunschcode|ssr|ssr code|kurzel|kode"},
    {"wishes", "text", 85, "wunsch|bemerkung|hinweis|anmerkung|wens|opmerking|remark"},
    {"bank_accounts", "bank_name", 90, "bankname|kreditinstitut|geldinstitut|institut|banknaam|naam bank|bank name"},
    {"bank_accounts", "iban", 95, "iban nr|iban nummer|ibannummer|iban number|rekening iban|konto iban"},
    {"bank_accounts", "bic", 95, "bic code|swift|swift code|swift bic|bic swift"},
    {"bank_accounts", "account_number", 90,
     "kontonummer|kontonr|konto nr|konto|kto nr|kto|ktonr|rekeningnummer|rekeningnr|rekening nr|"
     "banknummer|girorekening|bankrekening|account number|account no"},
    {"bank_accounts", "bank_code", 90, "blz|bank leitzahl|bankcode|sort code"},
    {"bank_accounts", "holder", 95,
     "kontoinh|inhaber|zahlungspflichtiger|tenaamstelling|ten name van|tnv|rekeninghouder naam|"
     "account name"},
    {"bank_accounts", "mandate", 95,
     "mandat|mandatsref|mandatsnummer|mandats id|mandats nr|machtiging|machtigingsnummer|machtigingsnr|"
     "mandaat|mandaatnummer|mandate id|mandate reference"},
    {"bank_accounts", "mandate_on", 95,
     "mandatsdatum|unterschrieben am|mandat datum|unterschriftsdatum|machtigingsdatum|datum machtiging|"
     "mandaatdatum|tekendatum|mandate date|signed on"},
    {"bank_accounts", "mandate_scheme", 85, "lastschriftart|incassosoort|soort machtiging|scheme"},
    {"cards", "kind", 85, "kartenart|kartentyp|kaartsoort|kaarttype|card type"},
    {"cards", "brand", 90,
     "kartengesellschaft|kreditkarte|kreditkartenart|fluggesellschaft|airline|programm|kartenname|"
     "creditcard|maatschappij|luchtvaartmaatschappij|programma|kaartnaam|card brand|program"},
    {"cards", "last4", 90, "letzte 4|letzte 4 ziffern|endziffern|laatste 4|laatste 4 cijfers|last 4|last four"},
    {"cards", "number", 85,
     "vielfliegernr|vielfliegernummer|meilennummer|mitgliedsnr|mitgliedsnummer|mitglieds nr|"
     "frequent flyer nr|frequent flyer nummer|frequent flyer number|lidnr|lidnummer|lidmaatschapsnummer|"
     "member no"},
    {"cards", "valid_until", 95,
     "gultig|ablaufdatum|ablauf|gultig bis mm jj|geldig tot|vervaldatum|expiry|expiry date|exp date"},
    {"cards", "holder", 95, "karteninhaber|inhaber der karte|kaarthouder|naam op kaart|card holder|cardholder"},
    {"cards", "token", 80, "token|pseudokartennummer|kartentoken|alias"},
    {"phones", "department", 90, "abt|abteilung|bereich|afd|afdeling|dept"},
    {"phones", "contact", 90, "ansprechpartner|kontaktperson|contactpersoon|aanspreekpunt|contact person"},
    {"phones", "number", 95,
     "telefon|telefonnummer|telefonnr|tel|tel nr|rufnummer|durchwahl|mobil|handy|telefoon|telefoonnummer|"
     "telefoonnr|toestel|doorkiesnummer|mobiel|phone|phone number|telephone"},
    {"phones", "remark", 90, "bemerkung|notiz|hinweis|opmerking|notitie|comment|note"},
    {"surcharges", "kind", 85, "art|zuschlagsart|soort|soort toeslag"},
    {"surcharges", "text", 85, "bezeichnung|zuschlag|text|omschrijving|toeslag"},
    {"surcharges", "amount", 95, "betrag|summe|bedrag|amount eur"},
    {"commission_assignments", "operator", 90, "veranstaltercode|va|va code|touroperator|operator|reisorganisatie"},
    {"commission_assignments", "product_type", 90, "produkt|artikelart|product|soort product"},
    {"commission_assignments", "destination", 90, "ziel|region|zielgebietscode|bestemmingscode|reisdoel"},
    {"commission_assignments", "service_type", 90, "leistung|leistungscode|dienst|soort dienst"},
    {"commission_assignments", "commission_table", 95,
     "provision|provisionstabelle|tabelle|erlosschmalerung|provisie|provisietabel|tabel|commission"},
    {"fee_assignments", "fee_rule", 95, "fee|regel|feeregel|fee regelwerk|regelwerk|gebuhr"},
    {"fee_assignments", "amount", 90, "betrag|gebuhr betrag|bedrag"},
    {"notes", "text", 90,
     "notiz|notiztext|bemerkung|bemerkungen|vermerk|memo|anmerkung|notitie|opmerking|opmerkingen|"
     "aantekening|note|notes|comment|remark"},
    {"notes", "written_at", 85, "datum|erfasst am|notiert am|angelegt am|aangemaakt op|genoteerd op|date|created"},
    {"notes", "written_by", 85,
     "benutzer|erfasst von|verfasser|sachbearbeiter|gebruiker|medewerker|genoteerd door|user|author"},
    {"notes", "pop_up", 80, "popup|pop up|hinweisfenster|sofort anzeigen|melding|direct tonen"},
    {"history", "booked_or_cancelled", 90,
     "buchung storno|b s|bs kz|storno|stornokennzeichen|kennzeichen|kz|status|annulering|boeking annulering|state"},
    {"history", "sales_code", 90, "verkaufs code|vk code|vkcode|vertriebscode|verkoop code"},
    {"history", "booking_number", 95,
     "vorgang|vorgangsnr|vorgangs nr|vorgang nr|vg nr|buchungsnummer|buchungsnr|buchungs nr|boeking|boekingsnr|"
     "boekingnr|dossiernummer|dossiernr|dossier|booking|booking no|reference"},
    {"history", "booked_on", 95, "gebucht am|buchung am|datum|boekdatum|geboekt op|booked|booked on"},
    {"history", "departs_on", 95, "abreise|abreise am|reisedatum|reisebeginn|reisetermin|vertrek|afreis|departure"},
    {"history", "destination", 90, "ziel|reiseziel|zielort|land|reisdoel|reisbestemming"},
    {"history", "travel_kind", 90, "art der reise|reise art|soort reis|reistype|travel type"},
    {"history", "booking_kind", 90, "art der buchung|buchung art|soort boeking|boekingstype|booking type"},
    {"history", "text", 85, "bemerkung|beschreibung|bezeichnung|leistung|omschrijving|opmerking|description|remark"},
    {"history", "participants", 90,
     "pax|paxe|anzahl|anzahl pax|anzahl paxe|anzahl teilnehmer|teilnehmer|personen|anzahl personen|aantal|"
     "deelnemers|reizigers|persons|travellers"},
    {"history", "price", 95, "reisepreis|gesamtpreis|betrag|umsatz|summe|reissom|bedrag|totaalprijs|amount|total"},
    {"history", "clerk", 90, "sachbearbeiter|mitarbeiter|bearbeiter|verkaufer|expedient in|verkoper|agent|user"},
    {"agency", "agency_number", 90, "agenturnr|agenturnummer|agentur nr|agentnummer|agentnr|reisburonummer"},
    {"agency", "managing_director", 90, "geschaftsfuhrer|geschaftsfuhrung|directeur|bestuurder"},
    {"agency", "office_manager", 90, "buroleiter|buroleitung|filiaalmanager|vestigingsmanager|kantoormanager"},
    {"agency", "owner", 85, "inhaber|eigentumer|eigenaar"},
    {"agency", "legal_form", 90, "rechtsform|gesellschaftsform|rechtsvorm"},
    {"agency", "iata_number", 95, "iata|iata nr|iatanr"},
    {"agency", "founded_in", 85, "grundungsjahr|gegrundet|oprichtingsjaar|opgericht"},
    {"agency", "employees", 85, "mitarbeiter|anzahl mitarbeiter|mitarbeiterzahl|medewerkers|aantal medewerkers"},
    {"agency", "register_number", 85, "handelsregister|hrb|hr nr|kvk|kvk nr|kvk nummer"},
    {"agency", "branches", 85, "filialen|anzahl filialen|vestigingen|aantal vestigingen"},
};

void add(std::vector<KnownHeading>& known, std::string_view kind, const Names& names) {
    for (std::size_t begin = 0; begin <= names.headings.size();) {
        const auto end = std::min(names.headings.find('|', begin), names.headings.size());
        known.push_back({kind, names.headings.substr(begin, end - begin), names.field, names.score});
        begin = end + 1;
    }
}

}  // namespace

void add_headings_of_lists(std::vector<KnownHeading>& known) {
    for (const auto& list : profile::all_lists()) {
        add(known, list.name, of_customer);
        if (!list.single && list.name != "notes") add(known, list.name, of_position);
    }
    add(known, "history", of_customer);
    for (const auto& names : of_one_list) add(known, names.kind, names);
}

}  // namespace kartei::imports

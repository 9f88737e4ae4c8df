#include "modules/parameters/choice.hpp"

#include <algorithm>
#include <array>

#include "base/codes.hpp"
#include "base/text.hpp"
#include "modules/parameters/profile_choices.hpp"

namespace kartei::parameters {

using sql::Transaction;

namespace {

struct Standard {
    std::string_view list, kind, code;
};

/// Words of these stand in texts.json as "choice.LIST.CODE"; salutations and titles are their own word.
constexpr std::array standards{Standard{"category", "private", "standard"},
                               Standard{"category", "private", "regular"},
                               Standard{"category", "private", "subscriber"},
                               Standard{"category", "private", "friend"},
                               Standard{"category", "private", "press"},
                               Standard{"category", "company", "standard"},
                               Standard{"category", "company", "key_account"},
                               Standard{"category", "company", "school"},
                               Standard{"category", "company", "group"},
                               Standard{"category", "agency", "standard"},
                               Standard{"category", "agency", "partner"},
                               Standard{"category", "prospect", "standard"},
                               Standard{"salutation", "de", "Frau"},
                               Standard{"salutation", "de", "Herr"},
                               Standard{"salutation", "de", "Familie"},
                               Standard{"salutation", "de", "Firma"},
                               Standard{"salutation", "nl", "Mevrouw"},
                               Standard{"salutation", "nl", "De heer"},
                               Standard{"salutation", "nl", "Familie"},
                               Standard{"salutation", "nl", "Firma"},
                               Standard{"salutation", "en", "Ms"},
                               Standard{"salutation", "en", "Mrs"},
                               Standard{"salutation", "en", "Mr"},
                               Standard{"letter_salutation", "de", "Sehr geehrte Damen und Herren"},
                               Standard{"letter_salutation", "de", "Liebe Reisefreunde"},
                               Standard{"letter_salutation", "de", "Guten Tag"},
                               Standard{"letter_salutation", "nl", "Geachte heer, mevrouw"},
                               Standard{"letter_salutation", "nl", "Beste relatie"},
                               Standard{"letter_salutation", "en", "Dear Sir or Madam"},
                               Standard{"letter_salutation", "en", "Dear customer"},
                               Standard{"title", "all", "Dr."},
                               Standard{"title", "all", "Prof."},
                               Standard{"title", "all", "Prof. Dr."},
                               Standard{"title", "all", "Dipl.-Ing."},
                               Standard{"title", "all", "Ing."},
                               Standard{"title", "all", "Ir."},
                               Standard{"title", "all", "Drs."},
                               Standard{"title", "all", "Mr."},
                               Standard{"mailing_kind", "all", "unknown"},
                               Standard{"mailing_kind", "all", "letter"},
                               Standard{"mailing_kind", "all", "email"},
                               Standard{"mailing_kind", "all", "catalogue"},
                               Standard{"mailing_kind", "all", "none"},
                               Standard{"mailing_kind", "all", "deceased"},
                               Standard{"payment_kind", "all", "unknown"},
                               Standard{"payment_kind", "all", "direct_debit"},
                               Standard{"payment_kind", "all", "direct_debit_b2b"},
                               Standard{"payment_kind", "all", "credit_card"},
                               Standard{"payment_kind", "all", "invoice"},
                               Standard{"payment_kind", "all", "cash"},
                               Standard{"payment_term", "all", "unknown"},
                               Standard{"payment_term", "all", "booking_day"},
                               Standard{"payment_term", "all", "fourteen_days"},
                               Standard{"payment_term", "all", "thirty_days"}};

constexpr std::array<std::string_view, 31> document_languages{
    "de", "nl", "en", "fr", "it", "es", "pt", "da", "sv", "nb", "fi", "is", "pl", "cs", "sk", "hu",
    "ro", "bg", "sl", "hr", "sr", "el", "tr", "ru", "uk", "et", "lv", "lt", "lb", "fy", "ar"};

std::string word_of(const Standard& standard, Language language) {
    const auto key = "choice." + std::string(standard.list) + "." + std::string(standard.code);
    return has_text(key) ? text(language, key) : std::string(standard.code);
}

template <class Codes>
std::vector<Choice> named(const Codes& codes, std::string (*name)(std::string_view, Language), Language language) {
    std::vector<Choice> choices;
    for (const auto& code : codes) choices.push_back({std::string(code), name(code, language), "all"});
    std::sort(choices.begin(), choices.end(),
              [](const Choice& one, const Choice& other) { return fold(one.label) < fold(other.label); });
    return choices;
}

/// One of three lists that are made once.
template <class Make>
const std::vector<Choice>& kept(Language language, Make make) {
    static const std::array<std::vector<Choice>, 3> lists{make(Language::de), make(Language::nl), make(Language::en)};
    return lists.at(static_cast<std::size_t>(language));
}

}  // namespace

std::vector<Choice> choices_of(Transaction& transaction, std::string_view list, Language language) {
    auto rows = transaction.query(
        "SELECT code, label_de, label_nl, label_en, kind, hidden FROM choice WHERE list = :list"
        " ORDER BY kind, position, code",
        list);
    const int label = language == Language::de ? 1 : language == Language::nl ? 2 : 3;
    std::vector<Choice> choices;
    while (rows.next()) choices.push_back({rows.string(0), rows.string(label), rows.string(4), rows.integer(5) != 0});
    return choices;
}

std::string code_meant(Transaction& transaction, std::string_view list, std::string_view written) {
    const auto folded = fold(written);
    std::string meant;
    for (const auto language : {Language::de, Language::nl, Language::en})
        for (const auto& choice : choices_of(transaction, list, language)) {
            if (choice.code == written) return choice.code;
            if (meant.empty() && fold(choice.label) == folded) meant = choice.code;
        }
    return meant;
}

void found_parameters(Transaction& transaction) {
    found_profile_choices(transaction);
    if (transaction.query("SELECT 1 FROM choice WHERE list = 'salutation' LIMIT 1").next()) return;
    std::int64_t position = 0;
    for (const auto& standard : standards)
        transaction.execute(
            "INSERT INTO choice (list, kind, code, position, label_de, label_nl, label_en)"
            " VALUES (:list, :kind, :code, :position, :label_de, :label_nl, :label_en)",
            standard.list, standard.kind, standard.code, ++position, word_of(standard, Language::de),
            word_of(standard, Language::nl), word_of(standard, Language::en));
}

const std::vector<Choice>& country_choices(Language language) {
    return kept(language, [](Language in) { return named(all_countries(), country_name, in); });
}

const std::vector<Choice>& language_choices(Language language) {
    return kept(language, [](Language in) { return named(document_languages, language_name, in); });
}

}  // namespace kartei::parameters

#include "modules/customers/letter_salutation.hpp"

#include <algorithm>
#include <array>

#include "base/codes.hpp"
#include "base/text.hpp"

namespace kartei::customers {
namespace {

struct SalutationWord {
    std::string_view word;
    std::string_view gender;
};
constexpr std::array<SalutationWord, 18> salutation_words{{{"herr", "male"},
                                                           {"herrn", "male"},
                                                           {"frau", "female"},
                                                           {"fraulein", "female"},
                                                           {"heer", "male"},
                                                           {"dhr", "male"},
                                                           {"de heer", "male"},
                                                           {"mevrouw", "female"},
                                                           {"mevr", "female"},
                                                           {"mw", "female"},
                                                           {"mr", "male"},
                                                           {"mister", "male"},
                                                           {"sir", "male"},
                                                           {"mrs", "female"},
                                                           {"ms", "female"},
                                                           {"miss", "female"},
                                                           {"madam", "female"},
                                                           {"madame", "female"}}};

std::string lower(std::string_view text) {
    std::string out(text);
    for (auto& c : out)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
    return out;
}

/// "Dr." -> "Dr", as English writes it.
std::string without_dot(std::string_view title) {
    return std::string(title.ends_with('.') ? title.substr(0, title.size() - 1) : title);
}

/// Dutch writes academic titles small before a name: "prof. dr. Van den Berg".
std::string dutch_title(const std::string& title) {
    static constexpr std::array<std::string_view, 10> small{"dr.", "prof.", "drs.", "ir.", "ing.",
                                                            "mr.", "ds.",   "mag.", "dr",  "prof"};
    std::string out;
    for (auto word : words(title)) {
        const auto form = lower(word);
        const bool is_title = std::find(small.begin(), small.end(), form) != small.end();
        out.append(out.empty() ? "" : " ").append(is_title ? form : std::string(word));
    }
    return out;
}

/// Dutch: the first prefix has a capital where no first name stands before it ("Van der Berg", "D'Hondt"), wherever it
/// was entered; what begins with an apostrophe stays ("'t Hart"). Beside German names too ("Von der Heide").
std::string dutch_last_name(const std::string& prefix, const std::string& name) {
    static constexpr std::array<std::string_view, 22> prefixes{"van",  "de",   "den", "der", "het", "te",  "ten", "ter",
                                                               "in",   "op",   "aan", "bij", "uit", "tot", "von", "vom",
                                                               "vande", "vanden", "la", "le",  "du",  "zur"};
    auto last_name = join_words({prefix, name});
    const auto first = std::string_view(last_name).substr(0, last_name.find_first_of(" '\xE2"));
    const bool small = std::find(prefixes.begin(), prefixes.end(), first) != prefixes.end();
    const bool elided = (first == "d" || first == "l") && first.size() < last_name.size();
    if (!last_name.empty() && (small || elided || !prefix.empty()) && last_name[0] >= 'a' && last_name[0] <= 'z')
        last_name[0] = static_cast<char>(last_name[0] - 32);
    return last_name;
}

bool is_person(const Customer& customer) {
    return (customer.kind == "private" || customer.kind == "prospect") && has_letter_or_digit(customer.name);
}

bool is_proposal_for(const Customer& customer, const std::string& letter_salutation) {
    constexpr std::array languages{Language::de, Language::nl, Language::en};
    return std::any_of(languages.begin(), languages.end(), [&](Language language) {
        return letter_salutation == proposed_letter_salutation(customer, language);
    });
}

}  // namespace

std::string proposed_gender(std::string_view salutation) {
    const auto folded = fold(salutation);
    for (const auto& [word, gender] : salutation_words)
        if (folded == word) return std::string(gender);
    return "";
}

Language language_of_letters(const Customer& customer, std::string_view house_country) {
    const auto own =
        customer.language.empty() ? language_of_country(customer.country) : language_of(customer.language);
    return own.value_or(language_of_house_in(house_country));
}

std::string proposed_letter_salutation(const Customer& customer, Language language) {
    const auto gender = customer.gender.empty() ? proposed_gender(customer.salutation) : customer.gender;
    if (!is_person(customer) || (gender != "male" && gender != "female"))
        return text(language, "customer.salutation_without_name");
    // An English title stands instead of Mr and Ms ("Dear Dr Smith"); German and Dutch put it behind the form of
    // address.
    if (language == Language::en && !customer.title.empty())
        return text(language, "customer.salutation_with_title",
                    {{"name", join_words({without_dot(customer.title), customer.name_prefix, customer.name})}});
    const auto key = gender == "male" ? "customer.salutation_male" : "customer.salutation_female";
    const auto name =
        language == Language::nl
            ? join_words({dutch_title(customer.title), dutch_last_name(customer.name_prefix, customer.name)})
            : join_words({customer.title, customer.name_prefix, customer.name});
    return text(language, key, {{"name", name}});
}

void follow_salutation(const Customer& before, Customer& after, std::string_view house_country) {
    if (after.salutation != before.salutation && !after.salutation.empty() && after.gender == before.gender &&
        before.gender == proposed_gender(before.salutation))
        after.gender = proposed_gender(after.salutation);
    if (after.letter_salutation == before.letter_salutation && is_proposal_for(before, before.letter_salutation))
        after.letter_salutation = proposed_letter_salutation(after, language_of_letters(after, house_country));
}

}  // namespace kartei::customers

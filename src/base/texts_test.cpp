#include "base/texts.hpp"

#include <gtest/gtest.h>
#include <unicode/messagepattern.h>

#include <set>

namespace kartei {
namespace {

TEST(Texts, LanguageOfABrowser) {
    EXPECT_EQ(negotiate_language(""), Language::de);
    EXPECT_EQ(negotiate_language("nl-BE,nl;q=0.9,en;q=0.8"), Language::nl);
    EXPECT_EQ(negotiate_language("fr-CH, en;q=0.7, de;q=0.5"), Language::en);
    EXPECT_EQ(negotiate_language("en;q=0.1, NL;q=0.2"), Language::nl);
    EXPECT_EQ(negotiate_language("nl;q=0, *"), Language::de);
    EXPECT_EQ(negotiate_language(";;,=,q=x"), Language::de);
    EXPECT_EQ(language_of("nl_NL"), Language::nl);
    EXPECT_EQ(language_of("nds"), std::nullopt);
}

TEST(Texts, FilledInWithParameters) {
    EXPECT_EQ(text(Language::en, "error.too_many_digits", {{"max", "1"}}),
              "The number is too long; one digit is possible.");
    EXPECT_EQ(text(Language::nl, "error.too_many_digits", {{"max", "9"}}),
              "Het getal is te lang; mogelijk zijn 9 cijfers.");
    EXPECT_EQ(text(Language::de, "error.not_a_choice", {{"choices", "1000, b"}}),
              "Dieser Wert steht nicht zur Auswahl. Möglich sind: 1000, b.");
    EXPECT_EQ(text(Language::de, "no.such_key"), "no.such_key");
}

// A text with a gap stands for one of each record; a text of its own comes before it
TEST(Texts, OneOfEachRecord) {
    EXPECT_EQ(text(Language::de, "change.passport_added"), "Pass hinzugefügt");
    EXPECT_EQ(text(Language::nl, "change.customer_relation_deleted"), "Relatie verwijderd");
    EXPECT_EQ(text(Language::en, "change.import_relations"), "Relations imported");
    EXPECT_EQ(text(Language::de, "change.import_cards"), "Karten von Kunden übernommen");
    for (const auto& entry : embedded_texts())
        EXPECT_EQ(entry.key.find('{'), std::string_view::npos) << entry.key;
}

TEST(Texts, IssueBecomesASentence) {
    EXPECT_EQ(sentence(Language::en, {"", "error.required", {}}), "This field must be filled in.");
    EXPECT_EQ(sentence(Language::en, {"unheard", "error.required", {}}, "of"), "This field must be filled in.")
        << "keys are nobody's words";
}

std::set<std::string> arguments(std::string_view pattern) {
    UErrorCode status = U_ZERO_ERROR;
    auto unicode = icu::UnicodeString::fromUTF8(std::string(pattern));
    icu::MessagePattern parsed(unicode, nullptr, status);
    EXPECT_TRUE(U_SUCCESS(status)) << pattern << ": " << u_errorName(status);
    std::set<std::string> names;
    for (int i = 0; U_SUCCESS(status) && i < parsed.countParts(); ++i) {
        if (parsed.getPartType(i) != UMSGPAT_PART_TYPE_ARG_NAME) continue;
        std::string name;
        names.insert(parsed.getSubstring(parsed.getPart(i)).toUTF8String(name));
    }
    return names;
}

TEST(Texts, EveryPatternIsReadableAndHasTheSameArgumentsInAllLanguages) {
    ASSERT_FALSE(embedded_texts().empty());
    for (const auto& entry : embedded_texts()) {
        EXPECT_EQ(arguments(entry.de), arguments(entry.nl)) << entry.key;
        EXPECT_EQ(arguments(entry.de), arguments(entry.en)) << entry.key;
    }
}

}  // namespace
}  // namespace kartei

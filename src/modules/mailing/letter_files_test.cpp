// Serial letters from letters of a word processor.
#include "modules/mailing/letter_files.hpp"

#include "documents/made_letter_test.hpp"
#include "documents/markup_tokens.hpp"
#include "documents/office.hpp"
#include "modules/mailing/sending_commands.hpp"
#include "modules/mailing/sendings_fixture.hpp"
#include "modules/mailing/template_letters.hpp"
#include "modules/profile/row_actions.hpp"

namespace kartei::mailing {
namespace {

using documents::part_in;
using documents::word_letter;
using documents::writer_letter;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;

class LetterFiles : public WithSendings {
protected:
    void SetUp() override {
        WithSendings::SetUp();
        if (IsSkipped()) return;
        folder_ = test::temporary_path(".folder").string();
        std::filesystem::create_directories(folder_);
        house().folder = folder_;
    }
    void TearDown() override {
        documents::office() = office_;
        WithSendings::TearDown();
        if (!folder_.empty()) std::filesystem::remove_all(folder_);
    }
    static string letter(const string& text) { return word_letter(documents::paragraph(documents::run(text))); }
    test::ApiAnswer keep(const string& bytes, const string& name = "Spielplan", const string& language = "de") {
        return chief().upload("/letter-files?name=" + name + "&language=" + language + "&file_name=brief.docx", bytes);
    }
    static json letters(const json& more = json::object()) {
        auto asked = advertising({{"output", "letters"}, {"letter_file", "Spielplan"}, {"as_document", true}});
        asked.update(more);
        return asked;
    }
    void people(int count) {
        for (int i = 0; i < count; ++i) reachable("Kunde" + std::to_string(i)), declare("Kunde" + std::to_string(i), "given");
    }

    const documents::Office office_ = documents::office();
    string folder_;
};
ON_BOTH_ENGINES(LetterFiles);

// J-109 in its sense: a letter of one's own, as often as there are recipients
TEST_P(LetterFiles, ALetterOfWordGoesToEverybodyWithHisValues) {
    ASSERT_EQ(keep(letter("{{greeting}} {{full_name}}, {{address_block}}")).status, 201);
    people(2), reachable("Ohne", {{"letter_salutation", Value()}, {"first_name", Value()}});
    const auto id = sent(letters());
    EXPECT_TRUE(job_.file_name.ends_with(".docx")) << job_.file_name;
    const auto body = part_in(job_.file_path, "word/document.xml");
    EXPECT_THAT(body, HasSubstr("Kunde0"));
    EXPECT_THAT(body, HasSubstr("Markt 3</w:t><w:br/><w:t xml:space=\"preserve\">53111 Bonn"));
    EXPECT_THAT(body, Not(HasSubstr("{{")));
    EXPECT_EQ(sending(id).at("counts").at("sent"), 2);
    EXPECT_THAT(history("Kunde0"), ElementsAre("sent: Serial letter: Spielplan (Newsletter, 2025-05-01)"));
}

TEST_P(LetterFiles, AFieldThatIsNoneIsRefusedWithTheNearest) {
    const auto refused = keep(letter("{frist_name} {{Vorname}} {town}"));
    EXPECT_EQ(refused.status, 422);
    EXPECT_THAT(refused.text, HasSubstr("frist_name"));
    EXPECT_THAT(refused.text, HasSubstr("first_name"));
    EXPECT_THAT(refused.text, HasSubstr("vorname"));
    EXPECT_THAT(chief().get("/letter-files").json.at("files"), IsEmpty());
    EXPECT_EQ(keep("no letter").status, 422);
    EXPECT_EQ(clerk().get("/letter-files").status, 200);
}

TEST_P(LetterFiles, ConditionsAndListsOfTheFamilyAreWrittenForEach) {
    ASSERT_EQ(keep(letter("{{#if country = DE}}Inland{{else}}Ausland{{/if}}: {{name}}{{#if family}} mit{{/if}}{{#each family}} "
                          "{{family.first_name}} ({{family.role}}){{/each}}.")).status, 201);
    people(1);
    reachable("Piet", {{"country", string("NL")}}), declare("Piet", "given");
    for (const auto* member : {"An", "Bo"})
        db().write([&](Transaction& transaction) {
            ASSERT_TRUE(profile::add_row(house(), transaction, Actor::system(), profile::list_named("family"), ids_.at("Piet"),
                                         {{"first_name", string(member)}, {"name", string("Piet")}, {"role", string("child")}}));
        });
    sent(letters());
    const auto body = part_in(job_.file_path, "word/document.xml");
    string text;
    for (const auto& token : documents::markup_tokens(body))
        if (token.kind == documents::MarkupToken::Kind::text) text += documents::markup_decoded(token.raw);
    EXPECT_THAT(text, HasSubstr("Inland: Kunde0."));
    EXPECT_THAT(text, HasSubstr("Ausland: Piet mit An (Kind) Bo (Kind)."));
}

TEST_P(LetterFiles, FieldsOfAListStandInItAndListsThatAreNoneAreNamed) {
    const auto refused = [&](const string& text) {
        const auto answer = keep(letter(text));
        EXPECT_EQ(answer.status, 422) << text;
        return answer.text;
    };
    EXPECT_THAT(refused("{{family.name}}"), HasSubstr("family.name"));
    EXPECT_THAT(refused("{{#each kinder}}{{/each}}"), HasSubstr("family, phones, passports, wishes"));
    EXPECT_THAT(refused("{{#each passports}}{{passports.number}}{{/each}}"), HasSubstr("passports.number")) << "it is sensitive";
    EXPECT_THAT(refused("{{#if contry = NL}}x{{/if}}"), HasSubstr("country"));
    EXPECT_THAT(refused("{{#each family}}{{#each phones}}{{/each}}{{/each}}"), HasSubstr("phones"));
    EXPECT_THAT(refused("{{#if name}}"), HasSubstr("{{#if name}}"));
    EXPECT_EQ(keep(letter("{{#each passports}}{{passports.holder}} {{passports.valid_until}}{{/each}}")).status, 201);
}

TEST_P(LetterFiles, ThePreviewCountsValuesThatAreMissing) {
    ASSERT_EQ(keep(letter("{first_name} {town}")).status, 201);
    people(2);
    const auto told = chief().post("/sendings/preview", letters()).json;
    EXPECT_EQ(told.at("going"), 2);
    ASSERT_THAT(told.at("warnings"), SizeIs(1)) << told.dump();
    EXPECT_EQ(told.at("warnings").at(0).at("count"), 2);
    documents::office().program = "";
    EXPECT_THAT(chief().post("/sendings/preview", letters({{"as_document", false}})).json.at("warnings"), SizeIs(2))
        << "it says that there is no LibreOffice";
    EXPECT_EQ(chief().post("/sendings/preview", letters({{"letter_file", "Nichts"}})).status, 422);
}

TEST_P(LetterFiles, EachIsWrittenToInHisLanguageAndManyMakeAnArchive) {
    ASSERT_EQ(keep(letter("Guten Tag {name}")).status, 201);
    ASSERT_EQ(keep(letter("Dag {name}"), "Spielplan", "nl").status, 201);
    people(2), reachable("Piet", {{"language", string("nl")}, {"country", string("NL")}}), declare("Piet", "given");
    sent(letters());
    EXPECT_TRUE(job_.file_name.ends_with(".zip")) << job_.file_name;
    EXPECT_EQ(documents::parts_in(job_.file_path), 2);
    EXPECT_THAT(part_in(job_.file_path, "de-001.docx"), HasSubstr("PK"));
}

TEST_P(LetterFiles, MoreThanADocumentTakesGoIntoSeveral) {
    ASSERT_EQ(keep(letter("{name}")).status, 201);
    people(static_cast<int>(letters_in_a_document) + 1);
    sent(letters());
    EXPECT_TRUE(job_.file_name.ends_with(".zip"));
    EXPECT_EQ(documents::parts_in(job_.file_path), 2);
    const auto counts = chief().get("/sendings").json.at("sendings").at(0).at("counts");
    EXPECT_EQ(counts.at("sent"), letters_in_a_document + 1);
}

TEST_P(LetterFiles, AnotherFileUnderTheNameTakesItsPlaceAndUndoBringsTheFirstBack) {
    ASSERT_EQ(keep(letter("Erste {name}")).status, 201);
    const auto second = keep(letter("Zweite {name}"));
    ASSERT_EQ(second.status, 201) << second.text;
    EXPECT_THAT(chief().get("/letter-files").json.at("files"), SizeIs(1));
    const auto path = "/letter-files/" + second.json.at("id").dump();
    const auto original = chief().get(path + "/original").text;
    EXPECT_EQ(original, letter("Zweite {name}"));
    people(1);
    const auto undone = audit::reverse_event(house(), Actor::system(), second.json.at("change_event"));
    ASSERT_TRUE(undone);
    EXPECT_THAT(undone->conflicts, IsEmpty());
    sent(letters());
    EXPECT_THAT(part_in(job_.file_path, "word/document.xml"), HasSubstr("Erste Kunde0"));
    db().read([](Transaction& transaction) {
        auto rows = transaction.query("SELECT original, parts FROM letter_file_content");
        while (rows.next()) {
            EXPECT_EQ(rows.string(0).find("PK\x03\x04"), string::npos) << "sealed";
            EXPECT_EQ(rows.string(1).find("Erste"), string::npos) << "sealed";
        }
    });
}

TEST_P(LetterFiles, LibreOfficeSetsThemAsPdf) {
    if (office_.program.empty()) GTEST_SKIP() << "no LibreOffice here";
    ASSERT_EQ(keep(writer_letter("<text:p>Guten Tag {name}</text:p>")).status, 201);
    people(2);
    sent(letters({{"as_document", false}}));
    EXPECT_TRUE(job_.file_name.ends_with(".pdf")) << job_.file_name;
    EXPECT_EQ(documents::pages_set(file()), 2u);
}

TEST_P(LetterFiles, WhenLibreOfficeDiesTheSendingSaysSoAndNobodyCountsAsWrittenTo) {
    ASSERT_EQ(keep(letter("{name}")).status, 201);
    people(1);
    documents::office().program = "/bin/false";
    const auto begun = chief().post("/sendings", letters({{"as_document", false}}));
    ASSERT_EQ(begun.status, 201) << begun.text;
    EXPECT_EQ(finished(begun.json.at("job")).state, jobs::State::failed);
    EXPECT_EQ(sending(begun.json.at("id")).at("state"), "failed");
    EXPECT_EQ(sending(begun.json.at("id")).at("counts").at("sent"), 0);
    for (const auto& entry : std::filesystem::directory_iterator(house().folder))
        EXPECT_FALSE(entry.path().filename().string().starts_with("letters-")) << entry.path();
}

TEST_P(LetterFiles, TheCommandLineTakesThemByName) {
    ASSERT_EQ(keep(letter("{name}")).status, 201);
    people(1);
    const auto folder = test::temporary_path(".letters");
    std::filesystem::create_directories(folder);
    std::ofstream(folder / "all.json") << "{}";
    const auto send = [&](const string& name, const string& out) {
        std::ostringstream told, complained;
        return test::type_command(send_command, house(), Actor::system(),
                                  {"letters", "all.json", "--purpose", "contract", "--template", name, "--out", out},
                                  told, complained, folder.string());
    };
    EXPECT_EQ(send("Spielplan", "letters.docx"), 0);
    EXPECT_THAT(part_in((folder / "letters.docx").string(), "word/document.xml"), HasSubstr("Kunde0"));
    EXPECT_EQ(send("Spielplan", "letters.odt"), 1) << "it is a docx";
    EXPECT_EQ(send("Nichts", "letters.docx"), 1);
    std::filesystem::remove_all(folder);
}

}  // namespace
}  // namespace kartei::mailing

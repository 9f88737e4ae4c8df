// Papers for one customer through the API.
#include <gmock/gmock.h>

#include <fstream>

#include "modules/customers/customer_actions.hpp"
#include "modules/mailing/mailing_api.hpp"
#include "modules/mailing/mailing_commands.hpp"
#include "modules/profile/list.hpp"
#include "modules/profile/row_actions.hpp"
#include "tests/support/founded_house.hpp"
#include "tests/support/pdf_pages.hpp"
#include "tests/support/small_server.hpp"
#include "tests/support/typed_command.hpp"

namespace kartei::mailing {
namespace {

using test::Json;
using test::pages_of;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::StartsWith;

class Papers : public test::InAHouse {
protected:
    void SetUp() override {
        InAHouse::SetUp();
        if (IsSkipped()) return;
        server_.reset(new test::SmallServer({mailing_endpoints(house())}, {},
                                            [](Actor& actor) { actor.all_permissions = true; }));
        auto saved = db().write([&](sql::Transaction& transaction) {
            return customers::create_customer(house(), transaction, Actor::system(),
                                              {{"name", "Müller"}, {"first_name", "Anna"}, {"town", "Bonn"}});
        });
        path_ = "/customers/" + std::to_string(saved->customer.id);
        number_ = std::to_string(*saved->customer.number);
    }
    void TearDown() override {
        server_.reset();
        InAHouse::TearDown();
    }
    test::ApiClient& client() { return server_->as("chief"); }
    std::unique_ptr<test::SmallServer> server_;
    std::string path_, number_;
};
ON_BOTH_ENGINES(Papers);

// J-229
TEST_P(Papers, AllNotesArePrinted) {
    const auto id = std::stoll(path_.substr(path_.rfind('/') + 1));
    for (int i = 0; i < 60; ++i)
        db().write([&](sql::Transaction& transaction) {
            EXPECT_TRUE(profile::add_row(house(), transaction, Actor::system(), profile::list_named("notes"), id,
                                         {{"text", "Notiz " + std::to_string(i)}}));
        });
    EXPECT_GT(pages_of(client().get(path_ + "/notes.pdf").text), 1u);
}

TEST_P(Papers, LettersLabelsAndNotesArePdf) {
    const auto letter = client().post(path_ + "/letters", {{"subject", "Ihre Reise"}, {"text", "Guten Tag"}});
    EXPECT_EQ(letter.status, 200) << letter.text;
    for (const auto& text : {letter.text, client().get(path_ + "/letter.pdf?subject=Reise&text=Hallo").text,
                             client().get(path_ + "/label.pdf").text,
                             client().get(path_ + "/label.pdf?format=herma_4625").text,
                             client().get(path_ + "/notes.pdf").text}) {
        EXPECT_THAT(text, StartsWith("%PDF-"));
        EXPECT_EQ(pages_of(text), 1u);
    }
    EXPECT_EQ(client().get(path_ + "/label.pdf?format=a4").status, 400);
    EXPECT_EQ(client().get("/customers/4711/label.pdf").status, 404);
}

TEST_P(Papers, ALetterHasTheFormThatIsAskedFor) {
    const auto written = [&](const Json& form) {
        Json body = {{"subject", "Ihre Reise"}, {"text", "Guten Tag"}};
        body.update(form);
        const auto letter = client().post(path_ + "/letters", body);
        EXPECT_EQ(letter.status, 200) << letter.text;
        return letter.text;
    };
    EXPECT_NE(written({{"form", "a"}}), written({{"form", "b"}}));
    EXPECT_EQ(written(Json::object()), written({{"form", "b"}})) << "the house's";
    EXPECT_EQ(client().get(path_ + "/letter.pdf?form=a").text, client().post(path_ + "/letters", {{"form", "a"}}).text);
    EXPECT_EQ(client().post(path_ + "/letters", {{"form", "c"}}).status, 422);
}

TEST_P(Papers, ALongLetterGoesOnOverleaf) {
    std::string text;
    for (int i = 0; i < 100; ++i) text += "Zeile " + std::to_string(i) + "\n";
    EXPECT_EQ(pages_of(client().post(path_ + "/letters", {{"text", text}}).text), 3u);
}

std::vector<std::string> kinds_of(const std::vector<PaperWarning>& warnings) {
    std::vector<std::string> keys;
    for (const auto& warning : warnings) keys.push_back(warning.key);
    return keys;
}

TEST(AddressField, LongLinesGoOnInTheNextThenAllAreSetSmallerThenItIsSaid) {
    const documents::Pdf pdf(210, 297, "", "", "");
    const AddressField window{0, 0, 80, 27.3};
    const auto set = [&](const std::vector<std::string>& lines) { return fitted(pdf, lines, window); };
    const std::string word = "Schifffahrtsgesellschaft ";
    const auto plain = set({"Frau", "Anna M\u00fcller", "Am Markt 3", "53111 Bonn"});
    EXPECT_EQ(plain.rows, (std::vector<int>{1, 1, 1, 1}));
    const auto wrapped = set({word + word + word, "Am Markt 3", "53111 Bonn"});
    EXPECT_EQ(wrapped.size, plain.size) << "lines are free";
    EXPECT_GT(wrapped.rows[0], 1);
    const auto smaller = set({word + word + word, word + word, word + word, "Am Markt 3", "53111 Bonn"});
    EXPECT_LT(smaller.size, plain.size);
    EXPECT_FALSE(smaller.is_cut);
    std::string endless;
    for (int i = 0; i < 30; ++i) endless += word;
    const auto cut = set({endless, "Am Markt 3", "53111 Bonn", "DEUTSCHLAND"});
    EXPECT_TRUE(cut.is_cut);
    EXPECT_EQ(cut.rows, (std::vector<int>{3, 1, 1, 1})) << "town and country keep their lines";
    EXPECT_THAT(kinds_of(warnings_about_address({endless, "53111 Bonn"}, 80, 27.3)), ElementsAre("letter.warning_cut"));
    EXPECT_THAT(warnings_about_address({word + word, "53111 Bonn"}, 80, 27.3), IsEmpty());
}

TEST(AddressField, LettersWithoutAFontAreNamedBeforeTheyArePrinted) {
    for (auto text : {"M\u00fcller", "王小明", "김민수", "山田", "محمد", "Иванов", "שלום", "สมชาย", "नमस्ते", "Ωνάσης"})
        EXPECT_THAT(warnings_about_text(text), IsEmpty()) << text;
    const auto warnings = warnings_about_text("Anna \U000E0101\U0001F3B8 M\U000F0123");
    ASSERT_THAT(kinds_of(warnings), ElementsAre("letter.warning_no_font"));
    EXPECT_THAT(warnings[0].parameters.at(0).second, HasSubstr("\U000F0123"));
    EXPECT_THAT(warnings[0].parameters.at(0).second, Not(HasSubstr("A")));
}

TEST_P(Papers, WhatWillNotShowIsSaidBefore) {
    const auto told = [&] { return client().get(path_ + "/print-address").json.at("warnings"); };
    EXPECT_THAT(told(), IsEmpty());
    db().write([&](sql::Transaction& transaction) {
        ASSERT_TRUE(customers::change_customer(house(), transaction, Actor::system(), 2, 1,
                                               {{"name", std::string("M\U000F0123ller")},
                                                {"addition", std::string(120, 'W')},
                                                {"address_addition", std::string(80, 'W')}}));
    });
    EXPECT_EQ(told().size(), 2u) << told();
    EXPECT_EQ(client().post(path_ + "/letter-words", {{"text", "Hallo"}}).json.at("warnings").size(), 2u);
    std::ostringstream out, err;
    EXPECT_EQ(test::type_command(label_command, house(), Actor::system(), {number_, "--out", "label.pdf"}, out, err,
                                 test::temporary_folder().string()),
              0);
    EXPECT_THAT(err.str(), HasSubstr("\U000F0123"));
}

TEST_P(Papers, TheCardIsForAddressBooks) {
    EXPECT_THAT(client().get(path_ + "/card.vcf").text, HasSubstr("VERSION:4.0\r\n"));
    EXPECT_THAT(client().get(path_ + "/card.vcf?version=3.0").text, HasSubstr("FN:Anna Müller\r\n"));
}

TEST_P(Papers, TheCommandLineWritesThem) {
    std::ostringstream out, err;
    std::istringstream in("Guten Tag");
    const auto folder = test::temporary_folder().string();
    EXPECT_EQ(test::type_command(letter_command, house(), {number_, "--subject", "Reise", "--out", "letter.pdf"},
                                 {in, out, err, Actor::system(), folder}),
              0)
        << err.str();
    std::ifstream file(folder + "/letter.pdf", std::ios::binary);
    EXPECT_THAT(std::string(std::istreambuf_iterator<char>(file), {}), StartsWith("%PDF-"));
    EXPECT_EQ(test::type_command(label_command, house(), Actor::system(), {"999"}, out, err, folder), 1);
    EXPECT_EQ(test::type_command(label_command, house(), Actor::system(), {}, out, err, folder), 2);
}

}  // namespace
}  // namespace kartei::mailing

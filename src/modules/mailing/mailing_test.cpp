// Papers for one customer through the API.
#include <gmock/gmock.h>

#include <fstream>

#include "modules/customers/customer_actions.hpp"
#include "modules/mailing/mailing_api.hpp"
#include "modules/mailing/mailing_commands.hpp"
#include "tests/support/founded_house.hpp"
#include "tests/support/pdf_pages.hpp"
#include "tests/support/small_server.hpp"
#include "tests/support/typed_command.hpp"

namespace kartei::mailing {
namespace {

using test::Json;
using test::pages_of;
using testing::HasSubstr;
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

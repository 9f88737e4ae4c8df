// The register as a list: exactly what the screen shows, in its order, of all that was found or of the marked ones.
#include "modules/customers/register_report.hpp"

#include <gmock/gmock.h>

#include "lists/export.hpp"
#include "lists/report_command.hpp"
#include "lists/runs.hpp"
#include "modules/customers/customer_actions.hpp"
#include "tests/support/founded_house.hpp"
#include "tests/support/typed_command.hpp"

namespace kartei::customers {
namespace {

using testing::HasSubstr;

class RegisterReport : public test::InAHouse {
protected:
    void SetUp() override {
        InAHouse::SetUp();
        if (IsSkipped()) return;
        add({{"name", std::string("Berg")},
             {"first_name", std::string("Anna")},
             {"name_prefix", std::string("van den")},
             {"street", std::string("Domstraße")},
             {"house_number", std::string("7")}});
        add({{"name", std::string("Adler")}, {"phone_private", std::string("+49 30 1234567")}});
        add({{"name", std::string("Zander")}, {"hidden_in_search", true}});
        add({{"name", std::string("Bergmann")}});
    }
    void add(NewValues values) {
        values.try_emplace("kind", std::string("private"));
        const auto saved = house().database.write([&](sql::Transaction& transaction) {
            return create_customer(house(), transaction, Actor::system(), values);
        });
        ASSERT_TRUE(saved) << saved.refusal().issues.front().key << saved.refusal().issues.front().field;
        ids.push_back(std::to_string(saved->customer.id));
    }
    std::string csv(const nlohmann::json& filter, std::vector<std::string> columns = {"name", "first_name"}) {
        lists::Runs runs(house(), {register_report()});
        const auto run = runs.make(Actor::system(), runs.reports().front(), "", filter).value();
        lists::ExportOptions options;
        options.columns = std::move(columns);
        documents::MemorySink sink;
        EXPECT_TRUE(lists::export_text(house(), {*run->list}, options, sink));
        return sink.content;
    }
    std::vector<std::string> ids;
};
ON_BOTH_ENGINES(RegisterReport);

TEST_P(RegisterReport, HoldsWhatTheScreenShowsInItsOrder) {
    EXPECT_EQ(csv({}), "name,first_name\nAdler,\nvan den Berg,Anna\nBergmann,\n");
    EXPECT_EQ(csv({{"direction", "desc"}}), "name,first_name\nBergmann,\nvan den Berg,Anna\nAdler,\n");
    EXPECT_EQ(csv({{"filter", "berg"}}), "name,first_name\nvan den Berg,Anna\nBergmann,\n");
    EXPECT_EQ(csv({{"order", "number"}, {"hidden", true}}, {"name"}), "name\nvan den Berg\nAdler\nZander\nBergmann\n");
    EXPECT_EQ(csv({{"filter", "adler"}}, {"phone", "kind", "street"}), "phone,kind,street\n'+49 30 1234567,private,\n");
    EXPECT_EQ(csv({{"filter", "berg,"}}, {"street"}), "street\nDomstraße 7\n");
}

TEST_P(RegisterReport, OfMarkedOnesHoldsExactlyThose) {
    EXPECT_EQ(csv({{"marked", {ids[3], ids[1]}}}, {"name"}), "name\nAdler\nBergmann\n");
    EXPECT_EQ(csv({{"marked", {ids[3], ids[1]}}, {"direction", "desc"}}, {"name"}), "name\nBergmann\nAdler\n");
    EXPECT_EQ(csv({{"left_out", {ids[0]}}}, {"name"}), "name\nAdler\nBergmann\n");
    EXPECT_EQ(csv({{"marked", {ids[2]}}}, {"name"}), "name\n") << "hidden ones only who asks for them";
    EXPECT_EQ(csv({{"marked", {ids[2], std::to_string(anonymous_customer)}}, {"hidden", true}}, {"name"}),
              "name\nZander\n")
        << "the anonymous customer is nobody";
}

TEST_P(RegisterReport, SaysHowManyAreMarkedAndNotTheirIds) {
    lists::Runs runs(house(), {register_report()});
    const auto& report = runs.reports().front();
    const auto run = runs.make(Actor::system(), report, "", {{"marked", {ids[3], ids[1]}}, {"left_out", {ids[0]}}});
    ASSERT_TRUE(run);
    EXPECT_EQ(lists::words_of(report, (*run)->question, Language::de),
              "Nur die markierten: 2 Kunden; Ohne die nicht markierten: 1 Kunde");
    for (const auto* wrong : {"abc", "7x", "1.5"}) {
        const auto refused = runs.make(Actor::system(), report, "", {{"marked", {ids[1], wrong}}});
        ASSERT_FALSE(refused) << wrong;
        EXPECT_EQ(refused.refusal().issues.at(0).field, "marked");
        EXPECT_EQ(refused.refusal().issues.at(0).key, "error.not_a_whole_number");
    }
}

TEST_P(RegisterReport, HiddenOnesTakeTheRightToThem) {
    lists::Runs runs(house(), {register_report()});
    Actor clerk;
    clerk.permissions = {"customers.read"};
    const auto refused = runs.make(clerk, runs.reports().front(), "", {{"hidden", true}});
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.refusal().kind, RefusalKind::forbidden);
    EXPECT_TRUE(runs.make(clerk, runs.reports().front(), "", nlohmann::json::object()));
}

TEST_P(RegisterReport, IsPrintedByTheCommandToo) {
    std::stringstream out, err;
    const auto type = [&](const std::vector<std::string>& words) {
        const auto declare = [](CLI::App& app) { return lists::report_command(app, {register_report()}); };
        return test::type_command(declare, house(), Actor::system(), words, out, err);
    };
    EXPECT_EQ(type({"register", "--filter", "berg", "--hidden", "--columns", "name"}), 0);
    EXPECT_EQ(out.str(), "name\nvan den Berg\nBergmann\n");
    EXPECT_EQ(type({"register", "--order", "shoe"}), 1);
    EXPECT_THAT(err.str(), HasSubstr("name (Name, naam), number (Kundennummer, klantnummer), created_at ("));
}

}  // namespace
}  // namespace kartei::customers

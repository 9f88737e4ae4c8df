// Commission lines and fee rules of a customer: entered, inherited, copied, and what of the house's tables they name.
#include "modules/parameters/base_data.hpp"
#include "modules/profile/profile_fixture.hpp"

namespace kartei::profile {
namespace {

using testing::ElementsAre;

class CommissionAndFees : public WithProfile {
protected:
    void SetUp() override {
        WithProfile::SetUp();
        if (IsSkipped()) return;
        base("operators", {{"code", "TUI"}, {"name", "TUI Deutschland"}});
        base("operators", {{"code", "DER"}, {"name", "DERTOUR"}});
        base("destinations", {{"code", "PMI"}, {"name", "Mallorca"}});
        base("commission-tables", {{"code", "STAMM"}, {"name", "Stammkunden"}, {"rate", std::int64_t{500}}});
        base("commission-tables", {{"code", "FIRMA"}, {"name", "Firmen"}, {"rate", std::int64_t{300}}});
        base("fee-rules", {{"code", "SERVICE"}, {"name", "Servicepauschale"}, {"amount", std::int64_t{1500}}});
        base("fee-rules", {{"code", "VISUM"}, {"name", "Visum besorgen"}, {"amount", std::int64_t{3500}}});
    }

    parameters::SavedRow base(const char* name, const parameters::PlainValues& values) {
        auto saved = db().write([&](sql::Transaction& transaction) {
            return parameters::create(house(), transaction, Actor::system(), *parameters::base_data(name), values);
        });
        EXPECT_TRUE(saved);
        return *saved;
    }
    Result<std::int64_t> remove_base(const char* name, const char* code) {
        return db().write([&](sql::Transaction& transaction) {
            const auto row = parameters::base_row_meant(transaction, name, code);
            return parameters::remove(house(), transaction, Actor::system(), *parameters::base_data(name), row->id,
                                      row->version);
        });
    }
    std::int64_t number_of(const std::string& customer) { return as("chief").get(customer).json.at("number"); }
    std::string linked(const char* link, const std::string& to) {
        return customer({{"name", "Berg"}, {link, number_of(to)}});
    }
    Json terms(const std::string& customer, const char* what) {
        return as("chief").get(customer + "/booking-terms").json.at(what);
    }
    ApiAnswer copy(const std::string& customer, const char* link, const char* who = "chief") {
        return as(who).post(customer + "/links/" + link + "/copy", nullptr, {if_match(1)});
    }
    std::vector<std::string> tables(const std::string& customer) {
        std::vector<std::string> codes;
        const auto all = lists(customer);
        for (const auto& row : all["commission_assignments"]) codes.push_back(row["commission_table"]);
        return codes;
    }
};
ON_BOTH_ENGINES(CommissionAndFees);

// J-214, J-215, J-216: a line may be limited in five ways, by what the base data and choice lists hold
TEST_P(CommissionAndFees, ALineIsLimitedByBaseDataInCodesOrWords) {
    const auto anna = customer();
    const auto path = anna + "/commission-assignments";
    const auto line = add(path, {{"operator", "tui deutschland"},
                                 {"product_type", "Pauschalreise"},
                                 {"destination", "mallorca"},
                                 {"price_text", "Katalog"},
                                 {"service_type", "accommodation"},
                                 {"commission_table", "Stammkunden"}});
    EXPECT_EQ(line["operator"], "TUI");
    EXPECT_EQ(line["product_type"], "package_tour");
    EXPECT_EQ(line["destination"], "PMI");
    EXPECT_EQ(line["commission_table"], "STAMM");
    EXPECT_THAT(as("chief").post(path, {{"operator", "XYZ"}, {"product_type", "boat"}}).issues(),
                ElementsAre("commission_table: error.required", "operator: error.not_in_base_data",
                            "product_type: error.unknown_code"));
    EXPECT_EQ(terms(anna, "commission")["lines"],
              Json({"TUI Deutschland, Package tour, Mallorca, Katalog, Accommodation: Stammkunden 5.00 %"}));
    EXPECT_EQ(agent().post(path, {{"commission_table", "STAMM"}}).status, 403) << "commission.change is a right";
}

// J-219, J-220: a line without restrictions holds for everything; the order is the user's (decisions.md 11)
TEST_P(CommissionAndFees, LinesAreOrderedAndMayRestrictNothing) {
    const auto anna = customer();
    const auto path = anna + "/commission-assignments";
    const auto all = add(path, {{"commission_table", "STAMM"}}),
               some = add(path, {{"operator", "DER"}, {"commission_table", "FIRMA"}});
    EXPECT_EQ(terms(anna, "commission")["lines"], Json({"All services: Stammkunden 5.00 %", "DERTOUR: Firmen 3.00 %"}));
    EXPECT_EQ(as("chief").put(path + "/order", {{"ids", {some["id"], all["id"]}}}).status, 200);
    EXPECT_THAT(tables(anna), ElementsAre("FIRMA", "STAMM"));
}

// J-149, J-150, J-151: the main customer's scheme holds until the first own line; copied lines are his own
TEST_P(CommissionAndFees, CommissionIsInheritedUntilTheFirstOwnLineAndCanBeCopied) {
    const auto main = customer();
    add(main + "/commission-assignments", {{"commission_table", "STAMM"}});
    add(main + "/commission-assignments", {{"operator", "TUI"}, {"commission_table", "FIRMA"}});
    const auto bert = linked("commission_from", main);
    EXPECT_EQ(terms(bert, "commission")["from"]["number"], number_of(main));
    EXPECT_EQ(lists(bert)["inherited_commission_assignments"]["lines"].size(), 2u);
    const auto own = add(bert + "/commission-assignments", {{"operator", "DER"}, {"commission_table", "STAMM"}});
    EXPECT_EQ(terms(bert, "commission")["from"], nullptr);
    EXPECT_EQ(terms(bert, "commission")["lines"].size(), 1u) << "no mixture of own and inherited";

    EXPECT_EQ(copy(bert, "commission_from", "agent").status, 403);
    const auto copied = copy(bert, "commission_from");
    ASSERT_EQ(copied.status, 200) << copied.text;
    EXPECT_THAT(tables(bert), ElementsAre("STAMM", "STAMM", "FIRMA"));
    EXPECT_EQ(copy(bert, "commission_from").status, 409) << "there is nothing more to copy";
    // Changeable afterwards, without a change at the main customer.
    const auto row = lists(bert)["commission_assignments"][2];
    const auto changed = as("chief").patch(row_path(bert + "/commission-assignments", row),
                                           {{"commission_table", "STAMM"}}, {if_match(1)});
    EXPECT_EQ(changed.status, 200) << changed.text;
    EXPECT_THAT(tables(main), ElementsAre("STAMM", "FIRMA"));
    EXPECT_EQ(undo(changed.json["change_event"]).status, 200);
    EXPECT_EQ(undo(copied.json["change_event"]).status, 200);
    EXPECT_THAT(tables(bert), ElementsAre("STAMM"));
    // The last own line deleted restores what is inherited.
    EXPECT_EQ(as("chief").del(row_path(bert + "/commission-assignments", own), {if_match(1)}).status, 200);
    EXPECT_EQ(terms(bert, "commission")["lines"].size(), 2u);
}

// J-162, J-163, J-164, J-222: fee rules of the house are given to a customer; own before linked before master customer
TEST_P(CommissionAndFees, FeesComeFromTheLinkThenFromTheMasterCustomerOfTheKind) {
    const auto master = customer(), main = customer({{"name", "Haupt"}});
    add(master + "/fee-assignments", {{"fee_rule", "SERVICE"}});
    add(main + "/fee-assignments", {{"fee_rule", "visum besorgen"}, {"amount", "20,00"}});
    const auto bert = customer({{"name", "Berg"}}), dora = linked("fees_from", main);
    EXPECT_EQ(terms(bert, "fees")["lines"], Json::array());
    set_parameter("master_customer_private", number_of(master));
    EXPECT_EQ(terms(bert, "fees")["lines"], Json({"Servicepauschale 15.00 EUR"}));
    EXPECT_EQ(terms(bert, "fees")["from"]["number"], number_of(master));
    EXPECT_EQ(terms(dora, "fees")["lines"], Json({"Visum besorgen 20.00 EUR"}));
    const auto copied = copy(dora, "fees_from");
    ASSERT_EQ(copied.status, 200) << copied.text;
    EXPECT_EQ(lists(dora)["fee_assignments"][0]["amount"], "20.00");
    EXPECT_EQ(terms(dora, "fees")["from"], nullptr) << "one own change ends what is inherited";
    EXPECT_EQ(lists(dora)["inherited_fee_assignments"], nullptr);
}

// J-217: what customers have keeps its code and stays; hidden entries are not given to anybody else
TEST_P(CommissionAndFees, TablesInUseStayAndHiddenOnesAreNotOffered) {
    const auto anna = customer();
    const auto path = anna + "/commission-assignments";
    const auto line = add(path, {{"operator", "TUI"}, {"commission_table", "STAMM"}});
    for (const auto& [base, code] : {std::pair{"commission-tables", "STAMM"}, {"operators", "TUI"}}) {
        const auto refused = remove_base(base, code);
        ASSERT_FALSE(refused);
        EXPECT_EQ(refused.refusal().issues[0].key, "error.in_use");
    }
    EXPECT_TRUE(remove_base("operators", "DER"));
    const auto stamm = db().write([&](sql::Transaction& transaction) {
        const auto row = parameters::base_row_meant(transaction, "commission-tables", "STAMM");
        return parameters::change(house(), transaction, Actor::system(), *parameters::base_data("commission-tables"),
                                  row->id, row->version, {{"hidden", true}});
    });
    ASSERT_TRUE(stamm);
    EXPECT_THAT(as("chief").post(path, {{"commission_table", "STAMM"}}).issues(),
                ElementsAre("commission_table: error.not_in_base_data"));
    const auto kept = as("chief").patch(row_path(path, line), {{"price_text", "Katalog"}}, {if_match(1)});
    EXPECT_EQ(kept.status, 200) << "whoever has it keeps it: " << kept.text;
}

// decisions.md 17: without the module its lists are neither changed nor in force
TEST_P(CommissionAndFees, WithoutItsModuleNothingOfItIsThere) {
    const auto anna = customer(), bert = linked("commission_from", anna);
    add(anna + "/commission-assignments", {{"commission_table", "STAMM"}});
    set_parameter("module_commission", false);
    EXPECT_EQ(as("chief").post(anna + "/commission-assignments", {{"commission_table", "STAMM"}}).status, 404);
    EXPECT_EQ(copy(bert, "commission_from").status, 404);
    EXPECT_EQ(terms(anna, "commission")["lines"], Json::array());
    set_parameter("module_commission", true);
    EXPECT_EQ(terms(bert, "commission")["lines"].size(), 1u) << "what was stored is kept";
}

// J-181, J-182
TEST_P(CommissionAndFees, SurchargesWithARightOfTheirOwn) {
    const auto path = customer() + "/surcharges";
    const auto row = add(path, {{"text", "Stammkundenrabatt"}, {"amount", "-12,50"}});
    EXPECT_EQ(row["amount"], "-12.50");
    EXPECT_EQ(row["per"], "booking");
    EXPECT_EQ(agent().post(path, {{"text", "Gebühr"}, {"amount", "5"}}).status, 403);
    EXPECT_EQ(agent().del(row_path(path, row), {if_match(1)}).status, 403);
    EXPECT_EQ(as("chief").patch(row_path(path, row), {{"per", "person"}}, {if_match(1)}).json["per"], "person");
    EXPECT_EQ(as("chief").del(row_path(path, row), {if_match(2)}).status, 200);
}

// J-155, J-182: own lines replace inherited ones, and when the last of them goes, the inherited ones hold again
TEST_P(CommissionAndFees, SurchargesAreInheritedWhileThereAreNone) {
    const auto main = customer({{"name", "Muster GmbH"}, {"kind", "company"}});
    const auto line = add(main + "/surcharges", {{"text", "Rabatt"}, {"amount", "-10"}});
    const auto number = as("chief").get(main).json["number"];
    const auto middle = customer({{"name", "Filiale"}, {"surcharges_from", number}});
    const auto anna = customer({{"name", "Eriksson"}, {"surcharges_from", as("chief").get(middle).json["number"]}});
    EXPECT_EQ(lists(main)["inherited_surcharges"], nullptr);
    auto inherited = lists(anna)["inherited_surcharges"];
    EXPECT_EQ(inherited["from"]["number"], number);
    EXPECT_EQ(inherited["rows"].at(0)["text"], "Rabatt");
    const auto own = add(anna + "/surcharges", {{"text", "Gebühr"}, {"amount", "5"}});
    EXPECT_EQ(lists(anna)["inherited_surcharges"], nullptr);
    EXPECT_EQ(as("chief").del(row_path(anna + "/surcharges", own), {if_match(1)}).status, 200);
    EXPECT_EQ(lists(anna)["inherited_surcharges"], inherited);
    as("chief").del(row_path(main + "/surcharges", line), {if_match(1)});
    EXPECT_EQ(lists(anna)["inherited_surcharges"], nullptr);
}

}  // namespace
}  // namespace kartei::profile

// Links between customers through the API: where they lead, circles, who depends on a customer, the copy.
#include <gmock/gmock.h>

#include "modules/customers/customer_links.hpp"
#include "modules/customers/register_server_fixture.hpp"

namespace kartei::customers {
namespace {

using test::if_match;
using test::Json;
using testing::ElementsAre;

class CustomerLinks : public WithRegisterServer {
protected:
    Json add(Json values) {
        values.emplace("name", "Müller");
        const auto made = chief().post("/customers", values);
        EXPECT_EQ(made.status, 201) << made.text;
        return made.json;
    }
    void take_back(const Json& event) {
        const auto undone = chief().post("/change-events/" + event.dump() + "/reversal");
        EXPECT_EQ(undone.status, 200) << undone.text;
    }
    static std::string path(const Json& customer) { return "/customers/" + customer.at("id").dump(); }
    Json link(const Json& customer, const std::string& field) {
        const auto answer = chief().get(path(customer) + "/links");
        EXPECT_EQ(answer.status, 200) << answer.text;
        for (const auto& one : answer.json.at("links"))
            if (one.at("field") == field) return one;
        return nullptr;
    }
};
ON_BOTH_ENGINES(CustomerLinks);

// J-145, J-148, J-156, J-165
TEST_P(CustomerLinks, EachLinkLeadsToItsCustomerAndShowsTheChain) {
    const auto top = add({{"name", "Holding"}, {"kind", "company"}});
    const auto middle = add({{"name", "Werk"}, {"kind", "agency"}, {"company", top.at("number")}});
    Json all = Json::object();
    for (const auto& one : links) all[std::string(one.field)] = middle.at("number");
    const auto person = add(all);
    for (const auto& one : links) {
        const auto shown = link(person, std::string(one.field));
        EXPECT_EQ(shown.at("customer").at("name"), "Werk") << one.field;
    }
    const auto chain = link(person, "company").at("chain");
    ASSERT_EQ(chain.size(), 2u);
    EXPECT_EQ(chain[1].at("name"), "Holding");
    const auto depends = chief().get(path(top) + "/links").json.at("dependants");
    ASSERT_EQ(depends.size(), 1u);
    EXPECT_EQ(depends[0].at("field"), "company");
    EXPECT_EQ(depends[0].at("rows")[0].at("name"), "Werk");
}

TEST_P(CustomerLinks, NobodyBelongsToHimselfNorInACircle) {
    const auto one = add({}), two = add({{"company", one.at("number")}}), three = add({{"company", two.at("number")}});
    EXPECT_THAT(chief().patch(path(one), {{"company", one.at("number")}}, {if_match(1)}).issues(),
                ElementsAre("company: error.link_to_himself"));
    EXPECT_THAT(chief().patch(path(one), {{"company", three.at("number")}}, {if_match(1)}).issues(),
                ElementsAre("company: error.link_in_a_circle"));
    EXPECT_THAT(chief().patch(path(one), {{"company", 4711}}, {if_match(1)}).issues(),
                ElementsAre("company: error.no_such_customer"));
    EXPECT_THAT(clerk().patch(path(one), {{"agency", three.at("number")}}, {if_match(1)}).issues(),
                ElementsAre("agency: error.no_right_to_field"));
}

// J-159; decisions.md 14
TEST_P(CustomerLinks, AJointSalutationIsMutualAndSaysWhenItIsNot) {
    const auto she = add({{"name", "Meier"}}), he = add({{"joint_salutation_with", she.at("number")}});
    EXPECT_EQ(link(he, "joint_salutation_with").at("one_sided"), true);
    EXPECT_EQ(
        chief().patch(path(she), {{"joint_salutation_with", he.at("number")}}, {if_match(1)}).status, 200);
    EXPECT_EQ(link(he, "joint_salutation_with").at("one_sided"), false);
}

// J-152, J-153, J-154, J-171
TEST_P(CustomerLinks, TheBillingAddressIsCopiedOnceIntoFreeFields) {
    const auto company = add({{"kind", "company"}, {"street", "Am Markt 3"}, {"postcode", "53111"}, {"town", "Bonn"}});
    const auto person = add({{"town", "Köln"}, {"billing_address_from", company.at("number")}});
    const auto inherits = link(person, "billing_address_from").at("inherits");
    EXPECT_EQ(inherits[0].at("lines"), Json({"Müller", "Am Markt 3", "53111 Bonn"})) << "the link is live, too";
    const auto copied = chief().post(path(person) + "/links/billing_address_from/copy", nullptr, {if_match(1)});
    ASSERT_EQ(copied.status, 200) << copied.text;
    EXPECT_EQ(copied.json.at("street"), "Am Markt");
    EXPECT_EQ(copied.json.at("town"), "Köln") << "what was there stays";
    EXPECT_EQ(copied.json.at("number"), person.at("number"));
    EXPECT_EQ(chief().post(path(company) + "/links/billing_address_from/copy", nullptr, {if_match(1)}).status, 409);
    take_back(copied.json.at("change_event"));
    EXPECT_EQ(chief().get(path(person)).json.at("street"), nullptr);
    EXPECT_EQ(chief().get(path(person)).json.at("town"), "Köln");
}

// A draft has no number yet: nobody points at him
TEST_P(CustomerLinks, NobodyPointsAtWhoHasNoNumber) {
    add({{"company", add({{"kind", "company"}}).at("number")}});
    db().read([](sql::Transaction& transaction) {
        for (const auto& link : links) EXPECT_EQ(dependants_of(transaction, link, Customer{}).count, 0) << link.field;
    });
}

// decision 138: who points at him is said; the links are cleared or kept as it is chosen, and come back with an undo
TEST_P(CustomerLinks, DeletingTheTargetAsksWhatBecomesOfTheLinks) {
    const auto company = add({{"name", "Weber GmbH"}, {"kind", "company"}});
    const auto one = add({{"name", "Müller"}, {"company", company.at("number")}});
    const auto at = path(company);
    const auto asked = chief().del(at, {if_match(1)});
    EXPECT_EQ(asked.status, 409);
    EXPECT_THAT(asked.issues(), ElementsAre("links: error.customer_is_linked"));
    EXPECT_THAT(asked.text, testing::HasSubstr(std::to_string(one.at("number").get<std::int64_t>()) + " Müller"));
    const auto kept = chief().del(at + "?links=keep", {if_match(1)});
    ASSERT_EQ(kept.status, 200) << kept.text;
    EXPECT_EQ(chief().get(path(one)).json.at("company"), company.at("number"));
    take_back(kept.json.at("change_event"));
    const auto version = chief().get(at).json.at("version").get<std::int64_t>();
    const auto cleared = chief().del(at + "?links=clear", {if_match(version)});
    ASSERT_EQ(cleared.status, 200) << cleared.text;
    EXPECT_EQ(chief().get(path(one)).json.at("company"), nullptr);
    take_back(cleared.json.at("change_event"));
    EXPECT_EQ(chief().get(path(one)).json.at("company"), company.at("number"));
}

// Clearing the links of others changes them: who may not do that, or does not see them all, is told how many they are
TEST_P(CustomerLinks, LinksOfOthersAreClearedByWhoMayChangeThemAll) {
    const auto company = add({{"name", "Weber GmbH"}, {"kind", "company"}});
    const auto one = add({{"name", "Müller"}, {"company", company.at("number")}}),
               other = add({{"name", "Geheimrat"}, {"turnover_group", company.at("number")}});
    ASSERT_EQ(chief().patch(path(other), {{"hidden_in_search", true}}, {if_match(1)}).status, 200);
    const auto at = path(company) + "?links=clear";
    const auto clear = [&](const std::string& rights) { return clerk_with(rights).del(at, {if_match(1)}); };
    const auto without = clear("customers.delete");
    EXPECT_EQ(without.status, 403) << without.text;
    EXPECT_THAT(without.issues(), ElementsAre("links: error.links_without_right"));
    const auto unseen = clear("customers.delete+customers.links");
    EXPECT_EQ(unseen.status, 403) << unseen.text;
    EXPECT_THAT(unseen.issues(), ElementsAre("links: error.links_of_unseen"));
    for (const auto& refused : {without, unseen})
        EXPECT_THAT(refused.text, testing::Not(testing::HasSubstr("Geheimrat")));
    EXPECT_EQ(chief().get(path(one)).json.at("company"), company.at("number")) << "nothing was changed";
    const auto done = clear("customers.delete+customers.links+customers.see_hidden");
    ASSERT_EQ(done.status, 200) << done.text;
    EXPECT_EQ(chief().get(path(other)).json.at("turnover_group"), nullptr);
    const auto undo = [&](const std::string& rights) {
        return clerk_with(rights + "+changes.undo_others")
            .post("/change-events/" + done.json.at("change_event").dump() + "/reversal");
    };
    EXPECT_EQ(undo("customers.delete+customers.see_hidden").status, 403) << "without the right to links";
    EXPECT_EQ(undo("customers.delete+customers.links").status, 403) << "one of them is hidden";
    EXPECT_EQ(undo("customers.delete+customers.links+customers.see_hidden").status, 200);
    EXPECT_EQ(chief().get(path(one)).json.at("company"), company.at("number"));
}

// Where nobody points at him there is nothing to clear, and no right is asked
TEST_P(CustomerLinks, WhoeverNobodyPointsAtIsDeletedWithTheRightToDelete) {
    EXPECT_EQ(clerk_with("customers.delete").del(path(add({})) + "?links=clear", {if_match(1)}).status, 200);
}

// J-155, J-182, J-151: one own line ends what is inherited (decisions.md 5)
TEST_P(CustomerLinks, LinesComeFromTheNearestThatHasAny) {
    const auto top = add({}), middle = add({{"surcharges_from", top.at("number")}}),
               last = add({{"surcharges_from", middle.at("number")}});
    const auto give_line = [&](const test::Json& to) {
        db().write([&](sql::Transaction& transaction) {
            transaction.execute("INSERT INTO surcharge (id, created_event, customer_id, position, text, amount, per)"
                                " VALUES (:id, 1, :customer, 1, 'Kurtaxe', 200, 'person')",
                                to.at("id").get<std::int64_t>(), to.at("id").get<std::int64_t>());
        });
    };
    give_line(top);
    EXPECT_EQ(link(last, "surcharges_from").at("inherits")[0].at("from").at("id"), top.at("id"));
    give_line(last);
    EXPECT_TRUE(link(last, "surcharges_from").at("inherits").empty());
}

}  // namespace
}  // namespace kartei::customers

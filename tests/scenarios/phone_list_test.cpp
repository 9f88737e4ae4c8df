// Numbers of the phone list (tab Telefon) are what a customer is found by, whatever happens to the list or to him.
#include "modules/customers/customer_search.hpp"
#include "modules/customers/form_search.hpp"
#include "modules/duplicates/check.hpp"
#include "modules/duplicates/duplicate_actions.hpp"
#include "modules/merges/merges_fixture.hpp"
#include "modules/profile/row_terms.hpp"
#include "tests/scenarios/served_register.hpp"

namespace kartei::profile {
namespace {

using sql::Transaction;
using test::if_match;
using test::Json;
using testing::ElementsAre;
using testing::IsEmpty;

class PhoneList : public imports::ServedRegister {
public:
    std::int64_t customer(const Json& values) {
        const auto made = chief().post("/customers", values);
        EXPECT_EQ(made.status, 201) << made.text;
        return made.json.at("id");
    }
    static std::string phones(std::int64_t id) { return "/customers/" + std::to_string(id) + "/phones"; }
    Json add(std::int64_t id, const char* number) {
        const auto made = chief().post(phones(id), {{"number", number}});
        EXPECT_EQ(made.status, 201) << made.text;
        return made.json;
    }
    static std::string path_of(std::int64_t id, const Json& row) {
        return phones(id) + "/" + std::to_string(row.at("id").get<std::int64_t>());
    }
    void undo(const Json& event) {
        const auto undone =
            chief().post("/change-events/" + std::to_string(event.get<std::int64_t>()) + "/reversal", nullptr);
        EXPECT_EQ(undone.status, 200) << undone.text;
    }
    /// By the search box, and by the field of the form.
    std::vector<std::int64_t> found(const std::string& typed) {
        return db().read([&](Transaction& transaction) {
            std::vector<std::int64_t> ids, by_form;
            for (const auto& hit : customers::search_customers(transaction, typed, 20).hits)
                ids.push_back(hit.customer.id);
            customers::FormQuestion question;
            question.phone = typed;
            const auto hits = customers::search_by_form(transaction, question);
            if (hits)
                for (const auto& hit : hits->hits) by_form.push_back(hit.customer.id);
            EXPECT_EQ(ids, by_form) << typed;
            return ids;
        });
    }
    void expect_terms() {
        db().read([&](Transaction& transaction) {
            EXPECT_EQ(check_row_terms(transaction), 0);
            EXPECT_EQ(check_rows(house(), transaction), 0);
            EXPECT_EQ(customers::check_lines(transaction), 0);
        });
    }
};
ON_BOTH_ENGINES(PhoneList);

// J-205, J-012: in any notation
TEST_P(PhoneList, EachNumberFindsItsCustomer) {
    const auto anna = customer({{"name", "Öz"}, {"phone_mobile", "+49 171 1112223"}});
    const auto row = add(anna, "+49 (0)221 / 445566");
    add(anna, "0171 1112223");
    for (const auto* typed : {"0221 445566", "+49221445566", "0049 221 44-5566", "0221/4455"})
        EXPECT_THAT(found(typed), ElementsAre(anna)) << typed;
    const auto changed = chief().patch(path_of(anna, row), {{"number", "0228 998877"}}, {if_match(1)});
    ASSERT_EQ(changed.status, 200) << changed.text;
    EXPECT_THAT(found("0221 445566"), IsEmpty());
    EXPECT_THAT(found("0228 998877"), ElementsAre(anna));
    expect_terms();
    undo(changed.json["change_event"]);
    EXPECT_THAT(found("0221 445566"), ElementsAre(anna));
    const auto again = add(anna, "0221 44 55 66");
    const auto gone = chief().del(path_of(anna, again), {if_match(1)});
    ASSERT_EQ(gone.status, 200) << gone.text;
    EXPECT_THAT(found("0221 445566"), ElementsAre(anna)) << "it stands in another row still";
    expect_terms();
    ASSERT_EQ(chief().del(path_of(anna, row), {if_match(3)}).status, 200);
    EXPECT_THAT(found("0221 445566"), IsEmpty());
    expect_terms();
}

// J-012: who asks for the wife finds the husband in whose family she stands, however she is written
TEST_P(PhoneList, NamesOfTheFamilyFindTheirCustomer) {
    const auto bernd = customer({{"name", "Müller"}, {"first_name", "Bernd"}});
    const auto path = "/customers/" + std::to_string(bernd) + "/family";
    const auto row = chief().post(path, {{"name", "Dijk"}, {"name_prefix", "van"}, {"first_name", "Anneke"}});
    ASSERT_EQ(row.status, 201) << row.text;
    const auto led = [&](const char* typed) {
        std::vector<std::string> how;
        db().read([&](Transaction& transaction) {
            for (const auto& hit : customers::search_customers(transaction, typed, 20).hits)
                how.push_back(std::to_string(hit.customer.id) + " " + std::string(hit.matched));
        });
        return how;
    };
    const auto by_family = ElementsAre(std::to_string(bernd) + " member");
    for (const auto* typed : {"dijk", "Anneke van Dijk", "DIJK ann", "van dij"}) EXPECT_THAT(led(typed), by_family) << typed;
    EXPECT_THAT(led("Anneke"), IsEmpty()) << "J-057";
    EXPECT_THAT(led("dijk bernd"), IsEmpty()) << "nobody is called so";
    const auto at = path + "/" + std::to_string(row.json.at("id").get<std::int64_t>());
    const auto renamed = chief().patch(at, {{"name", "Özdemir"}, {"name_prefix", nullptr}}, {if_match(1)});
    ASSERT_EQ(renamed.status, 200) << renamed.text;
    EXPECT_THAT(led("dijk"), IsEmpty());
    EXPECT_THAT(led("oezdemir anneke"), by_family);
    expect_terms();
    undo(renamed.json["change_event"]);
    EXPECT_THAT(led("dijk"), by_family);
    const auto gone = chief().del("/customers/" + std::to_string(bernd), {if_match(1)});
    ASSERT_EQ(gone.status, 200) << gone.text;
    EXPECT_THAT(led("dijk"), IsEmpty());
    undo(gone.json["change_event"]);
    EXPECT_THAT(led("dijk"), by_family);
    expect_terms();
}

// J-024: with the customer goes his list, and comes back with him
TEST_P(PhoneList, FollowsTheCustomer) {
    const auto anna = customer({{"name", "Öz"}}), ana = customer({{"name", "Oez"}});
    add(ana, "0221 445566");
    const auto gone = chief().del("/customers/" + std::to_string(ana), {if_match(1)});
    ASSERT_EQ(gone.status, 200) << gone.text;
    EXPECT_THAT(found("0221 445566"), IsEmpty());
    expect_terms();
    undo(gone.json["change_event"]);
    EXPECT_THAT(found("0221 445566"), ElementsAre(ana));
    expect_terms();
    const auto version = [&](std::int64_t id) {
        return std::pair(id, number_of("SELECT version FROM customer WHERE id = " + std::to_string(id)));
    };
    const auto merge = db().write([&](Transaction& transaction) {
        return merges::merge_customers(house(), transaction, clerk(), {anna, {ana}, {}, {version(anna), version(ana)}});
    });
    ASSERT_TRUE(merge);
    EXPECT_THAT(found("0221 445566"), ElementsAre(anna));
    expect_terms();
    ASSERT_TRUE(merges::part_customers(house(), clerk(), *merge));
    EXPECT_THAT(found("0221 445566"), ElementsAre(ana));
    expect_terms();
}

TEST_P(PhoneList, ImportedNumbersFindTheirCustomers) {
    import("customers", "name;number\nMüller;10001\nKraft;10002\n");
    const auto result = import("phones", "customer;number\n10001;0221 445566\n10002;0228 998877\n");
    const auto weber = number_of("SELECT id FROM customer WHERE number = 10002");
    EXPECT_THAT(found("0228 998877"), ElementsAre(weber));
    expect_terms();
    undo(result.at("change_event"));
    EXPECT_THAT(found("0228 998877"), IsEmpty());
    expect_terms();
}

TEST_P(PhoneList, AHouseOfAnEarlierVersionGetsItsTermsOnce) {
    const auto anna = customer({{"name", "Öz"}});
    add(anna, "0221 445566");
    db().write([](Transaction& transaction) { transaction.execute("DELETE FROM customer_term WHERE kind = 10"); });
    db().read([](Transaction& transaction) { EXPECT_EQ(check_row_terms(transaction), 1); });
    renew_row_terms(db());
    EXPECT_THAT(found("0221 445566"), ElementsAre(anna));
    customers::renew_terms(db());
    renew_row_terms(db());
    EXPECT_THAT(found("0221 445566"), ElementsAre(anna));
    expect_terms();
}

// J-027, J-028: who has the typed number in his list is looked at, and the number speaks for him
TEST_P(PhoneList, LeadsToProbableDuplicates) {
    const auto anna = customer({{"name", "Öz"}, {"first_name", "Anna"}});
    customer({{"name", "Berg"}, {"first_name", "Jan"}});
    customers::Customer typed;
    typed.name = "Oezil";
    typed.first_name = "Anna";
    typed.phone_private = "0221 445566";
    const auto candidates = [&] {
        return db().read([&](Transaction& transaction) {
            duplicates::Knowledge knowledge;
            const auto known = knowledge.model(transaction);
            return duplicates::check_duplicates(transaction, known->model, known->frequencies, typed, 1, true);
        }).candidates;
    };
    EXPECT_THAT(candidates(), IsEmpty());
    add(anna, "+49 221 445566");
    const auto found = candidates();
    ASSERT_EQ(found.size(), 1u);
    EXPECT_EQ(found[0].customer.id, anna);
    EXPECT_EQ(found[0].comparison.at(duplicates::Feature::phone), duplicates::Level::exact);
}

}  // namespace
}  // namespace kartei::profile

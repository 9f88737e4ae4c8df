// The lists of customers with a label and of customers who bought products; labels for everybody in a list; whether a
// customer may be contacted.
#include "audit/reversal.hpp"
#include "modules/accounts/api_fixture.hpp"
#include "modules/consents/consent_store.hpp"
#include "modules/consents/declarations.hpp"
#include "modules/consents/labelling.hpp"
#include "modules/consents/labels_command.hpp"
#include "modules/mailing/contact.hpp"
#include "modules/mailing/contact_api.hpp"
#include "modules/orders/product_sale.hpp"
#include "tests/scenarios/listed.hpp"

namespace kartei::test {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

class Labels : public WithLists {
protected:
    void SetUp() override {
        WithLists::SetUp();
        if (IsSkipped()) return;
        sell(house(), [&](BoxOffice& office) {
            office.event({.code = "E1", .season = "24/25"});
            adler = office.customer("Adler", "Eva", {{"town", std::string("Köln")}, {"email", std::string("a@b.de")}});
            bach = office.customer("Bach", "Eva");
            claus = office.customer("Claus", "Eva");
            office.order("O1", bach, {{"E1"}});
            office.order("O2", bach, {{"E1"}});
            office.order("O3", claus, {{"E1"}});
            office.order("O4", customers::anonymous_customer, {{"E1"}});
        });
        change([&](sql::Transaction& transaction, audit::Change& change) {
            const auto guest = consents::find_or_create_label(transaction, change, "Stammgast");
            const auto press = consents::find_or_create_label(transaction, change, "Presse");
            const auto news = consents::find_or_create_permission(transaction, change, "Newsletter");
            give(transaction, change, {adler, guest, "2026-01-05T10:00:00Z", "anna", ""});
            give(transaction, change, {adler, press, "2026-01-06T10:00:00Z", "anna", "2026-12-31T23:00:00Z"});
            give(transaction, change, {bach, guest, "2025-01-05T10:00:00Z", "rule", "2026-02-28T23:00:00Z"});
            consents::store_permission(transaction, change,
                                       {adler, news, "given", "web", "2026-01-07T10:00:00Z", "form 7"});
            consents::refresh_consents(transaction, adler);
        });
    }
    void change(const std::function<void(sql::Transaction&, audit::Change&)>& work) {
        house().database.write([&](sql::Transaction& transaction) {
            audit::Change change(house(), transaction, Actor::system(), "import_labels");
            work(transaction, change);
            change.seal();
        });
    }
    static void give(sql::Transaction& transaction, audit::Change& change, const consents::CustomerLabel& label) {
        consents::store_label(transaction, change, label);
        consents::refresh_consents(transaction, label.customer_id);
    }
    std::string list_of(const std::string& label, const std::string& columns, const Actor& actor = Actor::system()) {
        return listed({"label-customers", "--label", label}, columns, actor);
    }
    int type_labels(std::vector<std::string> words, const Actor& actor = Actor::system()) {
        out.str(""), err.str("");
        auto speaking = actor;
        speaking.language = Language::en;
        const auto declare = [](CLI::App& app) { return consents::labels_command(app, program::all_reports()); };
        return type_command(declare, house(), speaking, words, out, err);
    }
    std::int64_t label(const std::string& name) {
        return house().database.read([&](sql::Transaction& transaction) {
            for (const auto& [id, known] : consents::all_labels(transaction))
                if (known == name) return id;
            return std::int64_t{0};
        });
    }
    Result<consents::Labelled> labelled(const consents::LabelOrder& order, const Actor& actor = Actor::system()) {
        return house().database.write([&](sql::Transaction& transaction) {
            return consents::label_customers(house(), transaction, actor, order);
        });
    }
    std::int64_t adler = 0, bach = 0, claus = 0;
    std::stringstream out, err;
};
ON_BOTH_ENGINES(Labels);

// T-061, T-064: everybody who carries the label now, and nobody else
TEST_P(Labels, ListHoldsWhoCarriesTheLabelNow) {
    EXPECT_EQ(list_of("Stammgast", "name"), "Adler\n") << "Bach's has expired, Claus never had it";
    clock().set(*read_instant("2026-02-01T09:00:00Z", "UTC"));
    EXPECT_EQ(list_of("Stammgast", "name"), "Adler\nBach\n");
    EXPECT_EQ(listed({"label-customers", "--label", "Stammgast", "Presse"}, "name,label"),
              "Adler,Presse\nAdler,Stammgast\nBach,Stammgast\n")
        << "one row for each customer and label";
    EXPECT_THAT(refused({"label-customers"}), HasSubstr("at least one label"));
    EXPECT_THAT(refused({"label-customers", "--label", "VIP"}), HasSubstr("VIP"));
}

// T-065, T-066: his data, when and by whom it was given, and what he permitted
TEST_P(Labels, ListShowsTheCustomerAndHisPermissions) {
    EXPECT_EQ(list_of("Presse", "name,first_name,town,email,label,granted_by,permission:Newsletter"),
              "Adler,Eva,Köln,a@b.de,Presse,anna,given\n");
    EXPECT_THAT(list_of("Presse", "granted_at,expires_at,permission_at:Newsletter"),
                AllOf(HasSubstr("2026-01-06"), HasSubstr("2026-12-31"), HasSubstr("2026-01-07")));
    EXPECT_EQ(list_of("Stammgast", "name,permission:Newsletter"), "Adler,given\n");
}

TEST_P(Labels, HiddenCustomersStayAway) {
    hide(adler);
    EXPECT_EQ(list_of("Stammgast", "name", clerk()), "");
    EXPECT_EQ(list_of("Stammgast", "name"), "Adler\n");
}

/// Everybody in a list gets a label and loses it again, as one change each.
TEST_P(Labels, EverybodyInAListGetsALabel) {
    EXPECT_EQ(type_labels({"give", "Premiere", "customers", "--event", "E1", "--type", "sold"}), 0) << err.str();
    EXPECT_THAT(out.str(), AllOf(HasSubstr("given to 2 customers"), HasSubstr("kartei undo")));
    EXPECT_EQ(list_of("Premiere", "name,granted_by"), "Bach,system\nClaus,system\n")
        << "each once, the anonymous customer never";
    EXPECT_EQ(type_labels({"give", "Premiere", "customers", "--event", "E1"}), 0);
    EXPECT_THAT(out.str(), AllOf(HasSubstr("given to 0 customers, 2 had it already"), Not(HasSubstr("undo"))));
    EXPECT_EQ(type_labels({"take", "Premiere", "label-customers", "--label", "Premiere", "--dry-run"}), 2)
        << "options of the verb stand before the list";
    EXPECT_EQ(type_labels({"take", "Premiere", "--dry-run", "label-customers", "--label", "Premiere"}), 0);
    EXPECT_THAT(out.str(), HasSubstr("2 customers would lose it"));
    EXPECT_EQ(type_labels({"take", "Premiere", "label-customers", "--label", "Premiere"}), 0);
    EXPECT_EQ(list_of("Premiere", "name"), "");
    EXPECT_EQ(type_labels({"take", "Nobody", "--customers", "1"}), 1);
    EXPECT_EQ(type_labels({"give", "Premiere"}), 1);
    EXPECT_THAT(err.str(), HasSubstr("Name the customers"));
}

TEST_P(Labels, UndoTakesBackWhatWasGivenAndPutsBackWhatWasTaken) {
    const auto guest = label("Stammgast");
    const auto given = labelled({guest, {adler, bach, claus}});
    ASSERT_TRUE(given);
    EXPECT_EQ(given->changed, 2) << "an expired label is given anew";
    EXPECT_EQ(list_of("Stammgast", "name"), "Adler\nBach\nClaus\n");
    const auto undo = [&](std::int64_t event) {
        EXPECT_TRUE(audit::reverse_event(house(), Actor::system(), event));
    };
    undo(given->event);
    EXPECT_EQ(list_of("Stammgast", "name"), "Adler\n");
    const auto taken = labelled({guest, {adler}, false});
    EXPECT_EQ(list_of("Stammgast", "name"), "");
    undo(taken->event);
    EXPECT_EQ(list_of("Stammgast", "name,granted_by"), "Adler,anna\n");
    EXPECT_EQ(
        house().database.read([](sql::Transaction& transaction) { return consents::check_consents(transaction); }), 0);
}

TEST_P(Labels, ManyAreChangedOnlyByWhoSaysHowMany) {
    std::vector<std::int64_t> many;
    sell(house(), [&](BoxOffice& office) {
        for (int i = 0; i < 101; ++i) many.push_back(office.customer("Gast", std::to_string(i)));
    });
    const auto press = label("Presse");
    consents::LabelOrder order{press, many};
    auto refused = labelled(order);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.refusal().issues.front().key, "error.confirm_labels");
    order.preview = true;
    EXPECT_EQ(labelled(order)->changed, 101);
    EXPECT_EQ(labelled(order)->event, 0);
    order.preview = false;
    order.confirmed = 101;
    EXPECT_EQ(labelled(order)->changed, 101);
}

TEST_P(Labels, HiddenCustomersAreLeftOutOfLabelling) {
    hide(bach);
    const auto done = labelled({label("Presse"), {bach, claus, customers::anonymous_customer, 999'999}}, clerk());
    ASSERT_TRUE(done);
    EXPECT_EQ(done->changed, 1);
    EXPECT_EQ(done->left_out, 3);
}

/// Whether a customer may be contacted: for each channel, with the reason and its proof.
class Contacting : public Labels {
protected:
    mailing::Contact contact(std::int64_t customer) {
        return house().database.read([&](sql::Transaction& transaction) {
            return mailing::contact_of(house(), transaction, *customers::find_customer(transaction, customer));
        });
    }
    static std::string of(const mailing::Contact& contact, bool advertising) {
        std::string all;
        for (const auto& one : contact.answers) {
            const auto reason = advertising ? one.advertising : one.contract;
            all.append(all.empty() ? "" : " ").append(mailing::name_of(one.channel)).append("=");
            all.append(reason.empty() ? std::string_view("yes") : reason);
        }
        return all;
    }
    void type_change(std::int64_t customer, const customers::NewValues& values) {
        house().database.write([&](sql::Transaction& transaction) {
            const auto version = customers::find_customer(transaction, customer)->version;
            EXPECT_TRUE(
                customers::change_customer(house(), transaction, Actor::system(), customer, version, values));
        });
    }
    void declare(const std::string& state, const std::string& at) {
        change([&](sql::Transaction& transaction, audit::Change& change) {
            const auto news = consents::find_or_create_permission(transaction, change, "Newsletter");
            consents::store_permission(transaction, change, {adler, news, state, "phone", at, "call"});
        });
    }
};
ON_BOTH_ENGINES(Contacting);

TEST_P(Contacting, SaysYesOrNoForEachChannelWithItsProof) {
    EXPECT_EQ(of(contact(adler), true), "letter=yes email=yes phone=no_phone sms=not_on_sms_list");
    ASSERT_EQ(contact(adler).proofs.size(), 1u);
    EXPECT_EQ(contact(adler).proofs.front().source, "form 7");
    EXPECT_EQ(of(contact(claus), false), "letter=no_address email=no_email phone=no_phone sms=not_on_sms_list");
    type_change(adler, {{"phone_private", std::string("0221 123456")}});
    EXPECT_EQ(of(contact(adler), false), "letter=yes email=yes phone=yes sms=not_on_sms_list");
    type_change(adler, {{"mailing_kind", std::string("none")}});
    EXPECT_EQ(of(contact(adler), false), "letter=mailing_kind email=mailing_kind phone=yes sms=not_on_sms_list");
    type_change(adler, {{"no_selection", true}});
    EXPECT_EQ(of(contact(adler), false),
              "letter=no_selection email=no_selection phone=no_selection sms=no_selection");
}

TEST_P(Contacting, TheDeclarationThatHoldsDecides) {
    declare("withdrawn", "2026-02-01T08:00:00Z");
    EXPECT_EQ(of(contact(adler), true), "letter=permission_withdrawn email=permission_withdrawn phone=no_phone sms=not_on_sms_list");
    EXPECT_EQ(of(contact(adler), false), "letter=yes email=yes phone=no_phone sms=not_on_sms_list");
    EXPECT_EQ(contact(adler).proofs.front().state, "withdrawn");
    declare("given", "2026-01-20T08:00:00Z");
    EXPECT_EQ(contact(adler).proofs.front().state, "withdrawn") << "an older one that comes in later does not hold";
}

TEST_P(Contacting, IsSaidOnTheCommandLineToWhoMaySeeHim) {
    const auto number = house().database.read([&](sql::Transaction& transaction) {
        return std::to_string(*customers::find_customer(transaction, adler)->number);
    });
    auto asker = clerk();
    asker.language = Language::en;
    EXPECT_EQ(type_command(mailing::contact_command, house(), asker, {number}, out, err), 0);
    EXPECT_THAT(out.str(), AllOf(HasSubstr("E-mail: own trips and tickets yes; advertising yes"),
                                 HasSubstr("Newsletter: given on 2026-01-07, source form 7")));
    hide(adler);
    EXPECT_EQ(type_command(mailing::contact_command, house(), asker, {number}, out, err), 1);
}

class Products : public WithLists {
protected:
    void SetUp() override {
        WithLists::SetUp();
        if (IsSkipped()) return;
        std::int64_t first = 0, second = 0, third = 0;
        sell(house(), [&](BoxOffice& office) {
            e1 = office.event({.code = "E1", .season = "24/25", .promoter = "Haus"});
            e2 = office.event({.code = "E2", .season = "25/26", .promoter = "Gast"});
            adler = office.customer("Adler", "Eva", {{"town", std::string("Köln")}});
            bach = office.customer("Bach", "Eva");
            first = office.order("O1", bach, {{"E1"}});
            second = office.order("O2", adler, {{"E2"}});
            third = office.order("O3", customers::anonymous_customer, {{"E1"}});
        });
        sold({.order_id = first, .line = 1, .customer_id = bach, .event_id = e1, .quantity = 2, .unit_price = 450,
              .vat_rate = "7", .state = "sold", .sold_at = "2026-01-10T23:30:00Z"}, "Programmheft", "PH-1");
        sold({.order_id = first, .line = 2, .customer_id = bach, .quantity = 1, .unit_price = 3000, .vat_rate = "19",
              .state = "sold", .sold_at = "2026-01-11T10:00:00Z"}, "Gutschein", "GS");
        sold({.order_id = second, .line = 1, .customer_id = adler, .event_id = e2, .quantity = 3, .unit_price = 450,
              .vat_rate = "7", .state = "sold", .sold_at = "2026-01-12T10:00:00Z"}, "Programmheft", "PH-1");
        sold({.order_id = second, .line = 2, .customer_id = adler, .event_id = e2, .quantity = 1, .unit_price = 450,
              .vat_rate = "7", .state = "returned", .sold_at = "2026-01-12T10:00:00Z"}, "Programmheft", "PH-1");
        sold({.order_id = third, .line = 1, .customer_id = customers::anonymous_customer, .event_id = e1,
              .quantity = 1, .unit_price = 450, .state = "sold", .sold_at = "2026-01-12T10:00:00Z"}, "Programmheft",
             "PH-1");
        sold({.order_id = third, .line = 2, .customer_id = customers::anonymous_customer, .event_id = e1,
              .quantity = 5, .unit_price = 450, .state = "reserved"}, "Programmheft", "PH-1");
    }
    void sold(orders::ProductSale sale, const std::string& product, const std::string& sku) {
        house().database.write([&](sql::Transaction& transaction) {
            audit::Change change(house(), transaction, Actor::system(), "import_products");
            sale.product_id = events::find_or_create(transaction, change, events::Shelf::product, product, sku);
            orders::store_sale(transaction, change, sale);
            change.seal();
        });
    }
    std::string products(const std::string& type, const std::string& columns, std::vector<std::string> words = {},
                         const Actor& actor = Actor::system()) {
        if (words.empty()) words = {"--product", "Programmheft"};
        words.insert(words.begin(), {"product-customers", "--type", type});
        return listed(words, columns, actor);
    }
    std::int64_t adler = 0, bach = 0, e1 = 0, e2 = 0;
};
ON_BOTH_ENGINES(Products);

// T-067, T-069, T-070: who bought it, what he bought, and his data
TEST_P(Products, LinesShowProductAndCustomer) {
    EXPECT_EQ(
        products("lines", "order,product,sku,event,quantity,unit_price,vat_rate,total,state,name,town"),
        "O2,Programmheft,PH-1,E2,3,4.50,7,13.50,sold,Adler,Köln\nO3,Programmheft,PH-1,E1,1,4.50,,4.50,sold,Anonym,\n"
        "O1,Programmheft,PH-1,E1,2,4.50,7,9.00,sold,Bach,\n");
    EXPECT_EQ(products("totals", "product,sku,event,quantity,revenue"),
              "Programmheft,PH-1,E1,3,13.50\nProgrammheft,PH-1,E2,3,13.50\n");
    products("totals", "");
    EXPECT_EQ(heading, "product,sku,event,event_name,event_starts_at,quantity,revenue") << "people read the name";
}

// T-071: who bought none of them is absent, and so is who has only reserved one
TEST_P(Products, WhoBoughtNoneIsAbsent) {
    EXPECT_EQ(products("lines", "order,name", {"--product", "Gutschein"}), "O1,Bach\n");
    EXPECT_EQ(products("lines", "quantity"), "3\n1\n2\n");
    EXPECT_EQ(products("lines", "order,quantity", {"--product", "Programmheft", "--returned"}),
              "O2,3\nO2,-1\nO3,1\nO1,2\n");
    EXPECT_EQ(products("totals", "event,quantity,revenue", {"--product", "Programmheft", "--returned"}),
              "E1,3,13.50\nE2,2,9.00\n");
}

// T-068 says where it stands; what it is asked by: days of the sale in the house's zone, event dates, any of them
TEST_P(Products, AreAskedByDayAndEvent) {
    EXPECT_EQ(products("lines", "order", {"--from", "2026-01-11", "--to", "2026-01-11"}), "O1\nO1\n")
        << "in the house's zone it was half past midnight";
    EXPECT_EQ(products("totals", "product,event", {"--season", "25/26"}), "Programmheft,E2\n");
    EXPECT_THAT(refused({"product-customers"}), HasSubstr("product, a period or events"));
    EXPECT_THAT(refused({"product-customers", "--product", "Sekt"}), HasSubstr("Sekt"));
    EXPECT_THAT(refused({"product-customers", "--from", "2026-02-01", "--to", "2026-01-01"}), HasSubstr("before"));
}

TEST_P(Products, EventAccessAndHiddenCustomersHoldInRowsAndTotals) {
    const auto guest = promoter("Gast");
    const std::vector<std::string> period{"--from", "2026-01-01"};
    EXPECT_EQ(products("lines", "order", period, guest), "O2\n");
    EXPECT_EQ(products("totals", "product,event", period, guest), "Programmheft,E2\n");
    hide(adler);
    EXPECT_EQ(products("lines", "order", {}, clerk()), "O3\nO1\n");
    EXPECT_EQ(products("totals", "event,quantity", {}, clerk()), "E1,3\n");
}

}  // namespace
}  // namespace kartei::test

// What stands around the criteria: kinds, exclusions, couples, hand-picked customers, the pot of the old program; and
// what of it is refused.
#include "modules/profile/row_store.hpp"
#include "modules/selections/selections_fixture.hpp"

namespace kartei::selections {
namespace {

using std::string;

class Exclusions : public WithSelections {
protected:
    static json excluded(const char* flag, const char* how) { return {{"excluded", {{flag, how}}}}; }
    static json town(const char* name) { return {{"field", "town"}, {"is", "equal"}, {"value", name}}; }
    std::string waterfall(const json& document) {
        std::string all;
        const auto found = find(document);
        for (const auto& step : found->steps)
            if (step.removed != 0 || step.added != 0)
                all += std::string(step.name) + " -" + std::to_string(step.removed) + " +" +
                       std::to_string(step.added) + " =" + std::to_string(step.left) + "; ";
        return all;
    }
};
ON_BOTH_ENGINES(Exclusions);

// J-183, J-191, J-192: no selection is skipped unless it is asked for; J-190: or is itself what is asked
TEST_P(Exclusions, NoSelectionIsSkippedUnlessItIsAskedFor) {
    add("Adler"), add("Bär", {{"no_selection", true}});
    EXPECT_THAT(members(json::object()), ElementsAre("Adler"));
    EXPECT_THAT(members(excluded("no_selection", "include")), ElementsAre("Adler", "Bär"));
    EXPECT_THAT(members(excluded("no_selection", "only")), ElementsAre("Bär"));
    EXPECT_THAT(those_with("no_selection", true), ElementsAre("Bär")) << "a criterion on the flag lifts its skip";
    EXPECT_THAT(
        members({{"where", {{"field", "no_selection"}, {"is", true}}}, {"excluded", {{"no_selection", "skip"}}}}),
        IsEmpty());
}

// Decision 33: whoever may not see a hidden customer is not told of him by those who are linked to him either
TEST_P(Exclusions, WhoIsHiddenLeadsToNobody) {
    add("Firma Ulm", {{"town", "Ulm"}});
    add("Adler", {{"company", numbers_.at("Firma Ulm")}});
    change("Firma Ulm", {{"hidden_in_search", true}});
    const json at_ulm{{"link", "company"}, {"where", {{"field", "town"}, {"is", "equal"}, {"value", "Ulm"}}}};
    EXPECT_THAT(those(at_ulm, clerk()), IsEmpty());
    EXPECT_THAT(those({{"link", "company"}, {"where", {{"not", at_ulm["where"]}}}}, clerk()), IsEmpty());
    EXPECT_THAT(those({{"link", "company"}}, clerk()), IsEmpty());
    EXPECT_THAT(those(at_ulm, clerk({"customers.see_hidden"})), ElementsAre("Adler"));
}

// J-190, J-191, J-193: hidden customers are found by whoever may see them, when he asks for them
TEST_P(Exclusions, HiddenCustomersAreOnlyForThoseWhoMaySeeThem) {
    add("Adler"), add("Bär", {{"hidden_in_search", true}});
    EXPECT_THAT(members(json::object()), ElementsAre("Adler"));
    EXPECT_THAT(members(excluded("hidden_in_search", "include")), ElementsAre("Adler", "Bär"));
    EXPECT_THAT(those_with("hidden_in_search", true), ElementsAre("Bär"));
    EXPECT_THAT(refused(excluded("hidden_in_search", "only"), clerk()),
                ElementsAre("excluded.hidden_in_search: error.permission"));
    EXPECT_THAT(refused({{"where", {{"field", "hidden_in_search"}, {"is", true}}}}, clerk()),
                ElementsAre("where.field: error.permission"));
    EXPECT_THAT(members({{"add", {numbers_["Bär"]}}}, clerk()), ElementsAre("Adler"));
    EXPECT_EQ(find({{"where", {{"all", json::array()}}}}, clerk())->lines.hits, 1) << "no line counts them either";
}

TEST_P(Exclusions, TheAnonymousCustomerIsInNoSelection) {
    add("Adler");
    EXPECT_EQ(find({{"excluded", {{"no_selection", "include"}, {"hidden_in_search", "include"}}}})->members.count(), 1);
}

TEST_P(Exclusions, KindsAndHandPickedCustomers) {
    add("Adler"), add("Bär", {{"kind", string("company")}}), add("Celik", {{"no_selection", true}});
    EXPECT_THAT(members({{"kinds", {"company"}}}), ElementsAre("Bär"));
    const json picked{{"kinds", {"company"}}, {"add", {numbers_["Adler"], numbers_["Celik"]}}};
    EXPECT_THAT(members(picked), ElementsAre("Adler", "Bär", "Celik")) << "whatever kinds and exclusions say";
    auto less = picked;
    less["remove"] = {numbers_["Adler"], 999};
    EXPECT_THAT(members(less), ElementsAre("Bär", "Celik")) << "who is taken out stays out";
    EXPECT_EQ(waterfall(less), "kinds -2 +0 =1; add -0 +2 =3; remove -1 +0 =2; ");
}

// J-160: of a couple with a joint salutation both, only him, only her, or one for the two
TEST_P(Exclusions, OfACoupleBothOrOneOfThem) {
    const auto she = add("Anna", {{"gender", string("female")}});
    const auto he = add("Bernd", {{"gender", string("male")}, {"joint_salutation_with", she}});
    change("Anna", {{"joint_salutation_with", he}});
    const auto one = add("Chris"), two = add("Dana", {{"joint_salutation_with", one}});
    change("Chris", {{"joint_salutation_with", two}});
    add("Einzeln"), add("Frank", {{"gender", string("male")}, {"joint_salutation_with", she}});
    const auto couples = [&](const char* how) { return members({{"joint_salutation", how}}); };
    EXPECT_THAT(couples("both"), ElementsAre("Anna", "Bernd", "Chris", "Dana", "Einzeln", "Frank"));
    EXPECT_THAT(couples("male"), ElementsAre("Bernd", "Chris", "Einzeln", "Frank"));
    EXPECT_THAT(couples("female"), ElementsAre("Anna", "Chris", "Einzeln", "Frank"));
    EXPECT_THAT(couples("together"), ElementsAre("Anna", "Chris", "Einzeln", "Frank"));
    EXPECT_THAT(find({{"joint_salutation", "male"}})->undecided, ElementsAre(one)) << "sexes do not tell: listed";
    const json she_alone{{"where", {{"field", "gender"}, {"is", "equal"}, {"value", "female"}}},
                         {"joint_salutation", "male"}};
    EXPECT_THAT(members(she_alone), ElementsAre("Anna")) << "he is not in the selection, so she stays";
}

// J-020: the pot of the old program, each line with its own hits and the pot after it
TEST_P(Exclusions, ThePotTakesKeepsRemovesAndAdds) {
    add("Adler", {{"town", string("Ulm")}, {"free1", string("x")}}), add("Bär", {{"town", string("Ulm")}});
    add("Celik", {{"town", string("Bonn")}}), add("Dorn");
    const json x{{"field", "free1"}, {"is", "equal"}, {"value", "x"}};
    const json pot{{{"do", "take"}, {"where", town("Ulm")}},
                   {{"do", "remove"}, {"where", x}},
                   {{"do", "add"}, {"where", town("Bonn")}},
                   {{"do", "keep"}, {"where", {{"not", town("Ulm")}}}}};
    const auto found = find({{"pot", pot}});
    std::vector<std::int64_t> hits, left;
    for (const auto& line : found->lines.children) hits.push_back(line.hits), left.push_back(*line.left);
    EXPECT_THAT(hits, ElementsAre(2, 1, 1, 2));
    EXPECT_THAT(left, ElementsAre(2, 1, 2, 1));
    EXPECT_THAT(members({{"pot", pot}}), ElementsAre("Celik"));
    EXPECT_THAT(members({{"pot", json::array()}}), ElementsAre("Adler", "Bär", "Celik", "Dorn"))
        << "without a line all";
    EXPECT_THAT(refused({{"pot", {{{"do", "shake"}}}}}), ElementsAre("pot[0].do: error.not_a_choice"));
}

TEST_P(Exclusions, LinesTellTheirHitsAndWhatIsLeft) {
    add("Adler", {{"town", string("Ulm")}, {"free1", string("x")}}), add("Bär", {{"town", string("Ulm")}}),
        add("Celik");
    const auto found = find({{"where", {{"all", {{{"not", town("Ulm")}}, {{"any", {town("Ulm"), town("Bonn")}}}}}}}});
    EXPECT_EQ(found->lines.hits, 0);
    ASSERT_EQ(found->lines.children.size(), 2u);
    EXPECT_EQ(found->lines.children[0].hits, 1);
    EXPECT_EQ(found->lines.children[0].left, 1);
    EXPECT_EQ(found->lines.children[0].children[0].hits, 2);
    EXPECT_EQ(found->lines.children[1].hits, 2);
    EXPECT_EQ(found->lines.children[1].left, 0);
    EXPECT_FALSE(found->lines.children[1].children[0].left) << "only an `all` leaves some";
}

TEST_P(Exclusions, EveryMistakeIsNamedByItsPlace) {
    const auto where = [&](const json& criterion) {
        return refused({{"where", {{"all", {json{{"all", json::array()}}, criterion}}}}});
    };
    EXPECT_THAT(where({{"field", "shoe_size"}, {"is", "empty"}}),
                ElementsAre("where.all[1].field: error.selection_field"));
    EXPECT_THAT(where({{"field", "town"}}), ElementsAre("where.all[1].is: error.selection_no_comparison"));
    EXPECT_THAT(where({{"field", "town"}, {"is", "sounds_like"}, {"value", "x"}}),
                ElementsAre("where.all[1]: error.selection_comparison"));
    EXPECT_THAT(where({{"list", "pets"}}), ElementsAre("where.all[1].list: error.selection_list"));
    EXPECT_THAT(where(json::object()), ElementsAre("where.all[1]: error.selection_group"));
    EXPECT_THAT(where(3), ElementsAre("where.all[1]: error.selection_group"));
    EXPECT_THAT(where({{"field", "town"}, {"is", "empty"}, {"or", 1}}),
                ElementsAre("where.all[1].or: error.unknown_member"));
    EXPECT_THAT(refused({{"wher", 1}, {"kinds", {"robot"}}, {"add", {"x"}}, {"sort", {"soul"}}}),
                UnorderedElementsAre("wher: error.unknown_member", "kinds[0]: error.not_a_choice",
                                     "add[0]: error.not_a_customer_number", "sort[0]: error.selection_field"))
        << "all at once";
    EXPECT_THAT(refused({{"where", json::object({{"all", json::array()}})}, {"pot", json::array()}}),
                ElementsAre("pot: error.selection_where_or_pot"));
    json deep{{"all", json::array()}};
    for (int level = 0; level < 101; ++level) deep = json{{"not", deep}};
    EXPECT_EQ(refused({{"where", deep}}).size(), 1u);
    EXPECT_THAT(refused(json::array()), ElementsAre(": error.wrong_type"));
}

TEST_P(Exclusions, NobodySelectsWithoutTheRightToReadCustomers) {
    Actor promoter;
    promoter.permissions = {"selections.run"};
    EXPECT_THAT(refused(json::object(), promoter), ElementsAre(": error.permission"));
}

// J-023: a field of the record can be selected by itself: what is declared is enough
TEST_P(Exclusions, EveryFieldOfACustomerIsACriterionByItself) {
    add("Adler");
    set_parameter("module_sms", true);
    for (const auto& member : customers::customer_fields()) {
        const auto& field = member.field;
        const json criterion = field.kind == FieldKind::yes_no ? json{{"field", field.name}, {"is", true}}
                                                               : json{{"field", field.name}, {"is", "not_empty"}};
        const json document{{"where", criterion},
                            {"excluded", {{"no_selection", "include"}, {"hidden_in_search", "include"}}}};
        const auto stored =
            db().read([&](Transaction& transaction) { return *customers::find_customer(transaction, ids_["Adler"]); });
        const bool holds = !is_empty(member.get(stored)) && member.get(stored) != Value(false);
        const auto found = find(document);
        ASSERT_TRUE(found) << field.name << found.refusal().issues.at(0).key;
        EXPECT_EQ(found->members.count(), holds ? 1 : 0) << field.name;
    }
}

TEST_P(Exclusions, CountsAreExactRightAfterASaveAndKnownOtherwise) {
    add("Adler", {{"town", string("Ulm")}});
    const json document{{"where", town("Ulm")}};
    const auto first = find(document);
    EXPECT_EQ(first->members.count(), 1);
    const auto looked = engine_->looked();
    EXPECT_EQ(find(document)->members.count(), 1);
    EXPECT_EQ(engine_->looked(), looked) << "nothing has changed: nothing is read again";
    add("Bär", {{"town", string("Ulm")}});
    const auto second = find(document);
    EXPECT_EQ(second->members.count(), 2);
    EXPECT_GT(second->position, first->position);
    change("Adler", {{"town", string("Bonn")}});
    EXPECT_EQ(find(document)->members.count(), 1);
    EXPECT_EQ(engine_->looked(), looked) << "only those to whom something happened were looked at again";
}

// Whatever happens to a customer: rows of his lists, tickets, his going. On PostgreSQL what waits for its place in the log
// comes again, the new event date too, and everything is looked at anew: exact all the same.
TEST_P(Exclusions, KeptSetsFollowTicketsRowsAndDeletions) {
    add("Adler"), add("Bär");
    test::sell(house(), [&](BoxOffice& office) {
        office.event({.code = "A1", .promoter = "Haus"});
        office.order("0", ids_["Bär"], {{"A1", orders::TicketState::deleted}});  // ticket types are there from now on
    });
    const json tickets{{"tickets", {{"events", {{"events", {"A1"}}}}}}}, none{{"not", {{"list", "notes"}}}};
    EXPECT_THAT(those(tickets), IsEmpty());
    EXPECT_THAT(those(none), ElementsAre("Adler", "Bär"));
    const auto looked = engine_->looked();
    test::sell(house(), [&](BoxOffice& office) { office.order("1", ids_["Adler"], {{"A1"}}); });
    EXPECT_THAT(those(tickets), ElementsAre("Adler"));
    if (engine() == sql::Engine::sqlite) EXPECT_EQ(engine_->looked(), looked);
    db().write([&](Transaction& transaction) {
        audit::Change made(house(), transaction, Actor::system(), "note_added");
        profile::Row row{0, 0,
                         0, ids_["Bär"],
                         0, {std::string("2026-03-01T09:00:00Z"), std::string("anke"), std::string("ruft an"), false}};
        profile::insert_row(house(), transaction, made, profile::list_named("notes"), row);
        made.seal();
    });
    EXPECT_THAT(those(none), ElementsAre("Adler"));
    if (engine() == sql::Engine::sqlite) EXPECT_EQ(engine_->looked(), looked);
    add("Celik");
    EXPECT_THAT(those(none), ElementsAre("Adler", "Celik"));
    db().write([&](Transaction& transaction) {
        EXPECT_TRUE(customers::delete_customer(house(), transaction, Actor::system(), ids_["Celik"], 1));
    });
    EXPECT_THAT(those(none), ElementsAre("Adler"));
}

TEST_P(Exclusions, AQuestionThatIsStoppedEndsWithoutAnAnswer) {
    add("Adler");
    const auto found = db().read([&](Transaction& transaction) -> Result<Found> {
        const auto document = TRY(read_document(house(), transaction, Actor::system(), {{"where", town("Ulm")}}));
        return engine_->find(house(), transaction, *document, [] { return true; });
    });
    ASSERT_FALSE(found);
    EXPECT_EQ(found.refusal().issues.at(0).key, "error.selection_superseded");
}

}  // namespace
}  // namespace kartei::selections

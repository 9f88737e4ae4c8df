// Duplicates over HTTP in a house, on both engines: while typing, the scan, pairs that are not one person, rules.
#include "modules/customers/customers_fixture.hpp"
#include "modules/duplicates/duplicate_actions.hpp"
#include "modules/duplicates/duplicates_api.hpp"
#include "modules/duplicates/duplicates_commands.hpp"
#include "modules/duplicates/register_scan.hpp"
#include "modules/customers/customer_json.hpp"
#include "tests/support/small_server.hpp"
#include "tests/support/typed_command.hpp"

#include <filesystem>
#include <sstream>
#include <thread>

namespace kartei::duplicates {
namespace {

using test::Json;

class Quiet final : public jobs::Progress {
public:
    std::string result_file(std::string_view) override { return ""; }
    bool is_cancelled() override { return cancelled; }
    bool cancelled = false;

protected:
    void changed(bool) override {}
};

class Duplicates : public customers::WithCustomers {
protected:
    void SetUp() override {
        WithCustomers::SetUp();
        if (IsSkipped()) return;
        folder_ = std::filesystem::temp_directory_path() / ("kartei-duplicates-" + std::to_string(::getpid()));
        jobs_ = std::make_unique<jobs::Jobs>(db(), folder_.string());
        jobs_->begin();
        server_.reset(new test::SmallServer(
            {duplicates_endpoints(house(), *jobs_)}, {duplicates_schemas(), customers::customer_schemas()},
            [](Actor& actor) {
                actor.user_id = 2;
                actor.permissions = {"customers.read", "customers.create", "customers.change", "settings.change",
                                     "changes.undo"};
            }));
    }
    void TearDown() override {
        server_.reset();
        jobs_.reset();
        std::filesystem::remove_all(folder_);
        WithCustomers::TearDown();
    }
    test::ApiClient& api() { return server_->as("clerk"); }

    std::int64_t add(const std::string& first, const std::string& last, const std::string& street = "",
                     const std::string& number = "", const std::string& postcode = "", const std::string& town = "",
                     const std::string& birth = "") {
        customers::NewValues values{{"name", last}};
        for (auto [field, value] : {std::pair{"first_name", first}, {"street", street}, {"house_number", number},
                                    {"postcode", postcode}, {"town", town}, {"birth_date", birth}})
            if (!value.empty()) values[field] = value;
        auto saved = create(values);
        EXPECT_TRUE(saved) << last;
        return saved ? saved->customer.id : 0;
    }
    Json typed(const Json& values) {
        const auto answer = api().post("/duplicates/check", values);
        EXPECT_EQ(answer.status, 200) << answer.text;
        return answer.json;
    }
    ScanRecord scan(const ScanOrder& order = {}) {
        Quiet progress;
        const auto record = scan_register(house(), order, progress);
        EXPECT_TRUE(record);
        return record ? *record : ScanRecord{};
    }

    std::filesystem::path folder_;
    std::unique_ptr<jobs::Jobs> jobs_;
    std::unique_ptr<test::SmallServer> server_;
};
ON_BOTH_ENGINES(Duplicates);

/// A chain store's branches, all under one name: said once that all are different, as one change that goes back.
TEST_P(Duplicates, AGroupOfTwoHundredIsKeptApartAtOnce) {
    std::vector<std::int64_t> branches;
    for (int i = 0; i < 201; ++i) branches.push_back(add("", "Blumen Berg"));
    EXPECT_EQ(api().post("/duplicates/pairs/distinct", {{"customers", branches}}).status, 422);
    branches.pop_back();
    const auto apart = api().post("/duplicates/pairs/distinct", {{"customers", branches}});
    ASSERT_EQ(apart.status, 200) << apart.text;
    const auto pairs = [&] {
        return db().read([](sql::Transaction& transaction) { return all_distinct(transaction).size(); });
    };
    EXPECT_EQ(pairs(), 200u * 199 / 2);
    EXPECT_TRUE(api().post("/duplicates/pairs/distinct", {{"customers", branches}}).json["change_event"].is_null());
    const auto undone = audit::reverse_event(house(), Actor::system(), apart.json["change_event"]);
    ASSERT_TRUE(undone);
    EXPECT_EQ(pairs(), 0u);
}

/// What the rules would find is looked for in a sample of a large register: it reaches from its first to its last name,
/// and neighbours stand in it together.
TEST_P(Duplicates, ASampleReachesOverTheWholeRegister) {
    for (int i = 0; i < 300; ++i) {
        const auto number = std::to_string(1000 + i);
        add("Anna", "Name" + number);
    }
    std::vector<std::string> names;
    const auto read = [&](std::int64_t most) {
        names.clear();
        db().read([&](sql::Transaction& transaction) {
            each_compared(transaction, most, [&](const customers::Customer& customer) {
                names.push_back(customer.name);
                return true;
            });
        });
        std::sort(names.begin(), names.end());
    };
    read(250);
    EXPECT_LE(names.size(), 250u);
    EXPECT_GE(names.size(), 190u);
    EXPECT_EQ(names.front(), "Name1000");
    EXPECT_EQ(names.back(), "Name1299");
    EXPECT_EQ(std::adjacent_find(names.begin(), names.end()), names.end()) << "nobody twice";
    read(10'000);
    EXPECT_EQ(names.size(), 300u);
}

/// A company typed with another spelling of its form at the same address is probably there already; another firm of the
/// house is not. J-028
TEST_P(Duplicates, ACompanyIsMetHoweverItsFormIsWritten) {
    const Json address{{"kind", "company"}, {"street", "Hauptstraße"}, {"house_number", "3"}, {"postcode", "10115"},
                       {"town", "Berlin"}};
    const auto company = [&](const std::string& name) {
        auto values = address;
        values["name"] = name;
        return values;
    };
    customers::NewValues stored{{"kind", "company"}, {"name", "Weber Reisen GmbH"}, {"street", "Hauptstr."},
                                {"house_number", "3"}, {"postcode", "10115"}, {"town", "Berlin"}};
    const auto saved = create(stored);
    ASSERT_TRUE(saved);
    for (const auto* name : {"Weber Reisen GmbH", "WEBER REISEN G.m.b.H.", "Weber Reisen",
                             "Weber Reisen Gesellschaft mit beschränkter Haftung"}) {
        const auto found = typed(company(name));
        ASSERT_EQ(found["candidates"].size(), 1u) << name << found;
        EXPECT_EQ(found["candidates"][0]["customer"]["id"], saved->customer.id) << name;
    }
    for (const auto* name : {"Weber Bau GmbH", "Weber Reisen KG", "Zahnarztpraxis Keller"}) {
        const auto found = typed(company(name));  // what is near the threshold is shown beside the form, too
        for (const auto& candidate : found["candidates"]) EXPECT_LT(candidate["score"], 50) << name;
    }
    stored["name"] = "Weber Reisen Ges.m.b.H.";
    ASSERT_TRUE(create(stored));
    EXPECT_EQ(scan().groups, 1) << "and by the scan of so small a house";
}

// J-027, J-028
TEST_P(Duplicates, AreShownWhileTypingWithReasonsAndDifferences) {
    const auto id = add("Bernd", "Müller", "Lindenstraße", "12", "50667", "Köln");
    add("Sabine", "Keller", "Hafenweg", "3", "20095", "Hamburg");
    const auto found = typed({{"first_name", "Bernt"}, {"name", "Mueller"}, {"street", "Lindenstr."},
                              {"house_number", "12"}, {"postcode", "50667"}});
    ASSERT_EQ(found["candidates"].size(), 1u) << found;
    const auto& first = found["candidates"][0];
    EXPECT_EQ(first["customer"]["id"], id);
    EXPECT_GE(first["score"], 50);
    EXPECT_TRUE(found["complete"]);
    ASSERT_FALSE(first["points"].empty());
    EXPECT_EQ(first["points"][0]["text"].get<std::string>().empty(), false);
    std::set<std::string> differs;
    for (const auto& one : first["differs"]) differs.insert(one["field"]);
    EXPECT_EQ(differs, (std::set<std::string>{"first_name", "name", "street"}));
    EXPECT_TRUE(typed({{"first_name", "Jürgen"}, {"name", "Petersen"}})["candidates"].empty());
}

TEST_P(Duplicates, AChangedCustomerIsFoundByWhatHeIsNow) {
    const auto id = add("Bernd", "Müller", "Lindenstraße", "12", "50667", "Köln", "1970-05-03");
    ASSERT_TRUE(change(id, 1, {{"name", Value("Oberhauser")}}));
    const Json values{{"first_name", "Bernd"}, {"name", "Oberhausr"}, {"birth_date", "1970-05-03"}};
    EXPECT_EQ(typed(values)["candidates"].size(), 1u);
    auto with_id = values;
    with_id["id"] = id;
    EXPECT_TRUE(typed(with_id)["candidates"].empty()) << "he himself is no duplicate";
    expect_sound();
    ASSERT_TRUE(remove(*stored(id)));
    EXPECT_TRUE(typed(values)["candidates"].empty());
    expect_sound();
}

// J-029, J-030
TEST_P(Duplicates, NeverKeepAnybodyFromCreatingAllTheSame) {
    const auto first = add("Bernd", "Müller", "Lindenstraße", "12", "50667", "Köln");
    const auto second = add("Bernd", "Müller", "Lindenstraße", "12", "50667", "Köln");
    EXPECT_NE(first, second);
    EXPECT_EQ(typed({{"id", second},
                     {"first_name", "Bernd"},
                     {"name", "Müller"},
                     {"street", "Lindenstraße"},
                     {"house_number", "12"},
                     {"postcode", "50667"},
                     {"town", "Köln"}})["candidates"][0]["customer"]["id"],
              first);
}

TEST_P(Duplicates, NotTheSamePersonIsRememberedAndUndone) {
    const auto one = add("Anna", "Oberhauser", "Lindenstraße", "12", "50667", "Köln");
    const auto other = add("Anna", "Oberhauser", "Lindenstraße", "12", "50667", "Köln");
    const Json values{{"id", one}, {"first_name", "Anna"}, {"name", "Oberhauser"}, {"street", "Lindenstraße"},
                      {"house_number", "12"}, {"postcode", "50667"}};
    ASSERT_EQ(typed(values)["candidates"].size(), 1u);
    const auto answer = api().post("/duplicates/pairs/distinct", {{"customers", {one, other}}});
    ASSERT_EQ(answer.status, 200);
    const auto event = answer.json["change_event"].get<std::int64_t>();
    EXPECT_TRUE(typed(values)["candidates"].empty());
    EXPECT_TRUE(api().post("/duplicates/pairs/distinct", {{"customers", {other, one}}}).json["change_event"].is_null());
    EXPECT_EQ(scan().groups, 0);
    undo(event);
    EXPECT_EQ(typed(values)["candidates"].size(), 1u);
    EXPECT_EQ(scan().groups, 1);
    EXPECT_EQ(api().post("/duplicates/pairs/distinct", {{"customers", {one, other}}}).status, 200);
    const auto path =
        "/duplicates/pairs/distinct?customers=" + std::to_string(one) + "&customers=" + std::to_string(other);
    const auto forgotten = api().del(path);
    ASSERT_EQ(forgotten.status, 200);
    EXPECT_EQ(typed(values)["candidates"].size(), 1u);
    undo(forgotten.json["change_event"].get<std::int64_t>());
    EXPECT_TRUE(typed(values)["candidates"].empty());
    EXPECT_EQ(api().post("/duplicates/pairs/distinct", {{"customers", {one, one}}}).status, 422);
    EXPECT_EQ(api().post("/duplicates/pairs/distinct", {{"customers", std::vector<int>(1, 2)}}).status, 422);
    EXPECT_EQ(api().post("/duplicates/pairs/distinct", {{"customers", {one, 99999}}}).status, 404);
}

TEST_P(Duplicates, TheScanGroupsThemStrongestFirst) {
    EXPECT_TRUE(api().get("/duplicates/scans/latest").json.is_null());
    for (int i = 0; i < 30; ++i)
        add("Vorname" + std::string(1, static_cast<char>('a' + i % 26)), "Name" + std::to_string(i * 7919),
            "Weg" + std::to_string(i), std::to_string(i + 1), std::to_string(10000 + i), "Ort");
    const auto one = add("Bernd", "Müller", "Lindenstraße", "12", "50667", "Köln", "1970-05-03");
    const auto other = add("Bernd", "Mueller", "Lindenstr.", "12", "50667", "Köln", "1970-05-03");
    const auto started = api().post("/duplicates/scans", {{"scope", "all"}});
    ASSERT_EQ(started.status, 202);
    for (int i = 0; i < 400 && !jobs::is_over(jobs_->find(started.json["id"])->state); ++i)
        std::this_thread::sleep_for(std::chrono::milliseconds(25));
    const auto job = jobs_->find(started.json["id"]);
    ASSERT_EQ(job->state, jobs::State::done) << job->problem;
    const auto latest = api().get("/duplicates/scans/latest").json;
    EXPECT_EQ(latest["customers"], 32);
    EXPECT_EQ(latest["groups"], 1);
    EXPECT_TRUE(latest["complete"]);
    const auto groups = api().get("/duplicates/groups?state=open").json;
    ASSERT_EQ(groups["count"], 1);
    EXPECT_EQ(groups["rows"][0]["customers"].size(), 2u);
    EXPECT_EQ(groups["rows"][0]["pairs"][0]["a"], one);
    EXPECT_EQ(groups["rows"][0]["pairs"][0]["b"], other);
    EXPECT_FALSE(groups["rows"][0]["pairs"][0]["points"].empty());
    ASSERT_EQ(api().post("/duplicates/pairs/distinct", {{"customers", {one, other}}}).status, 200);
    EXPECT_EQ(api().get("/duplicates/groups?state=open").json["count"], 0);
    EXPECT_EQ(api().get("/duplicates/groups?state=done").json["count"], 1);
}

TEST_P(Duplicates, ACancelledScanLeavesTheEarlierOne) {
    add("Anna", "Oberhauser", "Lindenstraße", "12", "50667", "Köln");
    add("Anna", "Oberhauser", "Lindenstraße", "12", "50667", "Köln");
    const auto first = scan();
    Quiet progress;
    progress.cancelled = true;
    EXPECT_THROW(scan_register(house(), {}, progress), jobs::Cancelled);
    EXPECT_EQ(db().read([](sql::Transaction& transaction) { return latest_scan(transaction); })->id, first.id);
}

TEST_P(Duplicates, OfAnImportAreThoseOfItsCustomers) {
    add("Anna", "Oberhauser", "Lindenstraße", "12", "50667", "Köln");
    add("Anna", "Oberhauser", "Lindenstraße", "12", "50667", "Köln");
    add("Bernd", "Zimmermann", "Hafenweg", "3", "20095", "Hamburg");
    const auto last = create({{"name", Value("Zimmermann")},
                              {"first_name", Value("Bernd")},
                              {"street", Value("Hafenweg")},
                              {"house_number", Value("3")},
                              {"postcode", Value("20095")},
                              {"town", Value("Hamburg")}});
    ScanOrder order;
    order.import_event = last->event;
    EXPECT_EQ(scan(order).groups, 1);
    EXPECT_EQ(scan().groups, 2);
}

TEST_P(Duplicates, RulesOfTheHouseDecideAndAreUndone) {
    add("Anna", "Oberhauser", "Lindenstraße", "12", "50667", "Köln");
    add("Anna", "Oberhauser", "Lindenstraße", "12", "50667", "Köln");
    auto rules = api().get("/duplicates/rules");
    ASSERT_EQ(rules.status, 200);
    EXPECT_EQ(rules.json["threshold"], 50);
    Json body{{"threshold", 50}, {"features", rules.json["features"]}};
    for (const char* name : {"street", "house_number", "postcode", "town"}) body["features"][name] = false;
    body["threshold"] = 100;
    const auto preview = api().post("/duplicates/rules/preview", body);
    ASSERT_EQ(preview.status, 200) << preview.text;
    EXPECT_EQ(preview.json["groups"], 0);
    const auto changed = api().put("/duplicates/rules", body, {test::if_match(rules.version())});
    ASSERT_EQ(changed.status, 200) << changed.text;
    EXPECT_EQ(scan().groups, 0);
    EXPECT_EQ(api().put("/duplicates/rules", body, {test::if_match(rules.version())}).status, 412);
    body["threshold"] = 0;
    EXPECT_EQ(api().put("/duplicates/rules", body, {test::if_match(changed.version())}).issues(),
              std::vector<std::string>{"threshold: error.score_1_to_100"});
    undo(changed.json["change_event"].get<std::int64_t>());
    EXPECT_EQ(api().get("/duplicates/rules").json["features"], rules.json["features"]);
    EXPECT_EQ(scan().groups, 1);
}

TEST_P(Duplicates, AStudentHallIsBoundedAndSaidToBe) {
    db().write([&](sql::Transaction& transaction) {
        for (int i = 0; i < 400; ++i) {
            auto made = customers::create_customer(house(), transaction, clerk(),
                                                   {{"name", Value("Unbekannt")}, {"first_name", Value("Unbekannt")},
                                                    {"street", Value("Campus")}, {"house_number", Value("1")},
                                                    {"postcode", Value("52062")}, {"town", Value("Aachen")}});
            ASSERT_TRUE(made);
        }
    });
    const auto found = typed({{"name", "Unbekannt"}, {"first_name", "Unbekannt"}, {"street", "Campus"},
                              {"house_number", "1"}, {"postcode", "52062"}, {"town", "Aachen"}});
    EXPECT_FALSE(found["complete"]);
    EXPECT_LE(found["looked_at"], most_compared);
    EXPECT_LE(found["candidates"].size(), static_cast<std::size_t>(most_candidates));
}

TEST_P(Duplicates, WhateverIsTypedIsAnswered) {
    add("محمد", "O'Neill");
    for (const char* name : {"X", "%", "_", "'; DROP TABLE customer; --", "محمد", "😀", "---", "\\"})
        typed({{"name", name}, {"first_name", name}, {"postcode", name}, {"email", name}, {"birth_date", name},
               {"phone_mobile", name}});
    typed({{"name", std::string(300, 'x')}});
    typed(Json::object());
}

TEST_P(Duplicates, AHouseOlderThanTheTermsGetsThem) {
    const auto id = add("Bernd", "Müller", "Lindenstraße", "12", "50667", "Köln", "1970-05-03");
    db().write([](sql::Transaction& transaction) {
        transaction.execute("DELETE FROM customer_term WHERE kind = 20");
        transaction.execute("DELETE FROM derived_form WHERE name = 'customer_term'");
    });
    customers::renew_terms(db());
    expect_sound();
    EXPECT_EQ(typed({{"name", "Mueler"},
                     {"first_name", "Bernd"},
                     {"birth_date", "1970-05-03"}})["candidates"][0]["customer"]["id"],
              id);
}

TEST_P(Duplicates, OnTheCommandLine) {
    const auto first = add("Anna", "Oberhauser", "Lindenstraße", "12", "50667", "Köln");
    const auto second = add("Anna", "Oberhausr", "Lindenstr.", "12", "50667", "Köln");
    add("Bernd", "Zimmermann", "Hafenweg", "3", "20095", "Hamburg");
    std::ostringstream out, err;
    EXPECT_EQ(test::type_command(duplicates_command, house(), clerk(), {"--format", "csv"}, out, err), 0);
    std::istringstream lines(out.str());
    std::string line;
    std::getline(lines, line);
    EXPECT_TRUE(line.starts_with("customer,other,score,points:name,points:first_name,")) << line;
    ASSERT_TRUE(std::getline(lines, line));
    const auto one = *stored(first)->number, two = *stored(second)->number;
    EXPECT_TRUE(line.starts_with(std::to_string(one) + "," + std::to_string(two) + ",")) << line;
    EXPECT_FALSE(std::getline(lines, line)) << line;
    EXPECT_EQ(err.str(), "");
    EXPECT_EQ(test::type_command(duplicates_command, house(), clerk(), {"--format", "xml"}, out, err), 2);
    std::ostringstream all;
    EXPECT_EQ(test::type_command(duplicates_command, house(), clerk(), {"--threshold", "0"}, all, err), 0);
    const auto text = all.str();
    EXPECT_EQ(std::count(text.begin(), text.end(), '\n'), 4) << "three pairs of three customers: " << text;
}

}  // namespace
}  // namespace kartei::duplicates

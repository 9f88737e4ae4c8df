// Whatever is booked, changed, cancelled, undone, merged, parted, archived and imported in whatever order: the lines of
// turnover that are kept (docs/decisions/0139) say what reckoning booking for booking says.
#include <gmock/gmock.h>

#include <fstream>
#include <functional>
#include <random>

#include "audit/reversal.hpp"
#include "modules/bookings/booking_archive.hpp"
#include "modules/bookings/bookings_fixture.hpp"
#include "modules/bookings/turnover_line.hpp"
#include "modules/imports/import_test_support.hpp"
#include "modules/merges/merges_api.hpp"
#include "modules/reports/trip_columns.hpp"
#include "modules/reports/turnover_rows.hpp"

namespace kartei::reports {
namespace {

using bookings::WithBookings;
using sql::Transaction;
using test::Json;

const lists::ListTable& table() {
    static const lists::ListTable table{{},
                                        {},
                                        {trip_sum("bookings", lists::CellKind::integer, &TurnoverRow::bookings),
                                         trip_sum("turnover", lists::CellKind::money, &TurnoverRow::turnover)}};
    return table;
}

std::string words_of(const TurnoverRow& row) {
    std::string words = row.key + " " + row.name;
    for (const auto figure : {row.customers, row.bookings, row.participants, row.turnover, row.commission, row.customer_id})
        words += " " + std::to_string(figure);
    return words;
}

class RandomTurnover : public WithBookings {
protected:
    web::EndpointTable further_endpoints() override { return merges::merges_endpoints(house()); }

    void SetUp() override {
        WithBookings::SetUp();
        if (IsSkipped()) return;
        bookings::renew_turnover(db());  // as whoever opens a house does
        house().folder = (test::temporary_folder() / ("turnover-" + random_secret(6))).string();
        for (const char* code : {"PMI", "LPA", "HER"}) base_row("destinations", {{"code", code}, {"name", code}});
        for (const char* code : {"TUI", "DER"}) base_row("operators", {{"code", code}, {"name", code}});
        for (int i = 0; i < 8; ++i) customers_.push_back(customer({{"name", "Kunde " + std::to_string(i)}}));
        for (const int linked : {1, 2}) link(linked, 3);
        link(4, 7);
        hide(customers_[5]), hide(customers_[7]);
    }

    void link(int one, int head) {
        const auto now = chief().get(path_of(customers_.at(one))).json.at("version").get<std::int64_t>();
        EXPECT_EQ(chief().patch(path_of(customers_.at(one)), {{"turnover_group", customers_.at(head).at("number")}},
                                version(now)).status,
                  200);
    }

    std::size_t any(std::size_t count) { return random_() % count; }
    std::string some_day() {
        static const std::vector<std::string> days{"2024-02-10", "2025-12-31", "2026-01-01", "2026-07-01",
                                                   "2026-07-31", "2026-08-14", "2026-12-31", "2027-01-01"};
        return days[any(days.size())];
    }
    std::string some_code(std::vector<std::string> codes) { return codes[any(codes.size())]; }
    Json services() {
        auto all = Json::array();
        for (std::size_t i = 0; i <= any(3); ++i) {
            Json one{{"service_kind", "hotel"}, {"description", "Hotel"}, {"count", 1 + any(3)}, {"tax", "standard"},
                     {"unit_price", std::to_string(any(900)) + ".00"}};
            if (any(3) > 0) one["operator"] = some_code({"TUI", "DER"});
            if (any(3) > 0) one["destination"] = some_code({"PMI", "LPA"});
            if (any(3) == 0) one["commission_amount"] = "7.50";
            all.push_back(std::move(one));
        }
        return all;
    }
    void book() {
        const auto day = some_day();
        Json body{{"customer", customers_[any(customers_.size())].at("number")}, {"services", services()},
                  {"booked_on", some_day()}, {"departs_on", day}, {"returns_on", day}};
        if (any(6) == 0) body.erase("departs_on"), body.erase("returns_on");
        if (any(2) == 0) body["destination"] = some_code({"PMI", "HER"});
        if (any(4) == 0) body["amounts"] = Json::array({{{"text", "Visum"}, {"amount", "12.50"}}});
        if (any(6) == 0) body["kind"] = "offer";
        if (any(3) == 0) body["participants"] = Json::array({{{"name", "Berg"}}, {{"name", "Adler"}}});
        const auto made = chief().post("/bookings", body);
        EXPECT_EQ(made.status, 201) << made.text;
        if (made.status == 201) kept_.push_back(made.json);
    }
    void change() {
        const auto now = read(kept_[any(kept_.size())], "chief");
        const auto day = some_day();
        const Json changes[] = {{{"departs_on", day}, {"returns_on", day}}, {{"booked_on", day}}, {{"destination", "LPA"}},
                                {{"services", services()}}, {{"kind", "booking"}}};
        happened("changed", bookings::WithBookings::change(now, changes[any(5)], "chief").status == 200);
    }
    void cancel() {
        const auto now = read(kept_[any(kept_.size())], "chief");
        const auto done =
            chief().post(booking_path(now) + "/cancel",
                         {{"preview", false}, {"charges", Json::array({{{"text", "Storno"}, {"amount", "30.00"}}})}},
                         version(now.at("version").get<std::int64_t>()));
        happened("cancelled", done.status == 200);
    }
    std::int64_t last_event() {
        return db().read([](Transaction& transaction) {
            auto rows = transaction.query("SELECT max(id) FROM change_event");
            return rows.next() ? rows.integer(0) : 0;
        });
    }
    void undo_one() {
        const auto undone = audit::reverse_event(house(), Actor::system(), last_event() - static_cast<int>(any(4)));
        happened("undone", undone && undone->event != 0);
    }
    void happened(const char* what, bool did) { happened_[what] += did ? 1 : 0; }
    void merge() {
        const auto &one = customers_[any(3)], &other = customers_[3 + any(5)];
        const auto id = [](const Json& who) { return who.at("id").get<std::int64_t>(); };
        const auto now = [&](const Json& who) { return chief().get(path_of(who)).json.value("version", 1); };
        const auto done = chief().post(
            "/merges", {{"survivor", id(one)}, {"merged", {id(other)}},
                        {"versions", {{std::to_string(id(one)), now(one)}, {std::to_string(id(other)), now(other)}}}});
        happened("merged", done.status == 201);
        if (done.status != 201) return;
        expect_same("merged");
        const auto event = std::to_string(done.json.at("change_event").get<std::int64_t>());
        if (any(3) > 0) happened("parted", chief().post("/merges/" + event + "/reversal", nullptr).status < 300);
    }
    void archive() {
        imports::TestProgress progress;
        (void)bookings::run_archive(house(), Actor::system(), {1}, progress);
    }
    void import() {
        const auto path = test::temporary_path(".csv").string();
        std::ofstream(path) << "booking,customer,kind,booked_on,departs_on,destination,line,service_kind,operator,count,"
                               "unit_price,tax,collection,commission_amount\n"
                            << 5000 + any(4) << "," << customers_[any(2)].at("number") << ",booking,2026-02-01,"
                            << some_day() << ",PMI,1,hotel,TUI,2," << any(500) << ".00,margin,house,5.00\n";
        imports::ImportRequest request;
        request.what = "bookings", request.path = path, request.file_name = "file.csv";
        request.refused_path = path + ".refused.csv";
        imports::TestProgress progress;
        happened("imported", static_cast<bool>(imports::run_import(house(), Actor::system(), request, progress)));
    }

    static std::vector<std::string> said(Transaction& transaction, std::vector<TurnoverRow> rows) {
        std::vector<std::string> all;
        for (auto& row : rows) {
            name_person(transaction, row);
            all.push_back(words_of(row));
        }
        return all;
    }
    /// Page by page of two, and what is added up under the list.
    static std::vector<std::string> pages(Transaction& transaction, const lists::List& list) {
        std::vector<std::string> all;
        lists::Start start;
        std::vector<std::int64_t> sums(2);
        for (bool more = true; more;) {
            const auto next = lists::read_page(transaction, list, start, 2, [&](const lists::Row& row, const lists::Place&) {
                const auto& own = static_cast<const TurnoverRow&>(row);
                all.push_back(words_of(own));
                sums[0] += own.bookings, sums[1] += own.turnover;
                return true;
            });
            more = next.has_value();
            if (next) start = *next;
        }
        const auto totals = list.count(transaction, {});
        EXPECT_EQ(totals->rows, static_cast<std::int64_t>(all.size()));
        EXPECT_EQ(totals->sums, sums);
        return all;
    }
    void compare(Transaction& transaction, const TurnoverQuestion& question) {
        ASSERT_TRUE(is_kept(question));
        const auto reckoned = said(transaction, reckoned_turnover(house(), transaction, Actor::system(), question));
        const auto kept = question.by_person() ? pages(transaction, *kept_turnover_list(house(), Actor::system(), table(), question))
                                               : said(transaction, kept_turnover_of_codes(transaction, question));
        EXPECT_EQ(kept, reckoned) << question.by << " " << question.day_column << " " << question.from << " " << question.to;
    }
    void expect_same(const std::string& after) {
        SCOPED_TRACE(after);
        static const std::vector<std::pair<std::string, std::string>> periods{
            {"", ""}, {"2026-01-01", "2026-12-31"}, {"2026-07-01", "2026-07-31"}, {"2026-08-01", ""}, {"", "2026-07-31"}};
        db().read([&](Transaction& transaction) {
            EXPECT_TRUE(bookings::turnover_is_whole(transaction));
            EXPECT_THAT(bookings::check_turnover(transaction), testing::IsEmpty());
            for (const char* by : {"customer", "turnover_group", "destination", "operator"})
                for (const char* day : {"b.departs_on", "b.booked_on"})
                    for (const bool all : {true, false})
                        for (const auto& [from, to] : periods)
                            compare(transaction, {.by = by, .from = from, .to = to, .day_column = day,
                                                  .with_amounts = all, .with_hidden = all});
        });
    }

    std::mt19937 random_{14};
    std::vector<Json> customers_, kept_;
    std::map<std::string, int> happened_;
};
ON_BOTH_ENGINES(RandomTurnover);

// J-158: what is kept is what is reckoned
TEST_P(RandomTurnover, IsWhatTheBookingsComeTo) {
    for (int i = 0; i < 12; ++i) book();
    expect_same("booked");
    for (int step = 0; step < 150; ++step) {
        const auto what = any(100);
        if (what < 25) book();
        else if (what < 55) change();
        else if (what < 65) cancel();
        else if (what < 80) undo_one();
        else if (what < 88) import();
        else if (what < 92) archive();
        else merge();
        if (step % 10 == 9) expect_same("step " + std::to_string(step));
    }
    EXPECT_GT(kept_.size(), 30U);
    // What was refused each time would be compared with itself.
    for (const char* what : {"changed", "cancelled", "undone", "merged", "parted", "imported"})
        EXPECT_GT(happened_[what], 0) << what;
}

// A part of a month, agencies and settlements are reckoned booking for booking
TEST_P(RandomTurnover, WhatTheLinesCannotSayIsNotAskedOfThem) {
    const TurnoverQuestion year{.by = "customer", .from = "2026-01-01", .to = "2026-12-31", .day_column = "b.departs_on"};
    EXPECT_TRUE(is_kept(year));
    for (const auto& change : std::vector<std::function<void(TurnoverQuestion&)>>{
             [](auto& one) { one.from = "2026-01-02"; }, [](auto& one) { one.to = "2026-02-27"; },
             [](auto& one) { one.with_agency = true; }, [](auto& one) { one.by = "agency"; },
             [](auto& one) { one.sides.tickets = true; }}) {
        auto other = year;
        change(other);
        EXPECT_FALSE(is_kept(other));
    }
}

// What somebody changed past the program is named and mended; a house of an earlier version gets its lines
TEST_P(RandomTurnover, IsCheckedAndMadeAnew) {
    for (int i = 0; i < 20; ++i) book();
    const auto findings = [&] {
        return db().read([](Transaction& transaction) { return bookings::check_turnover(transaction); });
    };
    const auto edit = [&](const char* statement) {
        db().write([&](Transaction& transaction) { transaction.execute(statement); });
    };
    for (const char* statement :
         {"UPDATE turnover_line SET turnover = turnover + 1", "UPDATE turnover_line SET operators = NULL",
          "UPDATE turnover_line SET month = month + 20", "DELETE FROM turnover_line"}) {
        edit(statement);
        ASSERT_FALSE(findings().empty()) << statement;
        EXPECT_THAT(findings().front(), testing::HasSubstr("customer "));
        bookings::make_turnover_anew(db());
        EXPECT_THAT(findings(), testing::IsEmpty()) << statement;
    }
    edit("DELETE FROM turnover_line");
    edit("DELETE FROM derived_form WHERE name LIKE 'turnover_line%'");
    bookings::renew_turnover(db());
    EXPECT_THAT(findings(), testing::IsEmpty());
    expect_same("renewed");
}

}  // namespace
}  // namespace kartei::reports

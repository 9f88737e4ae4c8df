// The printed guest list: what stands on it, in which order, and that nothing of it can do harm.
#include "modules/reports/guest_list.hpp"

#include <gmock/gmock.h>

#include <regex>

#include "lists/local_times.hpp"
#include "lists/print.hpp"
#include "lists/runs.hpp"
#include "modules/reports/customer_report.hpp"
#include "tests/scenarios/box_office.hpp"

namespace kartei::reports {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

class PrintedLists : public test::InATheatre {
protected:
    void SetUp() override {
        InATheatre::SetUp();
        if (IsSkipped()) return;
        test::sell(house(), [](test::BoxOffice& office) {
            office.event({.code = "Faust", .starts_at = "2026-05-01T18:00:00Z"});
            office.event({.code = "Tasso", .starts_at = "2026-04-01T17:30:00Z"});
            const auto berg = office.customer("Berg", "Jan", {{"name_prefix", std::string("van der")}});
            const auto script = office.customer("<script>alert('x')</script> & Söhne");
            office.order("7", berg,
                         {{.event = "Faust", .section = "Parkett", .row = "10", .seat = "2"},
                          {.event = "Faust", .scanned = true, .section = "Parkett", .row = "9", .seat = "11"},
                          {.event = "Tasso", .section = "Rang", .row = "1", .seat = "1"}});
            office.order("8", script,
                         {{.event = "Faust", .section = "Parkett", .row = "9", .seat = "2"}, {.event = "Faust"}});
            office.order("9", customers::anonymous_customer,
                         {{.event = "Faust", .section = "Loge", .row = "1", .seat = "3"}});
        });
    }
    Result<lists::PrintedPage> print(lists::PrintOptions options, std::string_view type = "seats") {
        lists::Runs runs(house(), {customer_report()});
        const auto& report = runs.reports().front();
        const auto run =
            runs.make(Actor::system(), report, std::string(type), {{"events", {"Faust", "Tasso"}}}).value();
        options.style_path = "/style.css";
        options.made_by = "anna";
        return house().database.read([&](sql::Transaction& transaction) {
            return lists::print_list({house(), transaction, report, run->question, *run->list, options});
        });
    }
    /// Texts of the cells of each row of guests, joined by '|'.
    static std::vector<std::string> rows(const std::string& html) {
        std::vector<std::string> list;
        const std::regex row("<tr><td class=\"here[^>]*></td>(.*?)</tr>"), cell("<td[^>]*>(.*?)</td>");
        for (std::sregex_iterator it(html.begin(), html.end(), row), end; it != end; ++it) {
            std::string text;
            const auto inner = (*it)[1].str();
            for (std::sregex_iterator at(inner.begin(), inner.end(), cell); at != end; ++at)
                text += (*at)[1].str() + "|";
            list.push_back(text);
        }
        return list;
    }
};
ON_BOTH_ENGINES(PrintedLists);

// T-034: every seat of every sold order with the customer's name, by event date
TEST_P(PrintedLists, NameEveryGuestByName) {
    const auto page = print({}).value();
    EXPECT_EQ(page.rows, 6);
    EXPECT_THAT(
        rows(page.html),
        ElementsAre("Berg, Jan van der||Rang|1|1|Normal|7|||", "Anonym||Loge|1|3|Normal|9|||",
                    "Berg, Jan van der||Parkett|10|2|Normal|7|||", "Berg, Jan van der||Parkett|9|11|Normal|7|||",
                    HasSubstr("&lt;script&gt;alert('x')&lt;/script&gt; &amp; Söhne||Parkett|9|2|"),
                    HasSubstr("Söhne|||||Normal|8|")));
    EXPECT_THAT(page.html, HasSubstr("Tasso · 01.04.2026 19:30 · Großer Saal · Stadttheater"));
    EXPECT_THAT(page.html, HasSubstr("5 Karten"));
    EXPECT_THAT(page.html, HasSubstr("class=\"here yes\""));
    EXPECT_THAT(page.html, HasSubstr("Stand 01.03.2026 10:00, erstellt von anna"));
    EXPECT_THAT(page.html, Not(HasSubstr("<script>")));
}

// T-033, T-034: by seat, rows and seats by their value, places without a number at the end
TEST_P(PrintedLists, FollowTheSeats) {
    const auto page = print({.language = Language::nl, .by_seat = true, .barcode = true}).value();
    std::vector<std::string> seats;
    for (const auto& row : rows(page.html))
        seats.push_back(row.substr(0, row.find("|Berg") < row.find("|Anonym")
                                          ? row.find("|Berg")
                                          : std::min(row.find("|Anonym"), row.find("|&lt;"))));
    EXPECT_THAT(seats, ElementsAre("|Rang|1|1", "|Loge|1|3", "|Parkett|9|2", "|Parkett|9|11", "|Parkett|10|2", "|||"));
    EXPECT_THAT(page.html, HasSubstr("Vrije plaatskeuze"));
    EXPECT_THAT(page.html, HasSubstr("01-04-2026 19:30"));
    EXPECT_THAT(page.html, HasSubstr(">B6</td>"));
}

TEST_P(PrintedLists, OfOrdersHaveOneRowForEachOrder) {
    const auto page = print({}, "sold").value();
    EXPECT_THAT(rows(page.html),
                ElementsAre("Anonym|Faust 01.05.2026|9||1|", "Berg, Jan van der|Faust 01.05.2026; Tasso 01.04.2026|7||3|",
                            HasSubstr("Faust 01.05.2026|8||2|"))) << "by name and day, never by code";
    EXPECT_EQ(print({.by_seat = true}, "sold").refusal().issues.front().key,
              "error.report_print_by_seat");
}

TEST(LocalTimes, ShowTheHousesClock) {
    lists::LocalTimes berlin("Europe/Berlin"), india("Asia/Kolkata");
    EXPECT_EQ(berlin.local("2026-03-29T00:59:59Z"), "2026-03-29T01:59:59");
    EXPECT_EQ(berlin.local("2026-03-29T01:00:00Z"), "2026-03-29T03:00:00");
    EXPECT_EQ(berlin.local("2025-12-31T23:30:00Z"), "2026-01-01T00:30:00");
    EXPECT_EQ(india.local("2026-01-01T00:45:10Z"), "2026-01-01T06:15:10");
    EXPECT_EQ(berlin.local("2026-07-01T18:00:00Z;2026-07-02T18:00:00Z"), "2026-07-01T20:00:00;2026-07-02T20:00:00");
    EXPECT_EQ(berlin.local("soon"), "soon");
    EXPECT_EQ(berlin.local(""), "");
}

}  // namespace
}  // namespace kartei::reports

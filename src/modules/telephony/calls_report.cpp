#include "modules/telephony/calls_report.hpp"

#include <array>

#include "base/text.hpp"
#include "lists/period.hpp"
#include "modules/customers/customer_list.hpp"
#include "modules/customers/customer_store.hpp"
#include "modules/customers/hidden_customers.hpp"
#include "modules/parameters/module_switch.hpp"
#include "modules/telephony/call.hpp"

namespace kartei::telephony {
namespace {

using lists::CellKind;
using lists::Cells;
using lists::Column;
using sql::Transaction;
using enum FieldKind;

/// The first one is what is asked when nothing is said.
constexpr std::array<std::string_view, 3> directions{"all", "in", "out"};
constexpr std::array<std::string_view, 4> shows{"all", "missed", "nobodys", "mine"};

struct CallRow : lists::Row {
    std::int64_t id = 0, customer_id = 0, seconds = 0;
    std::optional<std::int64_t> customer, booking;
    std::string began_at, direction, number, name, user, outcome, duration, note;
};

const std::vector<lists::Filter>& filters() {
    static const std::vector<lists::Filter> all{
        {{"from", date}, "from", "call_list.from"},
        {{"to", date}, "to", "call_list.to"},
        {{"customer", customer_number}, "customer", "call_list.customer"},
        {{"direction", choice, 0, Privacy::open, plain, directions}, "direction", "call_list.direction"},
        {{"user", text, 120}, "user", "call_list.user"},
        {{"show", choice, 0, Privacy::open, plain, shows}, "show", "call_list.show"},
    };
    return all;
}

Column text_column(std::string name, int priority, std::string CallRow::*member, int width,
                   std::vector<std::string_view> values = {}) {
    auto key = "call_list." + name;
    return {std::move(name), std::move(key), "", CellKind::text, priority, false,
            lists::cell<CallRow>([member](const CallRow& row, Cells& cells) { cells.text(row.*member); }),
            std::move(values), width};
}

Column number_column(std::string name, int priority, std::optional<std::int64_t> CallRow::*member) {
    auto key = "call_list." + name;
    return {std::move(name), std::move(key), "", CellKind::integer, priority, false,
            lists::cell<CallRow>([member](const CallRow& row, Cells& cells) {
                row.*member ? cells.integer(*(row.*member)) : cells.text("");
            })};
}

const std::vector<Column>& all_columns() {
    static const std::vector<Column> columns{
        {"began_at", "call_list.began_at", "", CellKind::instant, 1, false,
         lists::cell<CallRow>([](const CallRow& row, Cells& cells) { cells.instant(row.began_at); })},
        text_column("direction", 3, &CallRow::direction, 90, {"in", "out"}),
        text_column("number", 2, &CallRow::number, 140),
        number_column("customer", 7, &CallRow::customer),
        text_column("name", 1, &CallRow::name, 160),
        text_column("user", 5, &CallRow::user, 110),
        text_column("outcome", 4, &CallRow::outcome, 120,
                    {"answered", "missed", "no_answer", "busy", "failed", "forwarded", "lost", "dialled", "noted"}),
        text_column("duration", 4, &CallRow::duration, 80),
        text_column("note", 6, &CallRow::note, 220),
        number_column("booking", 8, &CallRow::booking),
    };
    return columns;
}

struct Asked {
    lists::Period period;
    std::int64_t customer = 0, mine = 0;
    std::string direction, user, show;
    bool with_hidden = false;
};

/// "INSTANT ID" of the last row.
struct Place {
    std::string began_at = "9999";
    std::int64_t id = 0;
};

Place read_place(const lists::Place& after) {
    const auto blank = after.find(' ');
    if (blank == std::string::npos) return {};
    return {after.substr(0, blank), std::stoll(after.substr(blank + 1))};
}

/// The newest first.
class CallList final : public lists::List {
public:
    explicit CallList(Asked asked) : asked_(std::move(asked)) {}

    const std::vector<Column>& columns() const override { return all_columns(); }
    const std::vector<lists::RowKey>& keys() const override {
        static const std::vector<lists::RowKey> keys{
            {"_call", [](const lists::Row& row) { return static_cast<const CallRow&>(row).id; }},
            {"_customer", [](const lists::Row& row) { return static_cast<const CallRow&>(row).customer_id; }}};
        return keys;
    }
    const std::vector<lists::Sum>& sums() const override {
        static const std::vector<lists::Sum> sums{
            {"minutes", "call_list.sum.minutes", CellKind::integer,
             [](const lists::Row& row) { return (static_cast<const CallRow&>(row).seconds + 59) / 60; }}};
        return sums;
    }

    void read(Transaction& transaction, const lists::Place& after, std::int64_t,
              const lists::TakeRow& take) const override {
        const auto place = read_place(after);
        auto rows = transaction.stream(
            "SELECT p.id, p.began_at, p.direction, p.number, p.user_name, p.outcome, p.seconds, p.note, p.booking,"
            " c.id, c.number, c.name_prefix, c.name, c.first_name"
            " FROM phone_call p LEFT JOIN customer c ON c.id = p.customer_id"
            " WHERE (p.began_at, p.id) < (:began_at, :id) AND p.began_at >= :from"
            " AND (p.began_at < :before OR :before = '') AND (:customer = 0 OR p.customer_id = :customer)"
            " AND (:direction = '' OR p.direction = :direction) AND (:mine = 0 OR p.user_id = :mine)"
            " AND coalesce(c.hidden_in_search, 0) <= :with_hidden"
            " ORDER BY p.began_at DESC, p.id DESC",
            place.began_at, place.id, asked_.period.from, asked_.period.before, asked_.customer, asked_.direction,
            asked_.mine, asked_.with_hidden);
        CallRow row;
        while (rows.next()) {
            row.id = rows.integer(0), row.began_at = rows.string(1), row.direction = rows.string(2);
            row.number = rows.string(3), row.user = rows.string(4), row.outcome = rows.string(5);
            row.seconds = rows.integer(6), row.note = rows.string(7), row.booking = rows.optional_integer(8);
            row.duration = rows.is_null(6) ? "" : written_duration(row.seconds);
            row.customer_id = rows.integer(9), row.customer = rows.optional_integer(10);
            row.name = row.customer_id == 0
                           ? ""
                           : customers::name_in_lists(rows.string(11), rows.string(12), rows.string(13));
            if (!is_asked(row)) continue;
            if (!take(row, row.began_at + " " + std::to_string(row.id))) return;
        }
    }

private:
    bool is_asked(const CallRow& row) const {
        if (!asked_.user.empty() && fold(row.user) != asked_.user) return false;
        if (asked_.show == "missed") return row.outcome == "missed";
        return asked_.show != "nobodys" || row.customer_id == 0;
    }

    Asked asked_;
};

Result<std::int64_t> customer_asked(Transaction& transaction, const Actor& actor, const lists::Question& question) {
    const auto number = question.integer("customer");
    if (number == 0) return std::int64_t{0};
    const auto id = customers::id_of_number(transaction, number);
    if (!id || !customers::may_see(transaction, actor, *id))
        return refuse_field("customer", "error.no_such_customer", {{"number", std::to_string(number)}});
    return *id;
}

}  // namespace

lists::Report calls_report() {
    lists::Report report{"calls", "calls.read", "call_list", filters()};
    report.make = [](House& house, Transaction& transaction, const Actor& actor, const lists::Question& question,
                     const std::optional<std::string>&) -> Result<std::shared_ptr<const lists::List>> {
        std::vector<Issue> issues;
        Asked asked;
        asked.period = lists::period_of(house, question, issues);
        if (!issues.empty()) return Refusal{RefusalKind::invalid, std::move(issues)};
        asked.customer = TRY(customer_asked(transaction, actor, question));
        asked.direction = question.text("direction");
        asked.user = fold(question.text("user"));
        asked.show = question.text("show");
        if (asked.show == "mine") asked.mine = actor.user_id;
        asked.with_hidden = actor.may("customers.see_hidden");
        return std::shared_ptr<const lists::List>(std::make_shared<CallList>(std::move(asked)));
    };
    report.columns = all_columns();
    report.example = "--from 2026-11-01 --show missed";
    return parameters::only_with_module("telephony", "error.no_telephony_here", std::move(report));
}

}  // namespace kartei::telephony

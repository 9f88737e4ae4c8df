#include "modules/reports/change_report.hpp"

#include <charconv>

#include "audit/audit_api.hpp"
#include "base/module.hpp"
#include "base/text.hpp"
#include "lists/period.hpp"

namespace kartei::reports {
namespace {

using lists::CellKind;
using lists::Cells;
using sql::Transaction;
using enum FieldKind;

constexpr std::string_view kind_texts = "change.";
/// Events read at a time.
constexpr int events_at_once = 500;

const std::vector<lists::Filter>& filters() {
    static const std::vector<lists::Filter> all{
        {{"from", date}, "from", "change_event.from"},
        {{"to", date}, "to", "change_event.to"},
        {{"by", FieldKind::text, 80}, "by", "change_event.by"},
    };
    return all;
}

struct ChangeRow : lists::Row {
    audit::Event event;
    std::string by, customer;
    std::int64_t customer_id = 0;
};

template <class Write>
auto cell(Write write) {
    return lists::cell<ChangeRow>(write);
}

/// Every kind of change that has words.
std::vector<std::string_view> kinds() {
    std::vector<std::string_view> all;
    for (const auto& text : embedded_texts())
        if (text.key.starts_with(kind_texts)) all.push_back(text.key.substr(kind_texts.size()));
    return all;
}

const std::vector<lists::Column>& change_columns() {
    static const std::vector<lists::Column> columns{
        {"at", "change_event.at", "", CellKind::instant, 1, false,
         cell([](const ChangeRow& row, Cells& cells) { cells.instant(row.event.at); })},
        {"kind", "change_event.kind", "", CellKind::text, 2, false,
         cell([](const ChangeRow& row, Cells& cells) { cells.text(row.event.kind); }), kinds(), 220, "change"},
        {"customer", "change_event.customer", "", CellKind::text, 4, false,
         cell([](const ChangeRow& row, Cells& cells) { cells.text(row.customer); }), {}, 180},
        {"subject", "change_event.subject", "", CellKind::text, 6, false,
         cell([](const ChangeRow& row, Cells& cells) { cells.text(row.event.subject); }), {}, 160},
        {"by", "change_event.by", "", CellKind::text, 3, false,
         cell([](const ChangeRow& row, Cells& cells) { cells.text(row.by); })},
        {"undone", "change_event.undone", "", CellKind::yes_no, 5, false,
         cell([](const ChangeRow& row, Cells& cells) { cells.yes_no(row.event.reversed_by.has_value()); }), {}, 120},
    };
    return columns;
}

/// A change's place is its id.
class ChangeList final : public lists::List {
public:
    ChangeList(std::string from, std::string before, std::string by, const Actor& actor)
        : from_(std::move(from)), before_(std::move(before)), by_(fold(by)), actor_(actor) {}

    const std::vector<lists::Column>& columns() const override { return change_columns(); }
    const std::vector<lists::RowKey>& keys() const override {
        static const std::vector<lists::RowKey> keys{
            {"_event", [](const lists::Row& row) { return static_cast<const ChangeRow&>(row).event.id; }},
            {"_customer", [](const lists::Row& row) { return static_cast<const ChangeRow&>(row).customer_id; }}};
        return keys;
    }
    void read(Transaction& transaction, const lists::Place& after, std::int64_t,
              const lists::TakeRow& take) const override {
        walk(transaction, after, [&](ChangeRow& row) {
            tell_customer(transaction, row);
            return take(row, std::to_string(row.event.id));
        });
    }
    std::optional<lists::Totals> count(Transaction& transaction, const lists::Progress& progress) const override {
        lists::Counter counter(0);
        bool stopped = false;
        walk(transaction, "", [&](ChangeRow& row) {
            counter.add(std::to_string(row.event.id));
            stopped = counter.totals.rows % 5000 == 0 && progress && !progress(counter.totals.rows);
            return !stopped;
        });
        if (stopped) return std::nullopt;
        return std::move(counter.totals);
    }

private:
    void walk(Transaction& transaction, const lists::Place& after, const std::function<bool(ChangeRow&)>& take) const {
        std::int64_t before = 0;
        std::from_chars(after.data(), after.data() + after.size(), before);
        while (true) {
            auto events = audit::events(transaction, before, events_at_once);
            for (auto& event : events) {
                before = event.id;
                ChangeRow row;
                row.by = event.operating_system_user.empty()
                             ? event.user_name
                             : event.user_name + " (" + event.operating_system_user + ")";
                row.event = std::move(event);
                if (is_wanted(row) && !take(row)) return;
            }
            if (static_cast<int>(events.size()) < events_at_once) return;
        }
    }
    bool is_wanted(const ChangeRow& row) const {
        if (!from_.empty() && row.event.at < from_) return false;
        if (!before_.empty() && row.event.at >= before_) return false;
        return by_.empty() || fold(row.by).find(by_) != std::string::npos;
    }
    /// Whom it concerns, as the modules of the records know it and the actor may know.
    void tell_customer(Transaction& transaction, ChangeRow& row) const {
        const auto touched = audit::first_touched(transaction, row.event.id);
        if (!touched) return;
        web::Json json;
        for (const auto& note : handed_in<audit::EventNote>()) note(transaction, actor_, *touched, json);
        if (!json.contains("customer")) return;
        row.customer_id = json["customer"]["id"];
        row.customer = json["customer"]["name"];
    }

    const std::string from_, before_, by_;
    const Actor actor_;
};

}  // namespace

lists::Report change_report() {
    lists::Report report{"changes", "audit.read", "change_event", filters()};
    report.make = [](House& house, Transaction&, const Actor& actor, const lists::Question& question,
                     const std::optional<std::string>&) -> Result<std::shared_ptr<const lists::List>> {
        std::vector<Issue> issues;
        const auto period = lists::period_of(house, question, issues);
        if (!issues.empty()) return Refusal{RefusalKind::invalid, std::move(issues)};
        return std::shared_ptr<const lists::List>(
            std::make_shared<ChangeList>(period.from, period.before, question.text("by"), actor));
    };
    report.columns = change_columns();
    return report;
}

}  // namespace kartei::reports

#include "modules/selections/selection_report.hpp"

#include <algorithm>
#include <charconv>

#include "base/event_access.hpp"
#include "modules/customers/hidden_customers.hpp"
#include "modules/customers/register_report.hpp"
#include "modules/selections/selection_json.hpp"

namespace kartei::selections {
namespace {

using customers::RegisterRow;
using nlohmann::json;
using sql::Transaction;
using enum FieldKind;

constexpr int longest_document = 2'000'000;
constexpr std::size_t rows_at_once = 500;
constexpr std::int64_t landmark_distance = 100;

const std::vector<lists::Filter>& filters() {
    static const std::vector<lists::Filter> all{
        {{"document", multiline, longest_document}, "document", "selection.document"},
        {{"selection", text, 120}, "selection", "selection.selection"},
    };
    return all;
}

/// A row's place is its number in the order of the document, from 1.
class SelectionList final : public lists::List {
public:
    SelectionList(std::vector<std::int64_t> ids, Actor actor) : ids_(std::move(ids)), actor_(std::move(actor)) {}

    const std::vector<lists::Column>& columns() const override { return customers::register_columns(); }
    const std::vector<lists::RowKey>& keys() const override { return customers::register_keys(); }
    std::vector<std::pair<std::string, std::int64_t>> extent() const override {
        return {{"customers", static_cast<std::int64_t>(ids_.size())}};
    }

    void read(Transaction& transaction, const lists::Place& after, std::int64_t wanted,
              const lists::TakeRow& take) const override {
        std::size_t place = 0;
        std::from_chars(after.data(), after.data() + after.size(), place);
        while (place < ids_.size()) {
            const auto count = std::min(
                {rows_at_once, ids_.size() - place, static_cast<std::size_t>(std::max<std::int64_t>(wanted, 1))});
            const auto begin = ids_.begin() + static_cast<std::ptrdiff_t>(place);
            if (!give(transaction, {begin, begin + static_cast<std::ptrdiff_t>(count)}, place, take)) return;
            place += count;
        }
    }

    /// Who was found was counted when it was made; who is gone since is missing.
    std::optional<lists::Totals> count(Transaction& transaction, const lists::Progress& progress) const override {
        if (!progress(0)) return std::nullopt;
        lists::Totals totals;
        for (std::size_t place = 0; place < ids_.size(); place += rows_at_once) {
            const auto end = std::min(place + rows_at_once, ids_.size());
            totals.rows += there(transaction, place, end);
            if (!progress(totals.rows)) return std::nullopt;
            totals.landmarks.push_back({totals.rows, std::to_string(end)});
        }
        return totals;
    }

private:
    std::int64_t there(Transaction& transaction, std::size_t place, std::size_t end) const {
        std::int64_t rows = 0;
        for (; place < end; ++place)
            rows += transaction.query("SELECT 1 FROM customer WHERE id = :id", ids_[place]).next();
        return rows;
    }
    bool give(Transaction& transaction, std::vector<std::int64_t> ids, std::size_t place,
              const lists::TakeRow& take) const {
        RegisterRow row;
        for (auto& one : customers::list_in_order(transaction, ids)) {
            if (!customers::may_see(actor_, one.id, one.hidden)) continue;
            const auto at = std::find(ids.begin(), ids.end(), one.id) - ids.begin();
            row.take(std::move(one));
            if (!take(row, std::to_string(place + static_cast<std::size_t>(at) + 1))) return false;
        }
        return true;
    }

    std::vector<std::int64_t> ids_;
    Actor actor_;
};

/// The document itself, or a saved one by its number or its name.
Result<json> document_asked(const lists::Question& asked) {
    const auto written = asked.text("document"), named = asked.text("selection");
    if (written.empty() == named.empty()) return refuse_field("document", "error.selection_document_or_name");
    if (written.empty()) {
        const bool is_id = named.find_first_not_of("0123456789") == std::string::npos && named.size() < 10;
        return json{{"where", {{"selection", is_id ? json(std::stoll(named)) : json(named)}}},
                    {"excluded", {{"no_selection", "include"}}}};
    }
    auto document = json::parse(written, nullptr, false);
    if (document.is_discarded()) return refuse_field("document", "error.selection_not_json");
    return document;
}

}  // namespace

lists::Report selection_report(std::shared_ptr<Engine> engine) {
    lists::Report report{"selection", "selections.run", "selection", filters()};
    report.make = [engine](House& house, Transaction& transaction, const Actor& actor, const lists::Question& asked,
                           const std::optional<std::string>&) -> Result<std::shared_ptr<const lists::List>> {
        const auto document = TRY(read_document(house, transaction, actor, TRY(document_asked(asked))));
        const auto found = TRY(engine->find(house, transaction, *document));
        const Stopped never;
        const Looking looking{house, transaction, *found.people, never};
        return std::shared_ptr<const lists::List>(
            std::make_shared<SelectionList>(ordered_members(looking, *document, found), actor));
    };
    report.seen = [](Transaction&, const Actor& actor) { return write_event_access(actor); };
    report.columns = customers::register_columns();
    report.example = "--selection Newsletter";
    return report;
}

}  // namespace kartei::selections

// How event dates are taken over: by code; names of productions, seasons, halls … that are unknown are created.
#include "modules/events/catalogue.hpp"
#include "modules/events/event_store.hpp"
#include "modules/imports/row_by_row.hpp"

namespace kartei::imports {
namespace {

using events::Event;
using events::event_fields;
using events::Shelf;
using sql::Transaction;

std::vector<Target> targets() {
    std::vector<Target> list;
    for (const auto& member : event_fields()) {
        auto field = member.field;
        // Wanted of new event dates only; the check says so.
        if (field.name == "name") field.traits &= ~static_cast<unsigned>(required);
        list.push_back({field, "event"});
    }
    return list;
}

class EventImporter final : public RowByRow {
public:
    explicit EventImporter(const ImportContext& context) : RowByRow(context) {}

    Result<Done> begin(Transaction& reading) override {
        for (auto& [id, event] : events::all_events(reading)) existing_.emplace(event.code, event);
        for (const auto [field, shelf] : shelves)
            for (const auto& [id, name] : events::list_shelf(reading, shelf))
                known_[std::string(events::shelf_name(shelf))].insert(name);
        auto rows = reading.query("SELECT name FROM organisation");
        while (rows.next()) known_["organisation"].insert(rows.string(0));
        return Done{};
    }

protected:
    RowState look(Transaction&, Row& row, std::vector<ShownDifference>& differences, std::string& key) override {
        static const int code = context_.kind.target("code");
        if (!row.has(code)) {
            if (row.problems().empty()) row.refuse(code, "error.required");
            return RowState::refused;
        }
        key = row.text(code);
        const auto found = existing_.find(key);
        const Event before = found == existing_.end() ? Event{} : found->second;
        const auto after = merged_event(row, before);
        for (const auto& issue : missing_fields(event_fields(), after))
            if (issue.field != "code") row.refuse(context_.kind.target(issue.field), issue.key);
        if (row.is_refused()) return RowState::refused;
        announce(after);
        if (found == existing_.end()) return RowState::added;
        const auto changed = kartei::differences(event_fields(), before, after);
        differences = shown_differences(changed, context_.house.rules);
        return changed.empty() ? RowState::unchanged : RowState::changed;
    }

    void write(Publication& publication, Transaction& transaction, audit::Change& change, const Row& row) override {
        static const int code = context_.kind.target("code");
        const auto id = events::id_of_code(transaction, row.text(code));
        const Event before = id ? *events::find_event(transaction, *id) : Event{};
        events::store_event(publication.house(), transaction, change, merged_event(row, before));
    }

private:
    struct FieldShelf {
        std::string_view field;
        Shelf shelf;
    };
    static constexpr FieldShelf shelves[] = {{"season", Shelf::season},         {"promoter", Shelf::promoter},
                                             {"venue", Shelf::venue},           {"hall", Shelf::hall},
                                             {"production", Shelf::production}, {"genres", Shelf::genre},
                                             {"tags", Shelf::event_tag}};

    Event merged_event(const Row& row, const Event& before) const {
        Event after = before;
        for (std::size_t i = 0; i < event_fields().size(); ++i) {
            const auto& member = event_fields()[i];
            // An event date always belongs to an organisation; without a name to the house itself.
            if (member.field.name == "organisation" && !row.has(static_cast<int>(i))) continue;
            member.set(after, merged(row, static_cast<int>(i), member.get(before)));
        }
        return after;
    }

    /// Names that will be created, for the preview.
    void announce(const Event& event) {
        for (const auto [field, shelf] : shelves) {
            const auto value = find_field(event_fields(), field)->get(event);
            if (const auto* one = std::get_if<std::string>(&value))
                announce(std::string(events::shelf_name(shelf)), *one);
            else if (const auto* list = std::get_if<std::vector<std::string>>(&value))
                for (const auto& name : *list) announce(std::string(events::shelf_name(shelf)), name);
        }
        if (!event.organisation.empty()) announce("organisation", event.organisation);
    }
    void announce(const std::string& shelf, const std::string& name) {
        if (!known_[shelf].contains(name)) context_.tally.will_create(shelf + "s", name);
    }

    std::map<std::string, Event, std::less<>> existing_;
    std::map<std::string, std::set<std::string>> known_;
};

}  // namespace

const ImportKind& event_import() {
    static const ImportKind kind{
        .name = "events",
        .change = "import_events",
        .targets = targets(),
        .right = std::string(right_to_sales),
        .make = [](ImportContext& context) { return std::make_unique<EventImporter>(context); }};
    return kind;
}

}  // namespace kartei::imports

// How seat plans are taken over: a line for each seat or counted section; all lines of a hall make one edition, which
// is made only when it differs from the newest one (counter.md 1).
#include <map>

#include "modules/events/catalogue.hpp"
#include "modules/events/seat_plan_store.hpp"
#include "modules/imports/row_by_row.hpp"

namespace kartei::imports {
namespace {

using events::Place;
using events::place_fields;
using sql::Transaction;

std::vector<Target> targets() {
    std::vector<Target> list{{{"hall", FieldKind::text, 120, Privacy::open, required}, "seat_plan"}};
    for (const auto& member : place_fields()) {
        auto field = member.field;
        field.traits &= ~static_cast<unsigned>(required);
        list.push_back({field, "seat_plan"});
    }
    return list;
}

/// Rows are kept whole: a plan is judged and written as one.
class SeatPlanImporter final : public RowByRow {
public:
    explicit SeatPlanImporter(const ImportContext& context) : RowByRow(context) {}

protected:
    RowState look(Transaction& reading, Row& row, std::vector<ShownDifference>& differences, std::string&) override {
        if (!row.has(0)) row.refuse(0, "error.required");
        const auto place = place_of(row);
        auto& hall = hall_named(reading, std::string(row.text(0)));
        if (!row.is_refused()) refuse_what_contradicts(hall, place, row);
        if (row.is_refused()) return RowState::refused;
        hall.places.push_back(place);
        const auto stood = hall.standing.find(key_of(place));
        if (stood == hall.standing.end()) return RowState::added;
        const auto changed = kartei::differences(place_fields(), stood->second, place);
        differences = shown_differences(changed, context_.house.rules);
        return changed.empty() ? RowState::unchanged : RowState::changed;
    }

    void open(Transaction& transaction, audit::Change& change) override {
        for (auto& [name, hall] : halls_) {
            if (hall.is_as_it_stands()) continue;
            if (auto arranged = events::arranged(hall.places))
                events::store_plan(transaction, change, name, "", "", *arranged);
            else throw Unwritable{arranged.refusal()};
        }
    }

private:
    using Key = std::tuple<std::string, std::string, std::string>;
    struct Hall {
        std::vector<Place> places;
        std::map<Key, Place> standing;           ///< of the newest edition
        std::map<Key, std::int64_t> seen;        ///< where the file has a place
        std::map<std::string, std::string> rows; ///< the order of a row: its name

        bool is_as_it_stands() const {
            if (places.size() != standing.size()) return false;
            for (const auto& place : places) {
                const auto stood = standing.find(key_of(place));
                if (stood == standing.end() || !differences(place_fields(), stood->second, place).empty()) return false;
            }
            return true;
        }
    };
    static Key key_of(const Place& place) { return {place.section, place.row, place.seat}; }

    static Place place_of(const Row& row) {
        Place place;
        for (std::size_t i = 0; i < place_fields().size(); ++i)
            if (const auto target = static_cast<int>(i) + 1; row.has(target))
                place_fields()[i].set(place, row.value(target));
        return place;
    }

    Hall& hall_named(Transaction& reading, const std::string& name) {
        const auto [hall, fresh] = halls_.try_emplace(name);
        const auto id = fresh ? events::find_on_shelf(reading, events::Shelf::hall, name) : std::nullopt;
        const auto newest = id ? events::newest_plan(reading, *id) : std::nullopt;
        const auto plan = newest ? events::find_plan(reading, *newest) : std::nullopt;
        if (plan)
            for (const auto& place : plan->places) hall->second.standing.emplace(key_of(place), place);
        return hall->second;
    }

    /// What would forbid the whole plan is told to the line that brings it.
    void refuse_what_contradicts(Hall& hall, const Place& place, Row& row) const {
        const Parameters where{{"section", place.section}, {"row", place.row}, {"seat", place.seat}};
        for (const auto* field : {"section", "price_zone"})
            if (!row.has(context_.kind.target(field))) row.refuse(context_.kind.target(field), "error.required");
        if (place.is_counted() != (place.row.empty() && place.seat.empty()) || place.row.empty() != place.seat.empty())
            row.refuse(context_.kind.target("capacity"), "error.seats_and_capacity", where);
        if (const auto [first, fresh] = hall.seen.emplace(key_of(place), row.line()); !fresh)
            row.refuse(context_.kind.target("seat"), "error.seat_twice", where);
        const auto order = place.section + '\x1f' + events::natural_key(place.row);
        if (const auto [known, fresh] = hall.rows.emplace(order, place.row); known->second != place.row)
            row.refuse(context_.kind.target("row"), "error.rows_share_order", where);
    }

    std::map<std::string, Hall> halls_;
};

}  // namespace

const ImportKind& seat_plan_import() {
    static const ImportKind kind{
        .name = "seat_plans",
        .change = "import_seat_plans",
        .targets = targets(),
        .right = "events.change",
        .make = [](ImportContext& context) { return std::make_unique<SeatPlanImporter>(context); }};
    return kind;
}

}  // namespace kartei::imports

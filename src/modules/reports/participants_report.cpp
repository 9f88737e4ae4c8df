// Who travels (J-019), and the manifest of a trip with the passports of who travels on it: their numbers in clear only
// when they are asked for, which is on record.
#include "audit/change.hpp"
#include "audit/hold.hpp"
#include "base/mask.hpp"
#include "modules/bookings/booking_rules.hpp"
#include "modules/bookings/booking_store.hpp"
#include "modules/customers/customer_list.hpp"
#include "modules/parameters/choice.hpp"
#include "modules/reports/trip_columns.hpp"
#include "modules/reports/trip_reports.hpp"
#include "modules/reports/trip_rows.hpp"

namespace kartei::reports {
namespace {

using lists::CellKind;
using sql::Transaction;

struct ParticipantLine : lists::Row {
    std::int64_t id = 0, booking = 0, position = 0, customer_id = 0;
    std::optional<std::int64_t> age, customer, booked_for;
    std::string name, first_name, birth_date, gender, role, departs_on, returns_on, booked_on, destination, state,
        booked_for_name;
    // Of the manifest alone.
    std::string passport_number, issuing_place, valid_until, nationality, birth_place, free1, free2, free3, free4,
        free5, wishes, duties;
    bool has_passport = false;
};

constexpr std::string_view from =
    " JOIN booking_participant p ON p.booking_id = b.id LEFT JOIN customer k ON k.id = p.customer_id";
constexpr std::string_view selected =
    "p.id, b.number, p.position, k.id, k.number, p.name_prefix, p.name, p.first_name, p.birth_date, p.gender, p.role,"
    " b.departs_on, b.returns_on, b.booked_on,"
    " coalesce((SELECT d.name FROM destination d WHERE d.code = b.destination), b.destination),"
    " CASE WHEN p.cancelled_on IS NOT NULL THEN 'cancelled' ELSE b.state END, c.id, c.number, c.name_prefix, c.name,"
    " c.first_name, p.issuing_place, p.valid_until, p.nationality, p.birth_place, p.free1, p.free2, p.free3, p.free4,"
    " p.free5, p.wishes, p.duties, CASE WHEN p.passport_number IS NULL THEN 0 ELSE 1 END";
/// Who is cancelled alone no longer travels, whatever his booking's state.
constexpr std::string_view conditions =
    " AND b.state <> 'void' AND (:state = ''"
    " OR (:state = 'cancelled' AND (b.state = 'cancelled' OR p.cancelled_on IS NOT NULL))"
    " OR (p.cancelled_on IS NULL AND (b.state = :state OR (:state = 'current' AND b.state <> 'cancelled'))))"
    " AND (:customer = 0 OR b.customer_id = :customer OR p.customer_id = :customer)"
    " AND (p.name_key >= :name OR :name = '') AND (p.name_key < :behind_name OR :behind_name = '')"
    " AND (coalesce(k.hidden_in_search, 0) = 0 OR :sees_hidden = 1)";

std::optional<std::int64_t> age_of(const ParticipantLine& line) {
    const auto born = read_date(line.birth_date), departs = read_date(line.departs_on);
    if (!born || !departs) return std::nullopt;
    const auto age = bookings::age_on(*born, *departs);
    return age ? std::optional<std::int64_t>(*age) : std::nullopt;
}

ParticipantLine line_of(const sql::Rows& rows) {
    ParticipantLine line;
    line.id = rows.integer(0), line.booking = rows.integer(1), line.position = rows.integer(2);
    line.customer_id = rows.integer(3) != 0 ? rows.integer(3) : rows.integer(16);
    line.customer = rows.optional_integer(4), line.booked_for = rows.optional_integer(17);
    line.name = customers::name_in_lists(rows.string(5), rows.string(6), "");
    line.booked_for_name = customers::name_in_lists(rows.string(18), rows.string(19), rows.string(20));
    int column = 7;
    for (const auto member :
         {&ParticipantLine::first_name, &ParticipantLine::birth_date, &ParticipantLine::gender, &ParticipantLine::role,
          &ParticipantLine::departs_on, &ParticipantLine::returns_on, &ParticipantLine::booked_on,
          &ParticipantLine::destination, &ParticipantLine::state})
        line.*member = rows.string(column++);
    column = 21;
    for (const auto member :
         {&ParticipantLine::issuing_place, &ParticipantLine::valid_until, &ParticipantLine::nationality,
          &ParticipantLine::birth_place, &ParticipantLine::free1, &ParticipantLine::free2, &ParticipantLine::free3,
          &ParticipantLine::free4, &ParticipantLine::free5, &ParticipantLine::wishes, &ParticipantLine::duties})
        line.*member = rows.string(column++);
    line.has_passport = rows.integer(32) == 1;
    line.age = age_of(line);
    return line;
}

using Own = ParticipantLine;

std::vector<lists::Column> participant_columns() {
    return {trip_column("booking", CellKind::integer, 1, &Own::booking),
            trip_column("position", CellKind::integer, 9, &Own::position),
            trip_column("name", CellKind::text, 2, &Own::name, 160),
            trip_column("first_name", CellKind::text, 3, &Own::first_name, 110),
            trip_column("birth_date", CellKind::date, 5, &Own::birth_date),
            trip_column("age", CellKind::integer, 6, &Own::age),
            trip_column("gender", CellKind::text, 10, &Own::gender, 0, {"female", "male", "diverse", "none"}),
            trip_column("role", CellKind::text, 11, &Own::role),
            trip_column("customer", CellKind::integer, 8, &Own::customer),
            trip_column("departs_on", CellKind::date, 4, &Own::departs_on),
            trip_column("returns_on", CellKind::date, 9, &Own::returns_on),
            trip_column("destination", CellKind::text, 7, &Own::destination, 100),
            trip_column("state", CellKind::text, 8, &Own::state, 110, {"open", "invoiced", "cancelled"}),
            trip_column("booked_for", CellKind::integer, 12, &Own::booked_for),
            trip_column("booked_for_name", CellKind::text, 6, &Own::booked_for_name, 160)};
}

std::vector<lists::Column> manifest_columns() {
    auto columns = participant_columns();
    const auto more = [&](std::string name, std::string Own::*member, CellKind kind = CellKind::text) {
        columns.push_back(trip_column(std::move(name), kind, 12, member));
    };
    more("passport_number", &Own::passport_number);
    more("issuing_place", &Own::issuing_place);
    more("valid_until", &Own::valid_until, CellKind::date);
    more("nationality", &Own::nationality);
    more("birth_place", &Own::birth_place);
    more("free1", &Own::free1);
    more("free2", &Own::free2);
    more("free3", &Own::free3);
    more("free4", &Own::free4);
    more("free5", &Own::free5);
    more("wishes", &Own::wishes);
    more("duties", &Own::duties);
    return columns;
}

lists::ListTable table_with(std::vector<lists::Column> columns) {
    return {std::move(columns), {lists::member_key("_booking", &Own::booking), lists::member_key("_customer", &Own::customer_id)}, {}};
}

const lists::ListTable& participant_table() {
    static const auto table = table_with(participant_columns());
    return table;
}

const lists::ListTable& manifest_table() {
    static const auto table = table_with(manifest_columns());
    return table;
}

/// In clear where that was asked for; masked else.
std::string passport_number(House& house, Transaction& transaction, std::int64_t id, bool in_clear) {
    const auto& kind = bookings::row_kind("booking_participant");
    const auto row = bookings::find_row(house, transaction, kind, id);
    for (std::size_t i = 0; row && i < kind.fields.size(); ++i)
        if (kind.fields[i].name == "passport_number")
            if (const auto* number = std::get_if<std::string>(&row->values[i]))
                return in_clear ? *number : masked(*number);
    return "";
}

/// Codes of a choice list -> their words for who asks.
using Words = std::map<std::string, std::string, std::less<>>;

class ParticipantList final : public lists::List {
public:
    ParticipantList(House& house, const lists::ListTable& table, TripFilter filter, bool in_clear, Words roles)
        : house_(house), table_(table), filter_(std::move(filter)), in_clear_(in_clear), roles_(std::move(roles)) {
        if (!filter_.name.empty()) behind_name_ = filter_.name + "\U0010FFFF";
    }

    const std::vector<lists::Column>& columns() const override { return table_.columns; }
    const std::vector<lists::RowKey>& keys() const override { return table_.keys; }

    void read(Transaction& transaction, const lists::Place& after, std::int64_t,
              const lists::TakeRow& take) const override {
        walk(transaction, after, [&](ParticipantLine& line) {
            if (line.has_passport && &table_ == &manifest_table())
                line.passport_number = passport_number(house_, transaction, line.id, in_clear_);
            const auto& day = filter_.by_booking ? line.booked_on : line.departs_on;
            return take(line, write_place({!day.empty(), day, line.booking, line.position}));
        });
    }

    /// Those whose numbers the list shows.
    std::vector<ParticipantLine> with_passports(Transaction& transaction) const {
        std::vector<ParticipantLine> lines;
        walk(transaction, lists::Place(), [&](ParticipantLine& line) {
            if (line.has_passport) lines.push_back(std::move(line));
            return true;
        });
        return lines;
    }

private:
    void walk(Transaction& transaction, const lists::Place& after,
              const std::function<bool(ParticipantLine&)>& take) const {
        const TripStatement statement{
            selected, from, conditions, "p.position",
            {filter_.state, filter_.customer, filter_.name, behind_name_, filter_.with_hidden}};
        walk_trips(transaction, filter_, statement, read_place(after), [&](const sql::Rows& rows) {
            auto line = line_of(rows);
            if (const auto word = roles_.find(line.role); word != roles_.end()) line.role = word->second;
            return take(line);
        });
    }

    House& house_;
    const lists::ListTable& table_;
    TripFilter filter_;
    std::string behind_name_;
    bool in_clear_;
    Words roles_;
};

Words words_of_roles(Transaction& transaction, Language language) {
    Words words;
    for (const auto& role : parameters::choices_of(transaction, "family_role", language))
        words.emplace(role.code, role.label);
    return words;
}

/// Being sensitive itself, the filter makes files of the list sensitive (export_job.cpp).
const std::vector<lists::Filter>& manifest_filters() {
    static const auto all = [] {
        auto some = participant_filters();
        some.push_back({{"passports", FieldKind::yes_no, 0, Privacy::sensitive}, "passports", "trip_list.passports"});
        return some;
    }();
    return all;
}

/// Whose numbers somebody took along, one row for each.
void note_reading(House& house, const Actor& actor, const std::vector<ParticipantLine>& lines) {
    if (lines.empty()) return;
    house.database.write([&](Transaction& transaction) {
        hold_part(transaction);
        audit::Change change(house, transaction, actor, "sensitive_read", "manifest");
        static const Field read{"booking_participant.passport_number"};
        for (const auto& line : lines)
            change.changed("sensitive_reading", line.customer_id, read, {}, Value(std::to_string(line.id)), 0);
        change.seal();
    });
}

lists::Report report_of(std::string name, const lists::ListTable& table, const std::vector<lists::Filter>& filters) {
    lists::Report report{std::move(name), "bookings.read", "trip_list", filters};
    report.make = [&table](House& house, Transaction& transaction, const Actor& actor, const lists::Question& question,
                           const std::optional<std::string>& chosen)
        -> Result<std::shared_ptr<const lists::List>> {
        const bool in_clear = question.is("passports");
        if (in_clear && !actor.may("sensitive.read"))
            return Refusal{RefusalKind::forbidden, {{"passports", "error.no_right_to_field", {}}}};
        auto filter = TRY(trip_filter(transaction, actor, question, true));
        auto list = std::make_shared<ParticipantList>(house, table, std::move(filter), in_clear,
                                                      words_of_roles(transaction, actor.language));
        // Looked at again, it is the same reading.
        if (in_clear && !chosen) note_reading(house, actor, list->with_passports(transaction));
        return std::shared_ptr<const lists::List>(std::move(list));
    };
    report.columns = table.columns;
    report.example = "--from 2027-05-01 --to 2027-05-31";
    return report;
}

}  // namespace

lists::Report participants_report() { return report_of("participants", participant_table(), participant_filters()); }

lists::Report manifest_report() {
    auto report = report_of("manifest", manifest_table(), manifest_filters());
    // One that is kept in memory is made again once the right was taken.
    report.seen = [](Transaction&, const Actor& actor) { return std::string(actor.may("sensitive.read") ? "*" : "-"); };
    return report;
}

}  // namespace kartei::reports

// How rows of bookings are taken over that have a file of their own (participants, payments, amounts, fees, charges,
// due dates, segments, notes): by booking and position. Without a position a row that stands there word for word is
// left alone, and any other is added behind; of equal rows of the file each wants one of its own that stands there, so
// that two equal payments stay two. Nothing is reckoned: figures stand as given.
#include <algorithm>
#include <deque>
#include <unordered_map>

#include "modules/bookings/booking_files.hpp"
#include "modules/bookings/booking_store.hpp"
#include "modules/bookings/paper_numbers.hpp"
#include "modules/customers/hidden_customers.hpp"
#include "modules/imports/booking_imports.hpp"
#include "modules/imports/known_customers.hpp"
#include "modules/imports/row_by_row.hpp"
#include "modules/parameters/parameter.hpp"

namespace kartei::imports {
namespace {

using bookings::RowFile;
using bookings::StoredRow;
using sql::Transaction;

const std::string receipt_number = "receipt_number";

class BookingRowImporter final : public RowByRow {
public:
    BookingRowImporter(const ImportContext& context, const RowFile& file)
        : RowByRow(context), file_(file), booking_(context.kind.target("booking")),
          position_(context.kind.target(file.position)), there_(columns_there()), targets_(targets_of_fields()) {}

    Result<Done> begin(Transaction& reading) override {
        if (!parameters::module_is_on(*parameters::parameters_of(reading), "travel"))
            return refuse(RefusalKind::conflict, "error.field_absent");
        customers_.emplace(reading);
        return Done{};
    }

protected:
    void look_ahead(Transaction&, const std::vector<Row>&) override { booking_at_hand_.reset(); }

    RowState look(Transaction& reading, Row& row, std::vector<ShownDifference>& differences,
                  std::string& key) override {
        if (!row.has(booking_) && row.problems().empty()) row.refuse(booking_, "error.required");
        if (row.is_refused() || !row.has(booking_)) return RowState::refused;
        const auto number = *row.number(booking_);
        const auto& booking = at_hand(reading, number);
        if (!booking.may_be_told)
            row.refuse(booking_, "error.import_no_such_booking", {{"number", std::to_string(number)}});
        if (row.is_refused()) return RowState::refused;
        if (row.has(position_)) key = std::to_string(number) + " " + std::to_string(*row.number(position_));
        const auto before = row.has(position_) ? at_its_position(booking, row) : equal_one(booking, row);
        const auto after = entered(row, before.value_or(empty_row(booking.id)));
        check(row, after);
        if (before) check_receipt(row, *before);
        if (before) check_taken(reading, row, *before, after);
        else check_given(reading, row, booking.id);
        if (row.is_refused()) return RowState::refused;
        if (!before) return RowState::added;
        for (std::size_t i = 0; i < after.values.size(); ++i)
            if (before->values[i] != after.values[i])
                differences.push_back(shown(i, before->values[i], after.values[i]));
        return differences.empty() ? RowState::unchanged : RowState::changed;
    }

    /// What was at hand in the check, or in a transaction that was rolled back and runs again, was neither held nor
    /// written.
    void write_all(Publication& publication, Transaction& transaction, audit::Change& change,
                   const std::vector<Row>& rows) override {
        start_anew();
        RowByRow::write_all(publication, transaction, change, rows);
    }

    /// A row without a position was put aside because it is new: what stands there already was not.
    void write(Publication&, Transaction& transaction, audit::Change& change, const Row& row) override {
        const auto number = *row.number(booking_);
        if (!booking_at_hand_ || booking_at_hand_->number != number) bookings::hold_booking(transaction, number);
        auto& booking = at_hand(transaction, number);
        if (booking.id == 0) throw Overtaken{"a booking of the file is gone"};
        const auto before = at_its_position(booking, row);
        auto after = entered(row, before.value_or(empty_row(booking.id)));
        if (before) {
            if (after.values == before->values) return;
            if (is_taken_at_desk(transaction, *before)) throw Overtaken{"a payment was taken at the desk meanwhile"};
            bookings::update_row(context_.house, transaction, change, *file_.kind, *before, after);
            std::replace_if(booking.rows.begin(), booking.rows.end(),
                            [&](const StoredRow& known) { return known.id == after.id; }, after);
        } else {
            after.position = row.has(position_) ? *row.number(position_) : bookings::next_position(booking.rows);
            bookings::add_row(context_.house, transaction, change, *file_.kind, after);
            booking.rows.push_back(after);
        }
        touched_.insert(booking.id);
    }

    void end_of_chunk(Transaction& transaction, audit::Change& change) override {
        for (const auto id : touched_) {
            // So that the booking's history, and the undo of its own import, know of it.
            change.changed("booking", id, Field{file_.kind->list}, Value(), Value(std::string("+")), 0);
            bookings::settle(context_.house, transaction, id);
        }
    }

private:
    /// A booking with its rows of this kind: files name one booking in several rows, mostly one behind the other. Kept
    /// within one transaction only.
    struct AtHand {
        std::int64_t number = 0, id = 0;  ///< id 0: there is none
        bool may_be_told = false;
        std::vector<StoredRow> rows;
    };

    void start_anew() {
        booking_at_hand_.reset();
        touched_.clear();
    }

    AtHand& at_hand(Transaction& transaction, std::int64_t number) {
        if (booking_at_hand_ && booking_at_hand_->number == number) return *booking_at_hand_;
        booking_at_hand_.emplace();
        auto& booking = *booking_at_hand_;
        booking.number = number;
        booking.id = bookings::id_of_booking(transaction, number).value_or(0);
        const auto head = booking.id != 0 ? bookings::find_head(transaction, booking.id) : std::nullopt;
        if (!head) return booking;
        booking.may_be_told =
            head->state != "void" && customers::may_see(transaction, context_.actor, head->customer_id);
        booking.rows = bookings::find_rows(context_.house, transaction, *file_.kind, booking.id);
        return booking;
    }

    StoredRow empty_row(std::int64_t booking) const {
        StoredRow row{{}, file_.kind->defaults};
        row.booking_id = booking;
        return row;
    }

    /// A column that the file has, and where its value stands in a row.
    struct There {
        int target;
        std::size_t place;
        bool is_customer, is_yes_no, is_receipt;
    };

    /// Looked up once: files have millions of rows.
    std::vector<There> columns_there() const {
        std::vector<There> all;
        for (const auto& name : file_.fields) {
            const auto field = bookings::file_field(file_, name);
            const int target = context_.kind.target(field.name);
            const auto place = place_of(name);
            if (target >= 0)
                all.push_back({target, place, file_.kind->fields[place].kind == FieldKind::reference,
                               field.kind == FieldKind::yes_no, name == receipt_number});
        }
        return all;
    }
    std::vector<int> targets_of_fields() const {
        std::vector<int> all;
        for (const auto& field : file_.kind->fields)
            all.push_back(context_.kind.target(field.of == "customer" ? "customer" : field.name));
        return all;
    }

    StoredRow entered(const Row& row, StoredRow after) const {
        for (const auto& [target, place, is_customer, is_yes_no, is_receipt] : there_) {
            if (!(row.has(target) || row.clears(target))) continue;
            auto& value = after.values[place];
            if (is_receipt && has_our_receipt(after)) continue;
            if (is_customer)
                value = row.has(target) ? Value(customers_->id_of(*row.number(target)).value_or(0)) : Value();
            else if (is_yes_no && !row.has(target)) value = false;
            else value = row.value(target);
        }
        return after;
    }

    /// What a row of its kind must have, and whom it may name.
    void check(Row& row, const StoredRow& after) const {
        for (std::size_t i = 0; i < after.values.size(); ++i) {
            const auto& field = file_.kind->fields[i];
            const int target = targets_[i];
            if (field.has(required) && is_empty(after.values[i])) row.refuse(target, "error.required");
            if (field.of != "customer" || target < 0 || !row.has(target)) continue;
            const auto* id = std::get_if<std::int64_t>(&after.values[i]);
            if (!id || *id == 0)
                row.refuse(target, "error.no_such_customer", {{"number", std::to_string(*row.number(target))}});
        }
    }

    std::size_t place_of(std::string_view name) const {
        std::size_t place = 0;
        while (file_.kind->fields[place].name != name) ++place;
        return place;
    }

    bool has_our_receipt(const StoredRow& stored) const {
        if (file_.kind->record != "booking_payment") return false;
        const auto* number = std::get_if<std::string>(&stored.values[place_of(receipt_number)]);
        return number && bookings::looks_like_receipt(*number);
    }

    /// The number that a payment drew here stays with it.
    void check_receipt(Row& row, const StoredRow& before) const {
        const int target = has_our_receipt(before) ? context_.kind.target(receipt_number) : -1;
        if (target < 0 || !(row.has(target) || row.clears(target))) return;
        if (row.clears(target) || row.value(target) != before.values[place_of(receipt_number)])
            row.refuse(target, "error.receipt_is_drawn");
    }

    /// Money that somebody took here against a receipt; what a file brought may come better from the next one.
    bool is_taken_at_desk(Transaction& transaction, const StoredRow& stored) const {
        if (file_.kind->record != "booking_payment" || is_empty(stored.values[place_of(receipt_number)])) return false;
        if (has_our_receipt(stored)) return true;
        auto rows = transaction.query("SELECT kind FROM change_event WHERE id = :id", stored.created_event);
        return rows.next() && !rows.text(0).starts_with("import_");
    }

    /// Somebody holds the receipt of it: what it says stays, a payment that takes it back follows at the desk.
    void check_taken(Transaction& reading, Row& row, const StoredRow& before, const StoredRow& after) const {
        if (row.is_refused() || before.values == after.values || !is_taken_at_desk(reading, before)) return;
        const auto receipt = std::get<std::string>(before.values[place_of(receipt_number)]);
        for (const auto& there : there_)
            if (before.values[there.place] != after.values[there.place])
                row.refuse(there.target, "error.payment_has_receipt", {{"receipt", receipt}});
    }

    /// A number that another booking's payment got here is none that a file gives again.
    void check_given(Transaction& reading, Row& row, std::int64_t booking) const {
        const int target = file_.kind->record == "booking_payment" ? context_.kind.target(receipt_number) : -1;
        if (target >= 0 && row.has(target) &&
            bookings::is_receipt_of_another(reading, booking, std::string(row.text(target))))
            row.refuse(target, "error.receipt_is_drawn");
    }

    ShownDifference shown(std::size_t place, const Value& before, const Value& after) const {
        const auto& field = file_.kind->fields[place];
        if (field.is_sensitive()) return {std::string(field.name), "•", "•"};
        return {std::string(field.name), write_value(field, before, context_.house.rules),
                write_value(field, after, context_.house.rules)};
    }

    std::optional<StoredRow> at_its_position(const AtHand& booking, const Row& row) const {
        if (!row.has(position_)) return std::nullopt;
        for (const auto& known : booking.rows)
            if (known.position == *row.number(position_)) return known;
        return std::nullopt;
    }

    /// The stored row that reads as this one would; the second of two equal rows of the file gets the second.
    std::optional<StoredRow> equal_one(const AtHand& booking, const Row& row) {
        const auto fresh = entered(row, empty_row(booking.id));
        auto passed_over = earlier_ones(fresh);
        for (const auto& known : booking.rows)
            if (reads_as(known, fresh) && passed_over-- == 0) return known;
        return std::nullopt;
    }

    /// In every column of the file, empty cells too.
    bool reads_as(const StoredRow& known, const StoredRow& fresh) const {
        for (const auto& there : there_) {
            if (!context_.columns.has(there.target)) continue;
            const auto &one = known.values[there.place], &other = fresh.values[there.place];
            if (one != other && !(is_empty(one) && is_empty(other))) return false;
        }
        return true;
    }

    /// How many rows like this one the file had before; counts this one too. Only for the check, which sees every row
    /// once. A hash of each, because files are long.
    std::int64_t earlier_ones(const StoredRow& fresh) {
        std::string record;
        Packer packer(record);
        packer.number(fresh.booking_id);
        for (const auto& value : fresh.values) packer.value(value);
        return seen_[std::hash<std::string>()(record)]++;
    }

    const RowFile& file_;
    const int booking_, position_;
    const std::vector<There> there_;
    const std::vector<int> targets_;
    std::optional<KnownCustomers> customers_;
    std::unordered_map<std::size_t, std::int64_t> seen_;
    std::set<std::int64_t> touched_;
    std::optional<AtHand> booking_at_hand_;
};

std::vector<Target> targets_of(const RowFile& file) {
    std::vector<Target> targets{{{"booking", FieldKind::integer, 10, Privacy::open, required}, "booking_row"},
                                {{file.position, FieldKind::integer, 6}, "booking_row"}};
    for (const auto& name : file.fields) targets.push_back({bookings::file_field(file, name), file.kind->record});
    return targets;
}

}  // namespace

const std::vector<const ImportKind*>& booking_row_imports() {
    static std::deque<std::string> changes;
    static std::deque<ImportKind> kinds;
    static const std::vector<const ImportKind*> all = [] {
        std::vector<const ImportKind*> pointers;
        for (const auto& file : bookings::row_files()) {
            kinds.push_back({.name = file.name,
                             .change = changes.emplace_back("import_" + file.name),
                             .targets = targets_of(file),
                             .right = file.name == "booking_payments" ? "bookings.pay" : "bookings.change",
                             .make = [&file](ImportContext& context) {
                                 return std::make_unique<BookingRowImporter>(context, file);
                             }});
            pointers.push_back(&kinds.back());
        }
        return pointers;
    }();
    return all;
}

}  // namespace kartei::imports

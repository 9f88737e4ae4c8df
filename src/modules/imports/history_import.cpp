// How the booking history of the system before is taken over (START-KB, decisions.md 10): 13 columns in any order, by
// customer and booking number. Nothing else changes a row that is there.
#include "modules/customers/customer.hpp"
#include "modules/customers/hidden_customers.hpp"
#include "modules/history/history.hpp"
#include "modules/history/history_store.hpp"
#include "modules/imports/import_kind.hpp"
#include "modules/imports/known_customers.hpp"
#include "modules/imports/row_by_row.hpp"

namespace kartei::imports {
namespace {

using history::ImportedBooking;
using sql::Transaction;

class HistoryImporter final : public RowByRow {
public:
    explicit HistoryImporter(const ImportContext& context)
        : RowByRow(context),
          customer_(context.kind.target("customer")),
          number_(context.kind.target("booking_number")) {}

    Result<Done> begin(Transaction& reading) override {
        TRY(history::is_switched_on(reading));
        customers_.emplace(reading);
        unseen_ = customers::unseen_by(reading, context_.actor);
        return Done{};
    }

protected:
    RowState look(Transaction& reading, Row& row, std::vector<ShownDifference>& differences,
                  std::string& key) override {
        for (const int target : {customer_, number_})
            if (!row.has(target) && row.problems().empty()) row.refuse(target, "error.required");
        if (row.is_refused() || !row.has(customer_) || !row.has(number_)) return RowState::refused;
        const auto number = *row.number(customer_);
        const auto customer = customers_->id_of(number);
        if (!customer || unseen_.contains(*customer))
            row.refuse(customer_, "error.no_such_customer", {{"number", std::to_string(number)}});
        else if (*customer == customers::anonymous_customer) row.refuse(customer_, "error.anonymous_customer");
        if (row.is_refused()) return RowState::refused;
        key = std::to_string(*customer) + " " + std::string(row.text(number_));
        const auto before = history::find_booking(reading, *customer, row.text(number_));
        if (!before) return RowState::added;
        differences = shown_differences(
            kartei::differences(history::imported_booking_fields(), *before, as_said(row, *before)),
            context_.house.rules);
        return differences.empty() ? RowState::unchanged : RowState::changed;
    }

    void write_all(Publication&, Transaction& transaction, audit::Change& change,
                   const std::vector<Row>& rows) override {
        std::vector<ImportedBooking> fresh;
        for (const auto& row : rows) {
            const auto customer = customers_->id_of(*row.number(customer_)).value_or(0);
            // Who was merged or deleted since the check has no bookings any more.
            if (!transaction.query("SELECT 1 FROM customer WHERE id = :id", customer).next())
                throw Overtaken{"a customer of the file is gone"};
            if (const auto before = history::find_booking(transaction, customer, row.text(number_)))
                history::update_booking(transaction, change, *before, as_said(row, *before));
            else fresh.push_back(as_said(row, ImportedBooking{.customer_id = customer}));
        }
        history::insert_bookings(transaction, change, std::move(fresh));
    }

private:
    ImportedBooking as_said(const Row& row, ImportedBooking booking) const {
        for (const auto& member : history::imported_booking_fields()) {
            const int target = context_.kind.target(member.field.name);
            member.set(booking, merged(row, target, member.get(booking)));
        }
        if (booking.booked_or_cancelled.empty()) booking.booked_or_cancelled = "booked";
        return booking;
    }

    const int customer_, number_;
    std::optional<KnownCustomers> customers_;
    std::set<std::int64_t> unseen_;
};

std::vector<Target> targets() {
    std::vector<Target> all{{history::customer_column, history::imported_booking}};
    for (const auto& member : history::imported_booking_fields())
        all.push_back({member.field, history::imported_booking});
    return all;
}

}  // namespace

const ImportKind& history_import() {
    static const ImportKind kind{
        .name = "history",
        .change = "import_history",
        .targets = targets(),
        .right = "bookings.change",
        .module = "history",
        .make = [](ImportContext& context) { return std::make_unique<HistoryImporter>(context); }};
    return kind;
}

}  // namespace kartei::imports

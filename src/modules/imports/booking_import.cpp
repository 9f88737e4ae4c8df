// How bookings are taken over (bookings.md 5): one row for each service, the booking's own columns repeated. Values of
// one booking that differ between its rows are refused; unknown customers too; operators, destinations and codes that
// nobody knows are created and shown in the preview. Figures stand as given: nothing is reckoned at an import.
#include <algorithm>
#include <deque>

#include "modules/bookings/booking_files.hpp"
#include "modules/bookings/booking_store.hpp"
#include "modules/bookings/booking_sums.hpp"
#include "modules/customers/customer.hpp"
#include "modules/customers/hidden_customers.hpp"
#include "modules/imports/booking_imports.hpp"
#include "modules/imports/known_customers.hpp"
#include "modules/imports/row_by_row.hpp"
#include "modules/parameters/base_data.hpp"
#include "modules/parameters/choice.hpp"
#include "modules/parameters/choice_lists.hpp"
#include "modules/parameters/parameter.hpp"

namespace kartei::imports {
namespace {

using bookings::Service;
using bookings::WholeBooking;
using sql::Transaction;

/// Columns whose words are codes, and which list keeps them.
struct Coded {
    std::string_view column, list;
    bool is_base_data;
};
constexpr Coded coded[] = {{"operator", "operators", true},          {"destination", "destinations", true},
                           {"service_destination", "destinations", true}, {"travel_kind", "travel_kind", false},
                           {"transport", "transport", false},        {"product_type", "product_type", false},
                           {"service_type", "service_type", false},  {"payment_kind", "payment_kind", false},
                           {"payment_term", "payment_term", false}};
constexpr std::size_t longest_code = 20;

/// Codes that a file brings along: known ones by code or word, new ones as they are written.
class Codes {
public:
    std::string code_of(Transaction& reading, const Coded& column, const std::string& written, Tally& tally) {
        auto [known, fresh] = known_.try_emplace({std::string(column.list), written});
        if (!fresh) return known->second;
        if (column.is_base_data) {
            if (const auto row = parameters::base_row_meant(reading, column.list, written))
                known->second = row->text("code");
        } else known->second = parameters::code_meant(reading, column.list, written);
        if (!known->second.empty()) return known->second;
        known->second = column.is_base_data ? written.substr(0, longest_code) : written;
        tally.will_create(std::string(column.list), written);
        new_.push_back({&column, known->second, written});
        return known->second;
    }
    /// Known by now: after open() every code is.
    std::string known(const Coded& column, const std::string& written) const {
        const auto found = known_.find({std::string(column.list), written});
        return found == known_.end() ? written : found->second;
    }
    /// In an event of its own: they are in use as long as the bookings stand, and may stay when those go back.
    void create(House& house, Transaction& transaction, const Actor& actor) {
        if (new_.empty()) return;
        audit::Change change(house, transaction, actor, "import_booking_codes");
        for (const auto& one : new_)
            one.column->is_base_data ? create_base(transaction, change, one) : create_choice(transaction, change, one);
        change.seal();
    }

private:
    struct New {
        const Coded* column;
        std::string code, word;
    };
    static void create_base(Transaction& transaction, audit::Change& change, const New& one) {
        parameters::PlainRow row;
        const auto& record = *parameters::base_data(one.column->list);
        if (!apply_values(transaction, record, row, {{"code", one.code}, {"name", one.word}}).empty()) return;
        create_row(transaction, change, record, row);
    }
    static void create_choice(Transaction& transaction, audit::Change& change, const New& one) {
        parameters::PlainRow row;
        const auto& record = parameters::choice_record();
        for (const auto& field : record.fields) row.values[std::string(field.name)] = Value();
        row.values["list"] = std::string(one.column->list);
        row.values["kind"] = std::string("all");
        row.values["code"] = one.code;
        row.values["position"] = std::int64_t{1000};
        for (const char* label : {"label_de", "label_nl", "label_en"}) row.values[label] = one.word;
        row.values["hidden"] = false;
        create_row(transaction, change, record, row);
    }

    std::map<std::pair<std::string, std::string>, std::string> known_;
    std::vector<New> new_;
};

class BookingImporter final : public Importer {
public:
    explicit BookingImporter(const ImportContext& context)
        : context_(context), booking_(context.kind.target("booking")), line_(context.kind.target("line")),
          customer_(context.kind.target("customer")), sorted_(context.folder), ready_(context.folder) {
        for (const auto& column : bookings::booking_columns()) {
            const int target = context.kind.target(column.field.name);
            if (target < 0 || !context.columns.has(target)) continue;
            const auto* code = std::ranges::find(coded, column.field.name, &Coded::column);
            (column.of_service ? of_service_ : of_booking_)
                .push_back({&column, target, code == std::end(coded) ? nullptr : code,
                            find_field(bookings::booking_fields(), column.member),
                            find_field(bookings::service_fields(), column.member)});
        }
    }

    Result<Done> begin(Transaction& reading) override {
        if (!parameters::module_is_on(*parameters::parameters_of(reading), "travel"))
            return refuse(RefusalKind::conflict, "error.field_absent");
        customers_.emplace(reading);
        return Done{};
    }

    void check(Transaction& reading, std::vector<Row>& rows) override {
        for (auto& row : rows) {
            check_row(reading, row);
            if (row.is_refused()) continue;
            std::string record;
            Packer packer(record);
            packer.ordered(static_cast<std::uint64_t>(*row.number(booking_)));
            packer.ordered(static_cast<std::uint64_t>(row.line()));
            packer.bytes(KeptRow::pack(row, context_.columns));
            sorted_.add(record);
        }
    }

    void finish(Transaction& reading) override {
        std::vector<std::string> group;
        std::uint64_t number = 0;
        for (std::string_view record; sorted_.next(record);) {
            Unpacker unpacker(record);
            const auto of = unpacker.ordered();
            unpacker.ordered();
            if (of != number && !group.empty()) settle_group(reading, group);
            number = of;
            group.emplace_back(unpacker.rest());
        }
        if (!group.empty()) settle_group(reading, group);
    }

    void open(Transaction& transaction, audit::Change&) override {
        codes_.create(context_.house, transaction, context_.actor);
    }

    void publish(Publication& publication) override {
        auto reader = ready_.read();
        auto pace = publication.new_pace();
        std::string_view record;
        for (bool more = reader.next(record); more;) {
            std::vector<std::string> chunk;
            for (; more && chunk.size() < pace.rows(); more = reader.next(record)) chunk.emplace_back(record);
            publication.step([&](Transaction& transaction, audit::Change& change) {
                bookings::pass_number(transaction, number_of(unpacked(chunk.back())));
                for (const auto& one : chunk) write(transaction, change, unpacked(one));
            }, chunk.size(), &pace);
            publication.progress().add(static_cast<std::int64_t>(chunk.size()));
        }
    }

private:
    using Group = std::vector<std::string>;  ///< packed rows of one booking

    std::function<nlohmann::json()> values(const Row& row) const {
        return [this, &row] { return shown_values(context_.kind, row, context_.house.rules); };
    }

    void check_row(Transaction& reading, Row& row) {
        if (!row.has(booking_) && row.problems().empty()) row.refuse(booking_, "error.required");
        for (const char* column : {"customer", "agency"}) {
            const int target = context_.kind.target(column);
            const auto number = row.number(target);
            if (!number) continue;
            const auto id = customers_->id_of(*number);
            if (!id || !customers::may_see(reading, context_.actor, *id))
                row.refuse(target, "error.no_such_customer", {{"number", std::to_string(*number)}});
            else if (id == customers::anonymous_customer && !context_.actor.may("bookings.without_customer"))
                row.refuse(target, "error.anonymous_customer");
        }
        if (row.is_refused()) return;
        for (const auto* columns : {&of_booking_, &of_service_})
            for (const auto& there : *columns)
                if (there.coded && row.has(there.target))
                    codes_.code_of(reading, *there.coded, std::string(row.text(there.target)), context_.tally);
    }

    /// A column that the file has.
    struct There {
        const bookings::FileColumn* column;
        int target;
        const Coded* coded;  ///< null: its words are no codes
        const Member<bookings::Booking>* of_head;  ///< where it stands in a booking, or
        const Member<Service>* of_line;            ///< in a service
    };

    /// A value as it is kept: codes for words, ids for numbers.
    Value kept_value(const There& there, const Row& row) const {
        const auto& member = there.column->member;
        if (member == "customer_id" || member == "agency_id")
            return row.has(there.target) ? Value(customers_->id_of(*row.number(there.target)).value_or(0)) : Value();
        if (there.coded && row.has(there.target))
            return codes_.known(*there.coded, std::string(row.text(there.target)));
        return row.value(there.target);
    }

    bool says(const Row& row, const There& there) const {
        return !there.column->member.empty() && (row.has(there.target) || row.clears(there.target));
    }

    void put_head(const Row& row, WholeBooking& booking) const {
        for (const auto& there : of_booking_)
            if (says(row, there)) there.of_head->set(booking.head, kept_value(there, row));
    }

    /// Does the row say anything of a service?
    bool has_service(const Row& row) const {
        return std::ranges::any_of(of_service_, [&](const There& there) { return row.has(there.target); });
    }

    Service& put_service(const Row& row, WholeBooking& booking, std::int64_t position) const {
        auto* service = bookings::at_position(booking.services, position);
        if (!service) {
            service = &booking.services.emplace_back();
            service->position = position;
        }
        for (const auto& there : of_service_)
            if (says(row, there)) there.of_line->set(*service, kept_value(there, row));
        return *service;
    }

    std::int64_t position_of(const Row& row, std::int64_t& next) const {
        const auto position = line_ >= 0 ? row.number(line_).value_or(next) : next;
        next = std::max(next, position) + 1;
        return position;
    }

    /// The stored booking with the number; one that is void counts as not there and is filled again.
    std::optional<WholeBooking> stored(Transaction& transaction, std::int64_t number) const {
        const auto id = bookings::id_of_booking(transaction, number);
        return id ? bookings::find_booking(context_.house, transaction, *id) : std::nullopt;
    }

    WholeBooking begun(std::int64_t number, const std::optional<WholeBooking>& before) const {
        if (before && before->head.state != "void") return *before;
        WholeBooking booking;
        if (before) booking.head = before->head;
        booking.head.number = number;
        booking.head.state = "open";
        booking.head.as_imported = true;
        booking.head.currency = context_.house.currency;
        return booking;
    }

    /// The first row of a booking speaks for all: what others say otherwise is refused.
    void compare_heads(Row& row, const Row& first) const {
        for (const auto& there : of_booking_)
            if (row.value(there.target) != first.value(there.target))
                row.refuse(there.target, "error.import_booking_differs", {{"line", std::to_string(first.line())}});
    }

    std::vector<ShownDifference> shown(const WholeBooking& before, const WholeBooking& after,
                                       std::int64_t position) const {
        auto all =
            shown_differences(differences(bookings::booking_fields(), before.head, after.head), context_.house.rules);
        const auto* one = bookings::at_position(before.services, position);
        const auto* other = bookings::at_position(after.services, position);
        if (one && other)
            for (auto& difference :
                 shown_differences(differences(bookings::service_fields(), *one, *other), context_.house.rules))
                all.push_back(std::move(difference));
        return all;
    }

    /// Looks at all rows of one booking; what stays good is put aside together.
    void settle_group(Transaction& reading, Group& packed) {
        std::deque<KeptRow> kept;
        for (const auto& one : packed) kept.emplace_back(context_.columns, context_.settings.clear_empty).unpack(one);
        const auto first = kept.front().row();
        const auto number = *first.number(booking_);
        const auto before = stored(reading, number);
        const bool is_there = before && before->head.state != "void";
        auto after = begun(number, before);
        std::int64_t next = 1;
        std::set<std::int64_t> lines;
        std::string record;
        Packer packer(record);
        bool differs = false;
        for (std::size_t i = 0; i < kept.size(); ++i) {
            auto row = kept[i].row();
            compare_heads(row, first);
            check_head(row, is_there, before ? *before : after);
            const auto position = has_service(row) ? position_of(row, next) : 0;
            if (position > 0 && !lines.insert(position).second) row.refuse(line_, "error.import_twice_in_booking");
            if (row.is_refused()) {
                context_.tally.note(row.line(), row.problems(), values(row));
                continue;
            }
            put_head(row, after);
            if (position > 0) put_service(row, after, position);
            differs |= put_row(row, is_there ? &*before : nullptr, after, position);
            packer.number(position);
            packer.text(packed[i]);
        }
        if (differs) ready_.add(record);
        packed.clear();
    }

    void check_head(Row& row, bool is_there, const WholeBooking& booking) const {
        if (!is_there && !row.has(customer_)) row.refuse(customer_, "error.required");
        const auto booked_on = context_.kind.target("booked_on");
        if (!is_there && !row.has(booked_on)) row.refuse(booked_on, "error.required");
        if (!is_there || !row.has(customer_)) return;
        // Whose booking it is does not change by a file.
        if (customers_->id_of(*row.number(customer_)) != booking.head.customer_id)
            row.refuse(customer_, "error.import_booking_of_another");
    }

    /// Counts a row and says whether it changes anything.
    bool put_row(Row& row, const WholeBooking* before, const WholeBooking& after, std::int64_t position) {
        std::vector<ShownDifference> differences;
        auto state = RowState::added;
        if (before && (position == 0 || bookings::at_position(before->services, position))) {
            differences = shown(*before, after, position);
            state = differences.empty() ? RowState::unchanged : RowState::changed;
        }
        context_.tally.put(state, row.line(), values(row), differences);
        return state != RowState::unchanged;
    }

    /// A row with the position that it was shown at: those refused before it have theirs too.
    using Placed = std::pair<std::int64_t, std::string>;

    static std::vector<Placed> unpacked(std::string_view record) {
        std::vector<Placed> rows;
        for (Unpacker unpacker(record); !unpacker.at_end();) {
            const auto position = unpacker.number();
            rows.emplace_back(position, unpacker.text());
        }
        return rows;
    }

    void write(Transaction& transaction, audit::Change& change, const std::vector<Placed>& placed) {
        const auto number = number_of(placed);
        bookings::hold_booking(transaction, number);
        const auto before = stored(transaction, number);
        auto after = begun(number, before);
        for (const auto& [position, packed] : placed) {
            KeptRow kept(context_.columns, context_.settings.clear_empty);
            kept.unpack(packed);
            const auto row = kept.row();
            put_head(row, after);
            if (position > 0) put_service(row, after, position);
        }
        // Who was deleted since the check has no bookings any more.
        if (!transaction.query("SELECT 1 FROM customer WHERE id = :id", after.head.customer_id).next())
            throw Overtaken{"a customer of the file was deleted"};
        if (before) bookings::update_booking(context_.house, transaction, change, *before, after);
        else bookings::insert_booking(context_.house, transaction, change, after);
    }

    std::int64_t number_of(const std::vector<Placed>& placed) const {
        KeptRow first(context_.columns, context_.settings.clear_empty);
        first.unpack(placed.front().second);
        return *first.row().number(booking_);
    }

    const ImportContext context_;
    const int booking_, line_, customer_;
    std::vector<There> of_booking_, of_service_;
    std::optional<KnownCustomers> customers_;
    Codes codes_;
    SortedRecords sorted_;
    RecordFile ready_;
};

std::vector<Target> targets() {
    std::vector<Target> all;
    for (const auto& column : bookings::booking_columns())
        all.push_back({column.field, column.of_service ? "booking_service" : "booking"});
    return all;
}

}  // namespace

const ImportKind& booking_import() {
    static const ImportKind kind{
        .name = "bookings",
        .change = "import_bookings",
        .targets = targets(),
        .right = "bookings.change",
        .make = [](ImportContext& context) { return std::make_unique<BookingImporter>(context); }};
    return kind;
}

}  // namespace kartei::imports

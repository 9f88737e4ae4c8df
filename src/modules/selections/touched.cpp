#include "modules/selections/touched.hpp"

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>
#include <string>

#include "modules/profile/list.hpp"

namespace kartei::selections {
namespace {

using sql::Transaction;

enum class Whose {
    nobody,    ///< no selection looks at it
    itself,    ///< the id is the customer's
    by_row,    ///< its row names the customer
    by_name,   ///< what others name it by is read with them: new ones are named by nobody yet
    of_booking ///< whoever booked, and whoever travels
};
struct Kind {
    std::string_view record;
    Whose whose = Whose::nobody;
    std::string_view select = {};  ///< whom it touches, besides itself
};

/// Who travels with somebody: hidden now, or no longer, he takes them along.
constexpr std::string_view fellow_travellers =
    "SELECT p.customer_id FROM booking_participant p JOIN booking b ON b.id = p.booking_id"
    " WHERE b.customer_id BETWEEN :first AND :last";

constexpr std::array kinds{
    Kind{"customer", Whose::itself, fellow_travellers},
    // Of a merge both say what happened to them, and so does who is linked to them.
    Kind{"customer_merge", Whose::itself, fellow_travellers},
    Kind{"customer_merge_image", Whose::itself, fellow_travellers},
    Kind{"profile", Whose::itself},
    Kind{"customer_label", Whose::itself},
    Kind{"permission_declaration", Whose::by_row,
         "SELECT customer_id FROM permission_declaration WHERE id BETWEEN :first AND :last"},
    Kind{"ticket", Whose::by_row,
         "SELECT o.customer_id FROM ticket t JOIN orders o ON o.id = t.order_id WHERE t.id BETWEEN :first AND :last"},
    // Taken to another customer they touch both (customers_before).
    Kind{"orders", Whose::by_row, "SELECT customer_id FROM orders WHERE id BETWEEN :first AND :last"},
    Kind{"product_sale", Whose::by_row, "SELECT customer_id FROM product_sale WHERE id BETWEEN :first AND :last"},
    Kind{"booking", Whose::of_booking},
    Kind{"booking_participant", Whose::of_booking},
    Kind{"booking_service", Whose::of_booking},
    Kind{"booking_amount", Whose::of_booking},
    Kind{"booking_fee", Whose::of_booking},
    Kind{"booking_charge", Whose::of_booking},
    Kind{"booking_payment", Whose::of_booking},
    Kind{"booking_segment"},
    Kind{"booking_due_date"},
    Kind{"booking_document"},
    Kind{"booking_note"},
    Kind{"selection"},
    // Event dates are in the key of what asks for them, by whatever they are found (fact_reader.cpp).
    Kind{"event"},
    Kind{"season"},
    Kind{"production"},
    Kind{"promoter"},
    Kind{"organisation"},
    Kind{"venue"},
    Kind{"hall"},
    Kind{"genre"},
    Kind{"event_tag"},
    Kind{"event_sale"},
    Kind{"seat_plan"},
    Kind{"seat_right"},
    Kind{"subscription", Whose::by_name},
    Kind{"promotion", Whose::by_name},
    Kind{"ticket_type", Whose::by_name},
    Kind{"product", Whose::by_name},
    Kind{"label", Whose::by_name},
    Kind{"permission", Whose::by_name},
    // What a counter, a door and a telephone write all day beside what is looked at.
    Kind{"order_payment"},
    Kind{"till"},
    Kind{"till_entry"},
    Kind{"parked_money"},
    Kind{"email_bounce"},
    Kind{"letter_file"},
    Kind{"ticket_print"},
    Kind{"scan"},
    Kind{"phone_call"},
    Kind{"customer_call"},
    Kind{"customer_sending"},
    Kind{"saved_list"},
    Kind{"bank_entry"},
    Kind{"bank_statement"},
    Kind{"dunning_run"},
    Kind{"dunning_item"},
    Kind{"debit_run"},
    Kind{"debit_item"},
    Kind{"journal_export"},
    Kind{"letter_template"},
    Kind{"user"},
    Kind{"role"},
    Kind{"sensitive_reading"},
};

struct Happened {
    std::string record, operation;
    std::int64_t first, last;
};

/// Those of these bookings as they stand, and those who stood in these records before: the audit remembers them.
std::string customers_of_bookings(std::string_view record) {
    const std::string table(record), id = record == "booking" ? "id" : "booking_id";
    // sql: the table is one of those above
    const auto bookings = "(SELECT " + id + " FROM " + table + " WHERE id BETWEEN :first AND :last)";
    // sql: as above
    return "SELECT customer_id FROM booking WHERE id IN " + bookings +
           " UNION SELECT customer_id FROM booking_participant WHERE booking_id IN " + bookings +
           " UNION SELECT CAST(before AS bigint) FROM audit_row WHERE record = '" + table +
           "' AND record_id BETWEEN :first AND :last AND operation = 'changed' AND field = 'customer_id'";
}

/// Whose an order or an article was before it was taken to another customer.
constexpr std::string_view customers_before =
    "SELECT CAST(before AS bigint) FROM audit_row WHERE record = :record AND record_id BETWEEN :first AND :last"
    " AND operation = 'changed' AND field = 'customer' AND before IS NOT NULL";

/// Whose key seals what was noted of these records: whose they were, once or now.
constexpr std::string_view persons =
    "SELECT DISTINCT person_id FROM audit_row WHERE record = :record AND record_id BETWEEN :first AND :last"
    " AND person_id > 0";

/// What is kept of records that went.
constexpr std::string_view images =
    "SELECT before FROM audit_row WHERE record = :record AND record_id BETWEEN :first AND :last"
    " AND operation = 'deleted'";

/// Of a row of a list or of a booking, and of what a customer said, it is kept whose it was.
bool keeps_whose_it_was(std::string_view record, Whose whose) {
    const auto* list = profile::find_list(record);
    return (list && list->record == record) || record == "permission_declaration" || record == "customer_label" ||
           (whose == Whose::of_booking && record != "booking");
}

/// Of an order, a ticket and an article their image names the customer (orders/image_of_gone.hpp). False: it names none.
bool add_of_images(Transaction& transaction, const Happened& one, std::vector<std::int64_t>& ids) {
    auto rows = transaction.query(images, one.record, one.first, one.last);
    bool all = true;
    while (rows.next()) {
        const auto image = nlohmann::json::parse(rows.text(0), nullptr, false);
        const auto customer = image.is_object() ? image.find("customer_id") : image.end();
        if (image.is_object() && customer != image.end()) ids.push_back(customer->get<std::int64_t>());
        else all = false;
    }
    return all;
}

using Ids = std::vector<std::int64_t>;

template <class... Bound>
void add_found(Transaction& transaction, Ids& ids, std::string_view select, const Bound&... bound) {
    auto rows = transaction.query(select, bound...);
    while (rows.next())
        if (!rows.is_null(0)) ids.push_back(rows.integer(0));
}

/// Of records that went. False: it is not known whom it touches.
bool add_of_gone(Transaction& transaction, const Happened& one, const Kind* kind, Ids& ids) {
    const auto whose = kind ? kind->whose : Whose::by_row;
    if (!keeps_whose_it_was(one.record, whose)) return kind && add_of_images(transaction, one, ids);
    const auto known = ids.size();
    add_found(transaction, ids, persons, one.record, one.first, one.last);
    // What a booking is no longer made of, all who travel on it may be asked about.
    if (whose == Whose::of_booking)
        for (auto i = known, end = ids.size(); i < end; ++i) {
            const auto booked = ids[i];
            add_found(transaction, ids, fellow_travellers, booked, booked);
        }
    return ids.size() > known;
}

/// False: it is not known whom it touches.
bool add_customers(Transaction& transaction, const Happened& one, Ids& ids) {
    const auto found = std::find_if(kinds.begin(), kinds.end(), [&](const Kind& k) { return k.record == one.record; });
    const auto* kind = found == kinds.end() ? nullptr : &*found;
    const auto whose = kind ? kind->whose : Whose::by_row;
    if (whose == Whose::nobody || (whose == Whose::by_name && one.operation == "created")) return true;
    if (whose == Whose::by_name) return false;
    if (one.operation == "deleted" && whose != Whose::itself) return add_of_gone(transaction, one, kind, ids);
    const auto add = [&](std::string_view select) { add_found(transaction, ids, select, one.first, one.last); };
    if (!kind) {
        const auto* list = profile::find_list(one.record);
        if (!list || list->record != one.record) return false;
        // sql: the table is that of a declared list
        add("SELECT customer_id FROM " + std::string(list->record) + " WHERE id BETWEEN :first AND :last");
        return true;
    }
    if (!kind->select.empty()) add(kind->select);
    if (whose == Whose::by_row && one.operation == "changed")
        add_found(transaction, ids, customers_before, one.record, one.first, one.last);
    if (whose == Whose::of_booking) add(customers_of_bookings(one.record));
    if (whose == Whose::itself)
        for (auto id = one.first; id <= one.last; ++id) ids.push_back(id);
    return true;
}

}  // namespace

std::optional<std::vector<std::int64_t>> touched_since(Transaction& transaction, const audit::LogPlace& since,
                                                       std::size_t most) {
    std::vector<Happened> all;
    std::size_t records = 0;
    audit::read_log(transaction, since, 0, [&](const audit::LogRow& row) {
        records += static_cast<std::size_t>(row.last - row.first + 1);
        all.push_back({std::string(row.record), std::string(row.operation), row.first, row.last});
        return records <= most;
    });
    if (records > most) return std::nullopt;
    std::vector<std::int64_t> ids;
    for (const auto& one : all)
        if (!add_customers(transaction, one, ids)) return std::nullopt;
    std::sort(ids.begin(), ids.end());
    ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
    return ids;
}

}  // namespace kartei::selections

#include "modules/payments/open_items.hpp"

#include <algorithm>
#include <limits>
#include <map>
#include <set>
#include <tuple>
#include <unordered_map>

#include "modules/bookings/booking_sums.hpp"
#include "modules/bookings/due_dates.hpp"
#include "modules/customers/customer_links.hpp"
#include "modules/customers/customer_list.hpp"
#include "modules/customers/customer_store.hpp"
#include "modules/customers/hidden_customers.hpp"
#include "modules/orders/sale_pricing.hpp"
#include "modules/parameters/parameter.hpp"
#include "modules/payments/dunning_levels.hpp"

namespace kartei::payments {
namespace {

using sql::Rows;
using sql::Transaction;

/// What the questions below ask of a customer, in the order in which party_in() reads it.
constexpr std::string_view party_columns =
    "c.id, c.number, c.name_prefix, c.name, c.first_name, c.hidden_in_search, c.no_open_items, c.payment_kind, c.kind,"
    " c.billing_address_from";

struct Party {
    std::int64_t id = 0;
    std::optional<std::int64_t> number;
    std::string name;
    bool hidden = false, no_open_items = false;
    std::string payment_kind, kind;
    bool is_billed_elsewhere = false;
};

Party party_in(const Rows& rows, int first) {
    Party party;
    party.id = rows.integer(first);
    party.number = rows.optional_integer(first + 1);
    party.name =
        customers::name_in_lists(rows.string(first + 2), rows.string(first + 3), rows.string(first + 4));
    party.hidden = rows.integer(first + 5) != 0;
    party.no_open_items = rows.integer(first + 6) != 0;
    party.payment_kind = rows.string(first + 7);
    party.kind = rows.string(first + 8);
    party.is_billed_elsewhere = !rows.is_null(first + 9);
    return party;
}

Party party_of(const customers::Customer& customer) {
    return {customer.id,
            customer.number,
            customers::name_in_lists(customer.name_prefix, customer.name, customer.first_name),
            customer.hidden_in_search,
            customer.no_open_items,
            customer.payment_kind,
            customer.kind,
            false};
}

std::vector<std::int64_t> event_dates_of(Transaction& transaction, std::int64_t order) {
    auto rows = transaction.query(
        "SELECT event_id FROM ticket WHERE order_id = :order UNION SELECT event_id FROM product_sale"
        " WHERE order_id = :order AND event_id IS NOT NULL",
        order);
    std::vector<std::int64_t> events;
    while (rows.next()) events.push_back(rows.integer(0));
    return events;
}

bool is_known(const std::string& code) { return !code.empty() && code != "unknown"; }

/// Reads the items of one filter; keeps what it has looked up once.
class Reading {
public:
    Reading(House& house, Transaction& transaction, const Actor& actor, const OpenItemFilter& filter)
        : transaction_(transaction),
          actor_(actor),
          filter_(filter),
          parameters_(parameters::parameters_of(transaction)),
          levels_(dunned(transaction, filter.booking)),
          on_(write_date(filter.on)),
          as_now_(on_ >= house.today()) {}

    std::vector<OpenItem> items() {
        if (filter_.order.empty() && parameters::module_is_on(*parameters_, "travel")) read_bookings();
        if (filter_.booking == 0 && parameters::module_is_on(*parameters_, "venue")) read_orders();
        std::sort(items_.begin(), items_.end(), [](const OpenItem& one, const OpenItem& other) {
            return std::tie(one.debtor_name, one.debtor_id, one.due_on, one.booking, one.order) <
                   std::tie(other.debtor_name, other.debtor_id, other.due_on, other.booking, other.order);
        });
        return std::move(items_);
    }

private:
    /// What of a filter the database looks at beside numbers and days, and what that binds.
    struct Condition {
        std::string text;
        std::vector<sql::Parameter> parameters;
    };
    Condition narrower() const;
    static std::vector<sql::Parameter> with(const Condition& condition, std::vector<sql::Parameter> parameters);
    void read_bookings();
    std::unordered_map<std::int64_t, bookings::DueDays> stored_dates();
    void read_orders();
    bool sees_events_of(std::int64_t order);
    Party debtor_of(const Party& party);
    void take(OpenItem item, const Party& party);
    void take_dates(const OpenItem& of_booking, const Party& party, const bookings::FilledDates& filled);
    bool is_wanted(const OpenItem& item) const;
    std::int64_t level_of(const OpenItem& item) const;

    Transaction& transaction_;
    const Actor& actor_;
    const OpenItemFilter& filter_;
    std::shared_ptr<const parameters::ParameterValues> parameters_;
    Dunned levels_;
    std::string on_;
    bool as_now_;
    std::unordered_map<std::int64_t, Party> debtors_;
    std::map<std::int64_t, bool> seen_events_;
    std::vector<OpenItem> items_;
};

/// Bookings that owe or are owed something; offers and options do not owe yet, settlements are the agency's.
constexpr std::string_view owing_bookings =
    " FROM booking b JOIN customer c ON c.id = b.customer_id WHERE b.state <> 'void'"
    " AND b.kind IN ('booking', 'reservation', 'fee_booking') AND b.booked_on <= :on"
    " AND b.number >= :first AND b.number <= :last";
/// Whoever may owe for himself or for others: he, and everybody whose invoices go elsewhere, perhaps to him.
constexpr std::string_view of_one =
    "(SELECT id FROM customer WHERE id = :his UNION SELECT id FROM customer WHERE billing_address_from IS NOT NULL)";

constexpr std::string_view has_reserved =
    "(EXISTS (SELECT 1 FROM ticket r WHERE r.order_id = o.id AND r.state = 'reserved') OR EXISTS"
    " (SELECT 1 FROM product_sale q WHERE q.order_id = o.id AND q.state = 'reserved'))";

/// As it stands now an index knows who owes; as it stood on a day it has to be reckoned.
constexpr std::string_view owes_now = " AND b.total <> b.paid";

struct Numbers {
    std::int64_t first, last;
};
Numbers numbers_of(const OpenItemFilter& filter) {
    if (filter.booking == 0) return {0, std::numeric_limits<std::int64_t>::max()};
    return {filter.booking, filter.booking};
}

Reading::Condition Reading::narrower() const {
    Condition condition;
    if (as_now_) condition.text += owes_now;
    if (filter_.customer_id == 0) return condition;
    // sql: the constant above
    condition.text.append(" AND b.customer_id IN ").append(of_one);
    condition.parameters.emplace_back(filter_.customer_id);
    return condition;
}

std::vector<sql::Parameter> Reading::with(const Condition& condition, std::vector<sql::Parameter> parameters) {
    parameters.insert(parameters.end(), condition.parameters.begin(), condition.parameters.end());
    return parameters;
}

std::unordered_map<std::int64_t, bookings::DueDays> Reading::stored_dates() {
    const auto numbers = numbers_of(filter_);
    const auto condition = narrower();
    // sql: the constants above
    auto rows = transaction_.run_query(
        std::string("SELECT d.booking_id, d.due_on, d.amount, d.kind, d.source FROM booking_due_date d"
                    " WHERE d.booking_id IN (SELECT b.id")
            .append(owing_bookings)
            .append(condition.text)
            .append(") ORDER BY d.booking_id, d.due_on, d.position"),
        with(condition, {on_, numbers.first, numbers.last}));
    std::unordered_map<std::int64_t, bookings::DueDays> all;
    while (rows.next())
        if (const auto day = bookings::day_of(rows.string(1)))
            all[rows.integer(0)].push_back({*day, rows.integer(2), 0, rows.string(3), rows.string(4)});
    return all;
}

void Reading::read_bookings() {
    auto dates = stored_dates();
    const auto numbers = numbers_of(filter_);
    const auto condition = narrower();
    // What operators collect is not the house's to ask for.
    // sql: the constants above
    auto rows = transaction_.run_query(
        std::string("SELECT b.id, b.number, b.booked_on, b.total - coalesce((SELECT sum(s.count * s.unit_price"
                    " - coalesce(s.commission_amount, 0)) FROM booking_service s WHERE s.booking_id = b.id"
                    " AND s.collection = 'operator' AND s.cancelled_on IS NULL), 0),"
                    " CASE WHEN :as_now = 1 THEN b.paid ELSE coalesce((SELECT sum(p.amount) FROM booking_payment p"
                    " WHERE p.booking_id = b.id AND p.paid_on <= :on), 0) END, b.payment_kind, ")
            .append(party_columns)
            .append(owing_bookings)
            .append(condition.text),
        with(condition, {as_now_, on_, numbers.first, numbers.last}));
    while (rows.next()) {
        OpenItem item;
        item.booking_id = rows.integer(0);
        item.booking = rows.integer(1);
        item.payment_kind = rows.string(5);
        const bookings::BookingDays days{bookings::day_of(rows.string(2)).value_or(filter_.on), {}, {}};
        auto due = bookings::follow_total(std::move(dates[item.booking_id]), rows.integer(3), days);
        take_dates(item, party_in(rows, 6), bookings::fill(std::move(due), rows.integer(4)));
    }
}

void Reading::take_dates(const OpenItem& of_booking, const Party& party, const bookings::FilledDates& filled) {
    for (const auto& due : filled.dates) {
        auto item = of_booking;
        item.kind = due.open() < 0 ? "credit" : due.kind;
        item.due_on = write_date(due.due_on);
        item.amount = due.amount;
        item.paid = due.paid;
        if (item.open() != 0) take(std::move(item), party);
    }
    if (filled.credit == 0) return;
    auto credit = of_booking;
    credit.kind = "credit";
    credit.due_on = filled.dates.empty() ? on_ : write_date(filled.dates.back().due_on);
    credit.paid = filled.credit;
    take(std::move(credit), party);
}

/// Orders with something reserved in them; whoever imported sold ones was paid elsewhere.
void Reading::read_orders() {
    std::string statement(
        "SELECT o.id, o.number, o.ordered_at, o.expires_at, o.paid,"
        " coalesce((SELECT sum(CASE t.state WHEN 'deleted' THEN t.fee_kept ELSE t.price + t.fee END) FROM ticket t"
        " WHERE t.order_id = o.id), 0)"
        " + coalesce((SELECT sum(p.quantity * p.unit_price) FROM product_sale p WHERE p.order_id = o.id"
        " AND p.state NOT IN ('deleted', 'returned')), 0), ");
    // sql: the constants above
    statement.append(party_columns).append(" FROM orders o JOIN customer c ON c.id = o.customer_id WHERE ");
    std::vector<sql::Parameter> parameters;
    // Each begins where little is: one order, his orders, or what is reserved at all.
    // sql: the constants above
    if (!filter_.order.empty()) {
        statement.append("o.number = :number AND ").append(has_reserved);
        parameters.emplace_back(filter_.order);
    } else if (filter_.customer_id != 0) {
        statement.append("o.id IN (SELECT k.order_id FROM customer_order k WHERE k.customer_id IN ")
            .append(of_one)
            .append(") AND ")
            .append(has_reserved);
        parameters.emplace_back(filter_.customer_id);
    } else {
        statement.append("o.id IN (SELECT r.order_id FROM ticket r WHERE r.state = 'reserved'"
                         " UNION SELECT q.order_id FROM product_sale q WHERE q.state = 'reserved')");
    }
    auto rows = transaction_.run_query(statement, parameters);
    while (rows.next()) {
        OpenItem item;
        item.order_id = rows.integer(0);
        item.order = rows.string(1);
        item.kind = "reservation";
        item.paid = rows.integer(4);
        item.amount = rows.integer(5);
        const auto ordered_on = rows.string(2).substr(0, 10), expires_on = rows.string(3).substr(0, 10);
        item.due_on = expires_on.empty() ? ordered_on : expires_on;
        if (item.open() > 0 && ordered_on <= on_ && sees_events_of(item.order_id))
            take(std::move(item), party_in(rows, 6));
    }
}

bool Reading::sees_events_of(std::int64_t order) {
    if (!actor_.promoters) return true;
    for (const auto id : event_dates_of(transaction_, order)) {
        const auto [event, is_new] = seen_events_.try_emplace(id, false);
        if (is_new) event->second = orders::sees_event(transaction_, actor_, id);
        if (!event->second) return false;
    }
    return true;
}

/// Whom the invoice is addressed to: the nearest in the chain of Rechnungsadresse, as booking_terms.hpp has it.
Party Reading::debtor_of(const Party& party) {
    if (!party.is_billed_elsewhere) return party;
    const auto [found, is_new] = debtors_.try_emplace(party.id, party);
    if (!is_new) return found->second;
    if (const auto customer = customers::find_customer(transaction_, party.id)) {
        const auto chain = customers::chain_of(
            transaction_, *customers::find_link("billing_address_from"), *customer);
        if (!chain.empty()) found->second = party_of(chain.front());
    }
    return found->second;
}

std::int64_t Reading::level_of(const OpenItem& item) const {
    const auto found = levels_.find({item.booking_id, item.order_id});
    std::int64_t level = 0;
    if (found != levels_.end())
        for (const auto& [due_to, reached, on] : found->second)
            if (due_to >= item.due_on) level = std::max(level, reached);
    return level;
}

void Reading::take(OpenItem item, const Party& party) {
    const auto debtor = debtor_of(party);
    if (!customers::may_see(actor_, party.id, party.hidden) || !customers::may_see(actor_, debtor.id, debtor.hidden))
        return;
    item.customer_id = party.id;
    item.debtor_id = debtor.id;
    item.debtor_number = debtor.number;
    item.debtor_name = debtor.name;
    if (!is_known(item.payment_kind)) item.payment_kind = party.payment_kind;
    if (!is_known(item.payment_kind)) item.payment_kind = parameters_->text("payment_kind_" + party.kind);
    if (party.no_open_items || debtor.no_open_items) item.blocked = "no_open_items";
    if (const auto due = bookings::day_of(item.due_on); due && item.open() > 0)
        item.days_late = std::max(0, days_between(*due, filter_.on));
    item.level = level_of(item);
    if (is_wanted(item)) items_.push_back(std::move(item));
}

bool Reading::is_wanted(const OpenItem& item) const {
    const bool is_credit = item.open() < 0;
    if (filter_.credits != Credits::with && is_credit != (filter_.credits == Credits::alone)) return false;
    if (!item.blocked.empty() && !filter_.also_blocked) return false;
    if (!filter_.due_from.empty() && item.due_on < filter_.due_from) return false;
    if (!filter_.due_to.empty() && item.due_on > filter_.due_to) return false;
    if (item.days_late < filter_.least_days_late) return false;
    if (!is_credit && item.open() < filter_.least_open) return false;
    if (filter_.customer_id != 0 && filter_.customer_id != item.debtor_id && filter_.customer_id != item.customer_id)
        return false;
    if (!filter_.payment_kind.empty() && filter_.payment_kind != item.payment_kind) return false;
    return !filter_.level || *filter_.level == item.level;
}

}  // namespace

std::vector<OpenItem> open_items(House& house, Transaction& transaction, const Actor& actor,
                                 const OpenItemFilter& filter) {
    return Reading(house, transaction, actor, filter).items();
}

bool sees_order(Transaction& transaction, const Actor& actor, std::int64_t order) {
    if (!actor.promoters) return true;
    const auto events = event_dates_of(transaction, order);
    return std::all_of(events.begin(), events.end(), [&](std::int64_t event) {
        return orders::sees_event(transaction, actor, event);
    });
}

bool sees_owed(Transaction& transaction, const Actor& actor, std::int64_t booking, std::int64_t order) {
    std::vector<std::int64_t> whose;
    {
        auto rows = transaction.query(
            "SELECT customer_id FROM booking WHERE id = :booking UNION SELECT customer_id FROM orders WHERE id = :order",
            booking, order);
        while (rows.next()) whose.push_back(rows.integer(0));
    }
    return std::all_of(whose.begin(), whose.end(),
                       [&](std::int64_t id) { return customers::may_see(transaction, actor, id); }) &&
           (order == 0 || sees_order(transaction, actor, order));
}

std::size_t age_group(std::int64_t days_late) {
    if (days_late <= 0) return 0;
    return static_cast<std::size_t>(std::min<std::int64_t>((days_late - 1) / 30 + 1, age_groups - 1));
}

}  // namespace kartei::payments

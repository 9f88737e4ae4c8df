#include "modules/bookings/booking_search.hpp"

#include "base/text.hpp"
#include "modules/customers/customer_rules.hpp"
#include "modules/customers/customer_store.hpp"
#include "modules/customers/hidden_customers.hpp"

namespace kartei::bookings {
namespace {

using sql::Parameter;
using sql::Rows;
using sql::Transaction;

/// Conditions of a question with their values; texts are kept, because parameters look at them.
class Conditions {
public:
    Conditions() { kept_.reserve(most_texts); }
    void add(std::string_view condition) { text_.append(text_.empty() ? " WHERE " : " AND ").append(condition); }
    /// Nothing is asked for an empty text.
    void add(std::string_view condition, std::string value) {
        if (value.empty()) return;
        add(condition);
        bind(std::move(value));
    }
    void add(std::string_view condition, std::optional<std::int64_t> value) {
        if (!value) return;
        add(condition);
        parameters_.emplace_back(*value);
    }
    /// Begins with `folded`; the condition names both ends.
    void add_beginning(std::string_view condition, const std::string& folded) {
        if (folded.empty()) return;
        add(condition);
        bind(folded);
        bind(folded + "\xF4\x8F\xBF\xBF");  // behind all that begin so
    }
    const std::string& text() const { return text_; }
    std::vector<Parameter> with(std::initializer_list<std::int64_t> further = {}) const {
        auto all = parameters_;
        for (const auto value : further) all.emplace_back(value);
        return all;
    }

private:
    static constexpr std::size_t most_texts = 32;
    void bind(std::string value) { parameters_.emplace_back(kept_.emplace_back(std::move(value))); }

    std::string text_;
    std::vector<std::string> kept_;
    std::vector<Parameter> parameters_;
};

/// The anonymous customer, who has id 1, is hidden from nobody.
constexpr std::string_view not_hidden =
    "NOT EXISTS (SELECT 1 FROM customer c WHERE c.id = b.customer_id AND c.hidden_in_search = 1 AND c.id <> 1)";

constexpr std::string_view traveller_not_hidden =
    "NOT EXISTS (SELECT 1 FROM customer c WHERE c.id = p.customer_id AND c.hidden_in_search = 1)";

void add_visible(const Actor& actor, Conditions& conditions) {
    conditions.add("b.state <> 'void'");
    if (!actor.may("customers.see_hidden")) conditions.add(not_hidden);
}

Conditions conditions_of(Transaction& transaction, const Actor& actor, const BookingQuestion& question) {
    Conditions conditions;
    add_visible(actor, conditions);
    conditions.add("b.number = :number", question.number);
    if (question.customer)
        conditions.add("b.customer_id = :customer",
                       customers::id_of_number(transaction, *question.customer).value_or(-1));
    conditions.add("b.kind = :kind", question.kind);
    conditions.add("b.state = :state", question.state);
    conditions.add(question.by_booking_day ? "b.booked_on >= :from" : "b.departs_on >= :from", question.from);
    conditions.add(question.by_booking_day ? "b.booked_on <= :to" : "b.departs_on <= :to", question.to);
    conditions.add("(b.destination = :destination OR b.id IN (SELECT booking_id FROM booking_service WHERE destination "
                   "= :destination))",
                   question.destination);
    conditions.add("b.id IN (SELECT booking_id FROM booking_service WHERE operator = :operator)",
                   question.operator_code);
    conditions.add("(b.external_number = :external OR b.id IN (SELECT booking_id FROM booking_service WHERE "
                   "external_number = :external))",
                   question.external_number);
    std::string travels("b.id IN (SELECT p.booking_id FROM booking_participant p WHERE p.name_key >= :name AND "
                        "p.name_key < :behind_name");
    if (!actor.may("customers.see_hidden")) travels.append(" AND ").append(traveller_not_hidden);
    conditions.add_beginning(travels + ")", fold(question.participant));
    return conditions;
}

constexpr std::string_view line_columns =
    "SELECT b.id, b.version, b.number, b.customer_id, b.kind, b.state, b.booked_on, b.departs_on, b.returns_on, "
    "b.option_until, b.destination, b.travel_kind, b.handler, b.external_number, b.participants, b.services, "
    "b.commission, b.amounts, b.fees, b.charges, b.total, b.paid, CASE WHEN EXISTS (SELECT 1 FROM booking_note n WHERE "
    "n.booking_id = b.id AND n.done = 0 AND n.follow_up_on IS NOT NULL) THEN 1 ELSE 0 END FROM booking b";
constexpr std::string_view newest_first = " ORDER BY b.departs_on DESC NULLS LAST, b.number DESC";

BookingLine read_line(const Rows& rows) {
    BookingLine line;
    auto& head = line.head;
    head.id = rows.integer(0);
    head.version = rows.integer(1);
    head.number = rows.integer(2);
    head.customer_id = rows.integer(3);
    int column = 4;
    for (auto* text : {&head.kind, &head.state, &head.booked_on, &head.departs_on, &head.returns_on, &head.option_until,
                       &head.destination, &head.travel_kind, &head.handler, &head.external_number})
        *text = rows.string(column++);
    auto& sums = line.sums;
    for (auto* sum : {&sums.participants, &sums.services, &sums.commission, &sums.amounts, &sums.fees, &sums.charges,
                      &sums.total, &sums.paid})
        *sum = rows.integer(column++);
    line.has_follow_up = rows.integer(column) != 0;
    return line;
}

/// Whose ids these are, for one page of lines.
std::map<std::int64_t, CustomerBrief> briefs_of(Transaction& transaction, const Actor& actor,
                                                const std::vector<std::int64_t>& ids) {
    std::map<std::int64_t, CustomerBrief> briefs;
    for (const auto& customer : customers::find_customers(transaction, ids))
        if (customers::may_see(actor, customer))
            briefs.emplace(customer.id, CustomerBrief{customer.id, customer.number.value_or(0), full_name(customer)});
    return briefs;
}

/// Counts no further than `most_counted`, so that a wide question answers as quickly as a narrow one.
template <class Line>
void count_into(Found<Line>& found, Transaction& transaction, const std::string& from, const Conditions& conditions) {
    // sql: conditions stand above, their values are bound
    auto rows = transaction.run_query("SELECT count(*) FROM (SELECT 1 AS one " + from + conditions.text() +
                                          " LIMIT :most) AS counted",
                                      conditions.with({most_counted + 1}));
    found.count = rows.next() ? rows.integer(0) : 0;
    found.complete = found.count <= most_counted;
    if (!found.complete) found.count = most_counted;
}

Conditions conditions_of(const Actor& actor, const ParticipantQuestion& question) {
    Conditions conditions;
    add_visible(actor, conditions);
    if (!actor.may("customers.see_hidden")) conditions.add(traveller_not_hidden);
    conditions.add_beginning("p.name_key >= :name AND p.name_key < :behind_name", fold(question.name));
    conditions.add("p.birth_date = :birth_date", question.birth_date);
    conditions.add("b.departs_on >= :from", question.from);
    conditions.add("b.departs_on <= :to", question.to);
    return conditions;
}

ParticipantLine read_participant(const Rows& rows) {
    ParticipantLine line;
    line.head.id = rows.integer(0);
    line.head.number = rows.integer(1);
    line.head.customer_id = rows.integer(2);
    line.participant.position = rows.integer(3);
    line.participant.customer_id = rows.integer(4);
    int column = 5;
    for (auto* text : {&line.participant.salutation, &line.participant.first_name, &line.participant.name_prefix,
                       &line.participant.name, &line.participant.birth_date, &line.participant.cancelled_on,
                       &line.head.departs_on, &line.head.returns_on, &line.head.destination, &line.head.kind,
                       &line.head.state})
        *text = rows.string(column++);
    return line;
}

constexpr std::string_view of_participants =
    "FROM booking_participant p JOIN booking b ON b.id = p.booking_id";

}  // namespace

Found<BookingLine> search_bookings(Transaction& transaction, const Actor& actor, const BookingQuestion& question) {
    const auto conditions = conditions_of(transaction, actor, question);
    Found<BookingLine> found;
    // sql: conditions stand above, their values are bound
    auto rows = transaction.run_query(std::string(line_columns) + conditions.text() + std::string(newest_first) +
                                          " LIMIT :limit OFFSET :offset",
                                      conditions.with({question.limit, question.offset}));
    std::vector<std::int64_t> ids;
    while (rows.next()) {
        found.rows.push_back(read_line(rows));
        ids.push_back(found.rows.back().head.customer_id);
    }
    const auto briefs = briefs_of(transaction, actor, ids);
    for (auto& line : found.rows)
        if (const auto brief = briefs.find(line.head.customer_id); brief != briefs.end()) line.customer = brief->second;
    count_into(found, transaction, "FROM booking b", conditions);
    return found;
}

Found<ParticipantLine> search_participants(Transaction& transaction, const Actor& actor,
                                           const ParticipantQuestion& question) {
    const auto conditions = conditions_of(actor, question);
    Found<ParticipantLine> found;
    auto rows = transaction.run_query(
        "SELECT b.id, b.number, b.customer_id, p.position, p.customer_id, p.salutation, p.first_name, p.name_prefix, "
        "p.name, p.birth_date, p.cancelled_on, b.departs_on, b.returns_on, b.destination, b.kind, b.state " +
            // sql: conditions stand above, their values are bound
            std::string(of_participants) + conditions.text() +
            " ORDER BY p.name_key, b.departs_on DESC NULLS LAST, b.number DESC, p.position LIMIT :limit OFFSET :offset",
        conditions.with({question.limit, question.offset}));
    std::vector<std::int64_t> ids;
    while (rows.next()) {
        found.rows.push_back(read_participant(rows));
        ids.push_back(found.rows.back().head.customer_id);
        ids.push_back(found.rows.back().participant.customer_id);
    }
    const auto briefs = briefs_of(transaction, actor, ids);
    const auto brief_of = [&](std::int64_t id) {
        const auto known = briefs.find(id);
        return known == briefs.end() ? CustomerBrief{} : known->second;
    };
    for (auto& line : found.rows) {
        line.customer = brief_of(line.participant.customer_id);
        line.booked_for = brief_of(line.head.customer_id);
    }
    count_into(found, transaction, std::string(of_participants), conditions);
    return found;
}

std::vector<Twin> bookings_at_the_same_time(Transaction& transaction, const Actor& actor, const WholeBooking& booking) {
    std::vector<Twin> twins;
    const auto& head = booking.head;
    if (head.departs_on.empty()) return twins;
    const auto returns = head.returns_on.empty() ? head.departs_on : head.returns_on;
    for (const auto& participant : booking.participants) {
        if (participant.customer_id == 0 || !participant.cancelled_on.empty() ||
            !customers::may_see(transaction, actor, participant.customer_id))
            continue;
        auto rows = transaction.query(
            "SELECT b.number, b.customer_id FROM booking_participant p JOIN booking b ON b.id = p.booking_id WHERE "
            "p.customer_id = :customer AND p.cancelled_on IS NULL AND b.id <> :booking AND b.state IN ('open', "
            "'invoiced') AND b.departs_on <= :returns AND coalesce(b.returns_on, b.departs_on) >= :departs ORDER BY "
            "b.number LIMIT 3",
            participant.customer_id, head.id, returns, head.departs_on);
        while (rows.next())
            if (customers::may_see(transaction, actor, rows.integer(1)))
                twins.push_back({rows.integer(0), participant.name});
    }
    return twins;
}

}  // namespace kartei::bookings

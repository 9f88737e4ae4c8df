#include "modules/bookings/booking_search.hpp"

#include <utility>

#include "base/text.hpp"
#include "modules/customers/customer_rules.hpp"
#include "modules/customers/customer_store.hpp"
#include "modules/customers/hidden_customers.hpp"

namespace kartei::bookings {
namespace {

using sql::Parameter;
using sql::Rows;
using sql::Transaction;

constexpr const char* behind_all = "\xF4\x8F\xBF\xBF";  ///< stands behind all that begin alike

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
        bind(folded + behind_all);
    }
    const std::string& text() const { return text_; }
    std::vector<Parameter> with(std::initializer_list<std::int64_t> further = {}) const {
        auto all = parameters_;
        for (const auto value : further) all.emplace_back(value);
        return all;
    }

    void bind(std::string value) { parameters_.emplace_back(kept_.emplace_back(std::move(value))); }

private:
    static constexpr std::size_t most_texts = 32;
    std::string text_;
    std::vector<std::string> kept_;
    std::vector<Parameter> parameters_;
};

/// The anonymous customer, who has id 1, is hidden from nobody.
constexpr std::string_view not_hidden =
    "NOT EXISTS (SELECT 1 FROM customer c WHERE c.id = b.customer_id AND c.hidden_in_search = 1 AND c.id <> 1)";

constexpr std::string_view traveller_not_hidden =
    "NOT EXISTS (SELECT 1 FROM customer c WHERE c.id = p.customer_id AND c.hidden_in_search = 1)";

/// Are there more rows than can be gathered at once? Looks no further.
bool is_wide(Transaction& transaction, std::int64_t most, std::string_view rows, std::vector<Parameter> parameters) {
    parameters.emplace_back(most + 1);
    // sql: tables and conditions of this file, their values are bound
    auto counted = transaction.run_query("SELECT count(*) FROM (SELECT 1 AS one FROM " + std::string(rows) +
                                             " LIMIT :most) AS hits",
                                         parameters);
    return counted.next() && counted.integer(0) > most;
}

/// `low` is folded.
bool is_wide_name(Transaction& transaction, std::int64_t most, const std::string& low) {
    const auto high = low + behind_all;
    return is_wide(transaction, most, "booking_participant WHERE name_key >= :low AND name_key < :high", {low, high});
}

void add_visible(const Actor& actor, Archive archive, Conditions& conditions) {
    conditions.add("b.state <> 'void'");
    if (archive != Archive::too)
        conditions.add(archive == Archive::alone ? "b.archived_on IS NOT NULL" : "b.archived_on IS NULL");
    if (!actor.may("customers.see_hidden")) conditions.add(not_hidden);
}

/// Is nothing asked by which few bookings are found?
bool leads_nowhere(const BookingQuestion& question) {
    return !question.number && !question.customer && question.external_number.empty() &&
           question.operator_code.empty() && question.destination.empty() && question.participant.empty();
}

/// How the bookings of an operator or a destination are met: by walking along all bookings in the order of the answer,
/// or by gathering those of the code first. Which is quicker depends on how many there are; what is found is the same.
enum class Codes { walked, gathered };

void add_codes(const BookingQuestion& question, Codes how, Conditions& conditions) {
    const bool walked = how == Codes::walked;
    conditions.add(walked ? "(b.destination = :destination OR EXISTS (SELECT 1 FROM booking_service s WHERE s.booking_id "
                            "= b.id AND s.destination = :destination))"
                          : "b.id IN (SELECT id FROM booking WHERE destination = :destination UNION SELECT booking_id "
                            "FROM booking_service WHERE destination = :destination)",
                   question.destination);
    conditions.add(walked ? "EXISTS (SELECT 1 FROM booking_service s WHERE s.booking_id = b.id AND s.operator = :operator)"
                          : "b.id IN (SELECT booking_id FROM booking_service WHERE operator = :operator)",
                   question.operator_code);
}

/// `has_names`: the statement begins with participants `p`.
void add_participant(Transaction& transaction, const Actor& actor, const BookingQuestion& question, bool has_names,
                     Conditions& conditions) {
    std::string travels(has_names ? "("
                        : is_wide_name(transaction, question.gathered_at_most, question.participant)
                            ? "EXISTS (SELECT 1 FROM booking_participant p WHERE p.booking_id = b.id AND "
                            : "b.id IN (SELECT p.booking_id FROM booking_participant p WHERE ");
    travels.append("p.name_key >= :name AND p.name_key < :behind_name");
    if (!actor.may("customers.see_hidden")) travels.append(" AND ").append(traveller_not_hidden);
    conditions.add_beginning(travels + ")", question.participant);
}

/// What a statement begins with ahead of bookings: how it leads to them, and the value that it binds; nothing: none.
struct Beginning {
    std::string_view join;
    std::string value;
};
const Beginning from_bookings{}, from_names{"p.booking_id = b.id", ""};

Conditions conditions_of(Transaction& transaction, const Actor& actor, const BookingQuestion& question, Codes codes,
                         const Beginning& beginning) {
    Conditions conditions;
    if (!beginning.value.empty()) conditions.bind(beginning.value);
    if (!beginning.join.empty()) conditions.add(beginning.join);
    add_visible(actor, question.archive, conditions);
    conditions.add("b.number = :number", question.number);
    if (question.customer)
        conditions.add("b.customer_id = :customer",
                       customers::id_of_number(transaction, *question.customer).value_or(-1));
    // Said twice for the indexes of what is rare (migration 0118), where nothing else leads to fewer.
    const bool rare = leads_nowhere(question);
    conditions.add(rare && question.kind != "booking" ? "b.kind <> 'booking' AND b.kind = :kind" : "b.kind = :kind",
                   question.kind);
    conditions.add(rare && question.state != "open" ? "b.state <> 'open' AND b.state = :state" : "b.state = :state",
                   question.state);
    conditions.add(question.by_booking_day ? "b.booked_on >= :from" : "coalesce(b.departs_on, '') >= :from",
                   question.from);
    conditions.add(question.by_booking_day ? "b.booked_on <= :to"
                                           : "b.departs_on IS NOT NULL AND coalesce(b.departs_on, '') <= :to",
                   question.to);
    add_codes(question, codes, conditions);
    conditions.add("b.id IN (SELECT id FROM booking WHERE external_number = :external UNION SELECT booking_id FROM "
                   "booking_service WHERE external_number = :external)",
                   question.external_number);
    if (!question.participant.empty())
        add_participant(transaction, actor, question, beginning.join == from_names.join, conditions);
    return conditions;
}

constexpr std::string_view line_columns =
    "SELECT b.id, b.version, b.number, b.customer_id, b.kind, b.state, b.booked_on, b.departs_on, b.returns_on, "
    "b.option_until, b.destination, b.travel_kind, b.handler, b.external_number, b.archived_on, b.participants, b.services, "
    "b.commission, b.amounts, b.fees, b.charges, b.total, b.paid, CASE WHEN EXISTS (SELECT 1 FROM booking_note n WHERE "
    "n.booking_id = b.id AND n.done = 0 AND n.follow_up_on IS NOT NULL) THEN 1 ELSE 0 END FROM booking b";
constexpr std::string_view newest_first = " ORDER BY coalesce(b.departs_on, '') DESC, b.number DESC";
/// The same where it is better to gather all and to sort them: no index is in this order.
constexpr std::string_view sorted_newest_first = " ORDER BY b.departs_on DESC NULLS LAST, b.number DESC";

/// Few days of booking lead to their bookings.
std::string_view order_of(Transaction& transaction, const BookingQuestion& question) {
    if (!question.by_booking_day || (question.from.empty() && question.to.empty())) return newest_first;
    const std::string to = question.to.empty() ? "9999-12-31" : question.to;
    const bool wide =
        is_wide(transaction, question.gathered_at_most, "booking WHERE booked_on >= :from AND booked_on <= :to", {question.from, to});
    return wide ? newest_first : sorted_newest_first;
}

BookingLine read_line(const Rows& rows) {
    BookingLine line;
    auto& head = line.head;
    head.id = rows.integer(0);
    head.version = rows.integer(1);
    head.number = rows.integer(2);
    head.customer_id = rows.integer(3);
    int column = 4;
    for (auto* text : {&head.kind, &head.state, &head.booked_on, &head.departs_on, &head.returns_on, &head.option_until,
                       &head.destination, &head.travel_kind, &head.handler, &head.external_number, &head.archived_on})
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
void count_into(Found<Line>& found, Transaction& transaction, const std::string& counted,
                const Conditions& conditions) {
    // sql: conditions stand above, their values are bound
    auto rows = transaction.run_query("SELECT count(*) FROM (SELECT " + counted + conditions.text() +
                                          " LIMIT :most) AS counted",
                                      conditions.with({most_counted + 1}));
    found.count = rows.next() ? rows.integer(0) : 0;
    found.complete = found.count <= most_counted;
    if (!found.complete) found.count = most_counted;
}

bool asks_for_a_code(const BookingQuestion& question) {
    return !question.operator_code.empty() || !question.destination.empty();
}

/// Days that lead to few bookings are where everything begins.
bool has_few_days(Transaction& transaction, const BookingQuestion& question) {
    if (question.from.empty() && question.to.empty()) return false;
    const std::string to = question.to.empty() ? "9999-12-31" : question.to;
    return !is_wide(transaction, question.gathered_at_most,
                    question.by_booking_day ? "booking WHERE booked_on >= :from AND booked_on <= :to"
                                            : "booking WHERE departs_on >= :from AND departs_on <= :to",
                    {question.from, to});
}

/// Does something else than days lead to few bookings?
bool leads_to_few(const BookingQuestion& question) {
    return question.number || question.customer || !question.external_number.empty();
}

/// Where the bookings of a code are met from their services: the table `s`, and the code that it binds.
std::string_view rows_of_code(const BookingQuestion& question) {
    return question.operator_code.empty()
               ? "(SELECT id AS booking_id FROM booking WHERE destination = :code UNION ALL SELECT booking_id FROM "
                 "booking_service WHERE destination = :code) s"
               : "(SELECT booking_id FROM booking_service WHERE operator = :code) s";
}

/// Counts from the services that have the code: walking along all bookings would look at ten, a hundred others for each
/// one of the code. CROSS JOIN makes SQLite begin there.
void count_of_code(Found<BookingLine>& found, Transaction& transaction, const Actor& actor,
                   const BookingQuestion& question) {
    auto rest = question;
    auto& led_by = question.operator_code.empty() ? rest.destination : rest.operator_code;
    const auto code = std::exchange(led_by, "");
    const auto conditions = conditions_of(transaction, actor, rest, Codes::walked, {"b.id = s.booking_id", code});
    const std::string rows(rows_of_code(question));
    // sql: the tables stand above, the values are bound
    count_into(found, transaction, "DISTINCT b.id AS one FROM " + rows + " CROSS JOIN booking b", conditions);
}

/// Where nothing else leads to few bookings they are counted by their code, and that says how the page is read.
Codes meet_codes(Found<BookingLine>& found, Transaction& transaction, const Actor& actor,
                 const BookingQuestion& question) {
    if (!asks_for_a_code(question) || leads_to_few(question)) return Codes::walked;
    if (!question.participant.empty()) {
        const auto code = question.operator_code.empty() ? question.destination : question.operator_code;
        return is_wide(transaction, question.gathered_at_most, rows_of_code(question), {code}) ? Codes::walked
                                                                                              : Codes::gathered;
    }
    if (has_few_days(transaction, question)) return Codes::walked;
    count_of_code(found, transaction, actor, question);
    return found.complete && found.count <= question.gathered_at_most ? Codes::gathered : Codes::walked;
}

Conditions conditions_of(const Actor& actor, const ParticipantQuestion& question) {
    Conditions conditions;
    conditions.add("b.id = p.booking_id");
    add_visible(actor, question.archive, conditions);
    if (!actor.may("customers.see_hidden")) conditions.add(traveller_not_hidden);
    conditions.add_beginning("p.name_key >= :name AND p.name_key < :behind_name", question.name);
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
                       &line.head.state, &line.head.archived_on})
        *text = rows.string(column++);
    return line;
}

/// Where a search for participants begins: with the names, in whose order it answers, or with the bookings of a period.
/// Which is quicker depends on how many there are of either; CROSS JOIN makes SQLite begin where it is told to.
constexpr std::string_view by_names = "FROM booking_participant p CROSS JOIN booking b",
                           by_days = "FROM booking b CROSS JOIN booking_participant p";

struct Beginnings {
    std::string_view rows, count;
};

Beginnings beginnings_of(Transaction& transaction, const ParticipantQuestion& question) {
    const bool few_names = !question.birth_date.empty() ||
                           (!question.name.empty() && !is_wide_name(transaction, question.gathered_at_most, question.name));
    if (few_names || (question.from.empty() && question.to.empty())) return {by_names, by_names};
    const std::string to = question.to.empty() ? "9999-12-31" : question.to;
    const bool many_days =
        is_wide(transaction, question.gathered_at_most, "booking WHERE departs_on >= :from AND departs_on <= :to", {question.from, to});
    return {many_days ? by_names : by_days, by_days};
}

/// A name is asked for as it is stored, folded; what is nothing but punctuation asks for nothing.
template <class Question>
Question folded(Question question, std::string Question::*name) {
    question.*name = fold(question.*name);
    return question;
}

}  // namespace

Found<BookingLine> search_bookings(Transaction& transaction, const Actor& actor, const BookingQuestion& asked) {
    const auto question = folded(asked, &BookingQuestion::participant);
    Found<BookingLine> found;
    const auto codes = meet_codes(found, transaction, actor, question);
    const bool is_counted = found.count > 0;
    const auto conditions = conditions_of(transaction, actor, question, codes, from_bookings);
    // sql: conditions stand above, their values are bound
    auto rows = transaction.run_query(std::string(line_columns) + conditions.text() +
                                          std::string(order_of(transaction, question)) +
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
    if (is_counted) return found;
    // A name leads to its bookings, each of which counts once.
    if (question.participant.empty()) count_into(found, transaction, "1 AS one FROM booking b", conditions);
    else
        count_into(found, transaction, "DISTINCT b.id AS one " + std::string(by_names),
                   conditions_of(transaction, actor, question, codes, from_names));
    return found;
}

Found<ParticipantLine> search_participants(Transaction& transaction, const Actor& actor,
                                           const ParticipantQuestion& asked) {
    const auto question = folded(asked, &ParticipantQuestion::name);
    const auto conditions = conditions_of(actor, question);
    const auto beginnings = beginnings_of(transaction, question);
    Found<ParticipantLine> found;
    auto rows = transaction.run_query(
        "SELECT b.id, b.number, b.customer_id, p.position, p.customer_id, p.salutation, p.first_name, p.name_prefix, "
        "p.name, p.birth_date, p.cancelled_on, b.departs_on, b.returns_on, b.destination, b.kind, b.state, b.archived_on " +
            // sql: conditions stand above, their values are bound
            std::string(beginnings.rows) + conditions.text() +
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
    count_into(found, transaction, "1 AS one " + std::string(beginnings.count), conditions);
    return found;
}

}  // namespace kartei::bookings

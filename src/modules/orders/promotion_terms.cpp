#include "modules/orders/promotion_terms.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "modules/consents/consent_store.hpp"

namespace kartei::orders {
namespace {

using sql::Transaction;

struct Terms {
    std::int64_t id = 0;
    std::string name, starts_on, ends_on, code, label;
    std::vector<std::string> price_zones;
    std::vector<std::int64_t> ticket_types, events;  ///< empty: all
    std::optional<std::int64_t> percent, price, most_in_order, most;
    std::int64_t label_id = 0, used = 0;
    bool retired = false;

    bool has_price() const { return percent || price; }
    bool runs_on(const std::string& day) const {
        return has_price() && !retired && (starts_on.empty() || starts_on <= day) &&
               (ends_on.empty() || day <= ends_on);
    }
    std::optional<std::int64_t> left() const {
        if (!most) return std::nullopt;
        return std::max<std::int64_t>(0, *most - used);
    }
    bool is_for_event(std::int64_t event) const {
        return events.empty() || std::find(events.begin(), events.end(), event) != events.end();
    }
    bool is_for(const Ticket& ticket) const {
        const auto among = [](const auto& list, const auto& value) {
            return list.empty() || std::find(list.begin(), list.end(), value) != list.end();
        };
        return is_for_event(ticket.event_id) && among(ticket_types, ticket.ticket_type_id) &&
               among(price_zones, ticket.price_zone);
    }
    std::int64_t of(std::int64_t full) const {
        if (percent) return reduced(full, *percent);
        return price ? std::min(full, *price) : full;
    }
};

constexpr std::string_view select_terms =
    "SELECT p.id, p.name, p.starts_on, p.ends_on, p.percent, p.price, p.price_zones, p.most_in_order, p.most, p.code,"
    " p.label_id, l.name, p.retired, (SELECT count(*) FROM promotion_use u WHERE u.promotion_id = p.id)"
    " FROM promotion p LEFT JOIN label l ON l.id = p.label_id";

Terms read_terms(const sql::Rows& rows) {
    Terms terms;
    terms.id = rows.integer(0);
    terms.name = rows.string(1);
    terms.starts_on = rows.string(2);
    terms.ends_on = rows.string(3);
    terms.percent = rows.optional_integer(4);
    terms.price = rows.optional_integer(5);
    if (!rows.is_null(6)) terms.price_zones = split_list(rows.text(6));
    terms.most_in_order = rows.optional_integer(7);
    terms.most = rows.optional_integer(8);
    terms.code = rows.string(9);
    terms.label_id = rows.integer(10);
    terms.label = rows.string(11);
    terms.retired = rows.integer(12) != 0;
    terms.used = rows.integer(13);
    return terms;
}

void read_lists(Transaction& transaction, Terms& terms) {
    auto types =
        transaction.query("SELECT ticket_type_id FROM promotion_ticket_type WHERE promotion_id = :id", terms.id);
    while (types.next()) terms.ticket_types.push_back(types.integer(0));
    auto events = transaction.query("SELECT event_id FROM promotion_event WHERE promotion_id = :id", terms.id);
    while (events.next()) terms.events.push_back(events.integer(0));
}

std::optional<Terms> find_terms(Transaction& transaction, std::int64_t id) {
    std::optional<Terms> terms;
    {
        auto rows = transaction.query(std::string(select_terms) + " WHERE p.id = :id", id);
        if (rows.next()) terms = read_terms(rows);
    }
    if (terms) read_lists(transaction, *terms);
    return terms;
}

Refusal about(RefusalKind kind, std::string key, Parameters parameters = {}) {
    return {kind, {{"promotion", std::move(key), std::move(parameters)}}};
}

/// Held until the end: whoever comes second counts what the first one used.
void hold_promotion(Transaction& transaction, std::int64_t id) {
    transaction.execute("UPDATE promotion SET retired = retired WHERE id = :id", id);
}

Result<Done> check_buyer(House& house, Transaction& transaction, const SaleWish& wish, const Terms& terms) {
    if (!terms.code.empty() && fold(wish.promotion_code) != fold(terms.code))
        return Refusal{RefusalKind::conflict, {{"promotion_code", "error.promotion_code", {}}}};
    if (terms.label_id == 0) return Done{};
    const auto label = consents::find_label(transaction, wish.customer_id, terms.label_id);
    if (!label || consents::has_expired(label->expires_at, house.now()))
        return about(RefusalKind::conflict, "error.promotion_label", {{"label", terms.label}});
    return Done{};
}

Result<Done> check_limits(const Terms& terms, std::int64_t wanted) {
    if (wanted == 0) return about(RefusalKind::invalid, "error.promotion_fits_nothing");
    if (terms.most_in_order && wanted > *terms.most_in_order)
        return about(RefusalKind::conflict, "error.promotion_most_in_order",
                     {{"most", std::to_string(*terms.most_in_order)}});
    if (const auto left = terms.left(); left && wanted > *left)
        return about(RefusalKind::conflict, "error.promotion_used_up", {{"left", std::to_string(*left)}});
    return Done{};
}

}  // namespace

std::int64_t reduced(std::int64_t price, std::int64_t hundredths) {
    return price - (price * hundredths + 5000) / 10'000;
}

std::int64_t price_in_promotion(Transaction& transaction, std::int64_t promotion, const Ticket& ticket) {
    const auto terms = promotion == 0 ? std::nullopt : find_terms(transaction, promotion);
    return terms && terms->is_for(ticket) ? terms->of(ticket.price) : ticket.price;
}

Result<Done> apply_promotion(House& house, Transaction& transaction, const SaleWish& wish,
                             std::vector<Ticket>& tickets, bool taking) {
    if (wish.promotion_id == 0) return Done{};
    if (taking) hold_promotion(transaction, wish.promotion_id);
    const auto terms = find_terms(transaction, wish.promotion_id);
    if (!terms || !terms->has_price()) return refuse_field("promotion", "error.no_such_promotion");
    if (!terms->runs_on(house.today())) return about(RefusalKind::conflict, "error.promotion_not_running");
    TRY(check_buyer(house, transaction, wish, *terms));
    const auto fits = [&](const Ticket& ticket) { return terms->is_for(ticket); };
    TRY(check_limits(*terms, std::count_if(tickets.begin(), tickets.end(), fits)));
    for (auto& ticket : tickets) {
        if (!fits(ticket)) continue;
        ticket.price = terms->of(ticket.price);
        ticket.promotion_id = terms->id;
    }
    return Done{};
}

void note_promotion(Transaction& transaction, const Ticket& ticket) {
    if (ticket.promotion_id != 0)
        transaction.execute("INSERT INTO promotion_use (ticket_id, promotion_id) VALUES (:ticket, :promotion)",
                            ticket.id, ticket.promotion_id);
}

bool use_promotion_again(Transaction& transaction, const Ticket& ticket, bool check_only) {
    if (ticket.state == TicketState::deleted || ticket.promotion_id == 0) return true;
    if (!check_only) hold_promotion(transaction, ticket.promotion_id);
    const auto terms = find_terms(transaction, ticket.promotion_id);
    if (!terms || !terms->has_price()) return true;
    if (transaction.query("SELECT 1 FROM promotion_use WHERE ticket_id = :ticket", ticket.id).next()) return true;
    if (const auto left = terms->left(); left && *left == 0) return false;
    if (!check_only) note_promotion(transaction, ticket);
    return true;
}

std::vector<RunningPromotion> running_promotions(House& house, Transaction& transaction, std::int64_t event) {
    std::vector<Terms> all;
    {
        auto rows = transaction.query(std::string(select_terms) + " WHERE p.retired = 0 ORDER BY p.name");
        while (rows.next()) all.push_back(read_terms(rows));
    }
    std::vector<RunningPromotion> running;
    for (auto& terms : all) {
        if (!terms.runs_on(house.today())) continue;
        read_lists(transaction, terms);
        if (terms.is_for_event(event))
            running.push_back({terms.id, terms.name, terms.label, !terms.code.empty(), terms.left()});
    }
    return running;
}

}  // namespace kartei::orders

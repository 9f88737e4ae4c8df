#include "modules/orders/expired_reservations.hpp"

#include <spdlog/spdlog.h>

#include "modules/orders/order_work.hpp"

namespace kartei::orders {
namespace {

using sql::Transaction;

constexpr std::chrono::seconds look_every{30};
constexpr std::size_t at_once = 100;
constexpr const char* not_due = "error.changed_since";

/// Of an order `o` at :now.
constexpr std::string_view is_due =
    "o.delete_on_expiry = 1 AND o.expires_at <= :now AND o.paid = 0"
    " AND NOT EXISTS (SELECT 1 FROM change_event e WHERE e.id = o.created_event AND e.kind = 'import_tickets')"
    " AND NOT EXISTS (SELECT 1 FROM expired_reservation x WHERE x.order_id = o.id AND x.expires_at = o.expires_at)"
    " AND (EXISTS (SELECT 1 FROM ticket t WHERE t.order_id = o.id AND t.state = 'reserved')"
    " OR EXISTS (SELECT 1 FROM product_sale p WHERE p.order_id = o.id AND p.state = 'reserved'))";

/// Asked again behind the hold: somebody may have paid or prolonged it, or another server was first.
bool still_due(Transaction& transaction, std::int64_t order, std::string_view now) {
    static const std::string select = std::string(is_due).insert(0, "SELECT 1 FROM orders o WHERE ") + " AND o.id = :order";
    return transaction.query(select, now, order).next();
}

bool is_reserved(const Ticket& ticket) { return ticket.state == TicketState::reserved; }
bool is_reserved(const ProductSale& sale) { return sale.state == "reserved"; }

/// Refuses what is not due any more, or cannot go.
Result<Done> delete_one(House& house, Transaction& transaction, std::int64_t id) {
    const auto actor = Actor::system();
    const auto sum = TRY(open_order(transaction, actor, id, std::nullopt));
    if (!still_due(transaction, id, house.now())) return refuse(RefusalKind::conflict, not_due);
    audit::Change change(house, transaction, actor, "reservation_expired", sum.order.number);
    TRY(take_back(house, transaction, change, actor, sum,
                  {[](const Ticket& ticket) { return is_reserved(ticket); },
                   [](const ProductSale& sale) { return is_reserved(sale); },
                   [](std::int64_t) { return Result(std::vector<Payment>{}); }}));
    transaction.execute(
        "INSERT INTO expired_reservation (order_id, expires_at, change_event) VALUES (:order, :expires_at, :event)", id,
        sum.order.expires_at, change.event());
    change.seal();
    return Done{};
}

/// One that cannot go is no reason to leave the others.
bool try_to_delete(House& house, std::int64_t id) {
    try {
        const auto gone =
            house.database.write([&](Transaction& transaction) { return delete_one(house, transaction, id); });
        if (gone) return true;
        const auto& key = gone.refusal().issues.front().key;
        if (key != not_due) spdlog::warn("an expired reservation stays: order={} reason={}", id, key);
    } catch (const std::exception& error) {
        spdlog::warn("an expired reservation could not be deleted; trying again: order={} type={} {}", id,
                     typeid(error).name(), error.what());
    }
    return false;
}

}  // namespace

std::vector<Due> expired_orders(Transaction& transaction, std::string_view now, int limit, const Due& behind) {
    std::vector<Due> orders;
    static const std::string select = std::string(is_due).insert(0, "SELECT o.id, o.expires_at FROM orders o WHERE ") +
                                      " AND (o.expires_at > :behind OR (o.expires_at = :behind AND o.id > :order))"
                                      " ORDER BY o.expires_at, o.id LIMIT :limit";
    auto rows = transaction.query(select, now, behind.expires_at, behind.order, limit);
    while (rows.next()) orders.push_back({rows.integer(0), rows.string(1)});
    return orders;
}

std::int64_t delete_expired(House& house, const std::function<bool()>& goes_on) {
    std::int64_t deleted = 0;
    const auto now = house.now();
    for (Due behind;;) {
        const auto due = house.database.read(
            [&](Transaction& transaction) { return expired_orders(transaction, now, static_cast<int>(at_once), behind); });
        for (const auto& one : due) {
            if (goes_on && !goes_on()) return deleted;
            deleted += try_to_delete(house, one.order);
        }
        if (due.size() < at_once) return deleted;
        behind = due.back();
    }
}

void ExpiryWatch::begin() {
    thread_ = std::thread([this] { run(); });
}

void ExpiryWatch::stop() {
    {
        std::lock_guard guard(mutex_);
        stopping_ = true;
    }
    changed_.notify_all();
    if (thread_.joinable()) thread_.join();
}

bool ExpiryWatch::goes_on() {
    std::lock_guard guard(mutex_);
    return !stopping_;
}

void ExpiryWatch::run() {
    std::unique_lock guard(mutex_);
    do {
        guard.unlock();
        try {
            if (const auto deleted = delete_expired(house_, [this] { return goes_on(); }))
                spdlog::info("expired reservations deleted: count={}", deleted);
        } catch (const std::exception& error) {
            spdlog::warn("expired reservations could not be looked for; trying again: type={} {}", typeid(error).name(),
                         error.what());
        }
        guard.lock();
    } while (!changed_.wait_for(guard, look_every, [this] { return stopping_; }));
}

}  // namespace kartei::orders

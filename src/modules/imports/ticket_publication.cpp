// The publication of tickets; see ticket_importer.hpp for the sweeps.
#include <algorithm>

#include "modules/customers/customer_store.hpp"
#include "modules/events/catalogue.hpp"
#include "modules/imports/ahead.hpp"
#include "modules/imports/packed.hpp"
#include "modules/imports/ticket_importer.hpp"
#include "modules/orders/order_changes.hpp"

namespace kartei::imports {
namespace {

using audit::Change;
using events::Shelf;
using orders::Order;
using orders::Ticket;
using sql::Transaction;

bool nowhere_else(const TicketRow&) { return false; }

void insert_rows(Transaction& transaction, std::string_view table, const std::vector<std::string>& columns,
                 const std::vector<std::vector<sql::Parameter>>& rows) {
    auto insert = transaction.bulk_insert(table, columns);
    for (const auto& row : rows) insert->add(row);
    insert->finish();
}

}  // namespace

void TicketImporter::open(Transaction& transaction, Change& change) {
    books_.types.settle([&](const std::string& name, const std::string& group) {
        return events::find_or_create(transaction, change, Shelf::ticket_type, name, group);
    });
    books_.promotions.settle([&](const std::string& name, const std::string&) {
        return events::find_or_create(transaction, change, Shelf::promotion, name);
    });
    books_.subscriptions.settle([&](const std::string& name, const std::string& kind) {
        const auto cut = name.find('\x1f');
        return events::find_or_create_subscription(transaction, change, name.substr(0, cut), name.substr(cut + 1),
                                                   kind);
    });
    if (added_orders_ > 0) first_order_ = next_order_ = take_ids(transaction, "orders", added_orders_);
    if (added_tickets_ > 0) next_ticket_ = take_ids(transaction, "ticket", added_tickets_);
}

void TicketImporter::publish(Publication& publication) {
    context_.house.database.read([&](Transaction& reading) { name_keys_.emplace(reading); });
    publish_orders(publication);
    publication.progress().begin_phase("imports.phase_lists", customer_orders_.count() + order_lines_.count() + event_lines_.count());
    publish_customer_orders(publication);
    publish_order_lines(publication);
    publish_event_lines(publication);
    publication.progress().begin_phase("imports.phase_changing", changed_.count());
    publish_changes(publication);
}

TicketGroup TicketImporter::unpack_group(std::string_view record, std::int64_t& order_id) const {
    TicketGroup group;
    Unpacker unpacker(record);
    order_id = unpacker.number();
    group.order = unpacker.text();
    while (!unpacker.at_end()) group.rows.push_back(unpack_ticket_row(unpacker.text()));
    return group;
}

TicketImporter::NewOrder TicketImporter::prepare(std::string_view record, std::int64_t event) {
    std::int64_t none = 0;
    const auto group = unpack_group(record, none);
    auto plan = plan_order({}, {}, group.rows, books_, nowhere_else);
    NewOrder made{std::move(plan.after), {}};
    made.order.id = next_order_++;
    made.order.created_event = event;
    made.order.number = group.order;
    for (auto& planned : plan.tickets) {
        auto& ticket = made.tickets.emplace_back(std::move(planned.after));
        ticket.id = next_ticket_++;
        ticket.order_id = made.order.id;
        ticket.created_event = event;
    }
    put_lines(made);
    return made;
}

/// Puts the lines of the lists aside, to be written later in their own order.
void TicketImporter::put_lines(const NewOrder& made) {
    const auto groups = orders::group_tickets(made.tickets);
    const auto name_key = name_keys_->of(made.order.customer_id);
    const auto order_key = orders::order_key(made.order.number);
    std::string record;
    Packer packer(record);
    packer.ordered(static_cast<std::uint64_t>(made.order.customer_id));
    packer.ordered(static_cast<std::uint64_t>(made.order.id));
    customer_orders_.add(record);
    record.clear();
    packer.ordered_text(name_key);
    packer.ordered_text(order_key);
    packer.number(made.order.id);
    packer.number(made.order.customer_id);
    packer.text(orders::pack_groups(groups));
    packer.text(orders::pack_order(made.order));
    order_lines_.add(record);
    for (const auto& counts : orders::count_events(groups)) {
        record.clear();
        packer.ordered(static_cast<std::uint64_t>(counts.event_id));
        packer.ordered_text(name_key);
        packer.ordered_text(order_key);
        for (const auto number : {made.order.id, made.order.customer_id, counts.sold, counts.reserved, counts.unprinted,
                                  counts.free, counts.deleted})
            packer.number(number);
        event_lines_.add(record);
    }
}

void TicketImporter::make_rows(Chunk& chunk) {
    RowDigest order_digest, ticket_digest;
    for (const auto& made : chunk.orders) {
        order_digest.add(chunk.order_rows.emplace_back(orders::order_parameters(made.order)));
        for (const auto& ticket : made.tickets)
            ticket_digest.add(chunk.ticket_rows.emplace_back(orders::ticket_parameters(ticket)));
    }
    chunk.order_digest = order_digest.hex();
    chunk.ticket_digest = ticket_digest.hex();
}

void TicketImporter::publish_orders(Publication& publication) {
    auto reader = added_.read();
    auto pace = publication.new_pace();
    Ahead<Chunk> chunks([&] {
        Chunk chunk;
        std::string_view record;
        for (std::size_t tickets = 0; tickets < pace.rows() && reader.next(record);) {
            chunk.orders.push_back(prepare(record, publication.event()));
            tickets += chunk.orders.back().tickets.size();
        }
        make_rows(chunk);
        return chunk;
    });
    for (;;) {
        const auto chunk = chunks.next([](const Chunk& chunk) { return chunk.orders.empty(); });
        if (chunk.orders.empty()) break;
        const auto tickets = chunk.ticket_rows.size();
        publication.step(
            [&](Transaction& transaction, Change& change) { write_orders(publication, transaction, change, chunk); },
            tickets, &pace);
        publication.progress().add(static_cast<std::int64_t>(tickets));
    }
}

void TicketImporter::write_orders(Publication& publication, Transaction& transaction, Change& change,
                                  const Chunk& chunk) {
    Publication::hold(transaction, hold_customers);
    publication.look_around(transaction);
    const auto& first = chunk.orders.front();
    const auto& last = chunk.orders.back();
    for (const auto& made : chunk.orders) expect_customer(publication, transaction, made.order.customer_id);
    insert_rows(transaction, "orders", orders::order_columns(), chunk.order_rows);
    change.created("orders", first.order.id, last.order.id, chunk.order_digest);
    insert_rows(transaction, "ticket", orders::ticket_columns(), chunk.ticket_rows);
    change.created("ticket", first.tickets.front().id, last.tickets.back().id, chunk.ticket_digest);
}

/// A customer who was deleted, or merged into another, since the check: the file contradicts what stands now.
void TicketImporter::expect_customer(Publication& publication, Transaction& transaction, std::int64_t customer) {
    if (publication.touched("customer", customer) && !customers::find_customer(transaction, customer))
        throw Overtaken{"customer " + std::to_string(customer) + " was deleted meanwhile"};
}

/// Orders that somebody else saved: directly, or one of their tickets. Their lines stand already.
void TicketImporter::look_around(Publication& publication, Transaction& transaction) {
    Publication::hold(transaction, hold_orders);
    publication.look_around(transaction);
    for (const auto id : publication.touched("orders")) touched_orders_.insert(id);
    for (const auto id : publication.touched("ticket")) {
        if (!seen_tickets_.insert(id).second) continue;
        if (const auto ticket = orders::find_ticket(transaction, id)) touched_orders_.insert(ticket->order_id);
    }
}

/// The name key as it stands now: somebody may have renamed the customer since the keys were read.
std::string TicketImporter::current_key(Publication& publication, Transaction& transaction, std::int64_t customer,
                                        std::string_view key) const {
    if (!publication.touched("customer", customer)) return std::string(key);
    return orders::name_key_of_customer(transaction, customer);
}

/// Until its row stands here nothing keeps an order's customer from being deleted or merged.
void TicketImporter::publish_customer_orders(Publication& publication) {
    auto pace = publication.new_pace();
    std::string_view record;
    for (bool more = customer_orders_.next(record); more;) {
        std::vector<std::vector<sql::Parameter>> rows;
        for (; more && rows.size() < pace.rows(); more = customer_orders_.next(record)) {
            Unpacker unpacker(record);
            const auto customer = static_cast<std::int64_t>(unpacker.ordered());
            rows.push_back({customer, static_cast<std::int64_t>(unpacker.ordered())});
        }
        publication.step([&](Transaction& transaction, Change&) {
            look_around(publication, transaction);
            std::vector<std::vector<sql::Parameter>> untouched;
            for (const auto& row : rows) {
                expect_customer(publication, transaction, std::get<std::int64_t>(row[0].content()));
                // Somebody changed the order meanwhile, and with it whose it is.
                if (const auto order = std::get<std::int64_t>(row[1].content()); touched_orders_.contains(order))
                    orders::settle_customer(transaction, order);
                else untouched.push_back(row);
            }
            insert_rows(transaction, "customer_order", orders::customer_order_columns(), untouched);
        }, rows.size(), &pace);
        publication.progress().add(static_cast<std::int64_t>(rows.size()));
    }
}

void TicketImporter::publish_order_lines(Publication& publication) {
    auto pace = publication.new_pace();
    std::string_view record;
    for (bool more = order_lines_.next(record); more;) {
        std::vector<std::string> chunk;
        for (; more && chunk.size() < pace.rows(); more = order_lines_.next(record)) chunk.emplace_back(record);
        publication.step([&](Transaction& transaction, Change&) {
            look_around(publication, transaction);
            std::vector<std::string> kept;
            kept.reserve(chunk.size());
            std::vector<std::vector<sql::Parameter>> rows;
            for (const auto& one : chunk) {
                Unpacker unpacker(one);
                const auto key = unpacker.ordered_text(), order_key = unpacker.ordered_text();
                const auto order = unpacker.number(), customer = unpacker.number();
                if (touched_orders_.contains(order)) continue;
                kept.push_back(current_key(publication, transaction, customer, key));
                const auto tickets = unpacker.text();
                rows.push_back({kept.back(), order_key, order, customer, tickets, unpacker.text()});
            }
            insert_rows(transaction, "order_line",
                        {"name_key", "order_key", "order_id", "customer_id", "tickets", "columns"}, rows);
        }, chunk.size(), &pace);
        publication.progress().add(static_cast<std::int64_t>(chunk.size()));
    }
}

void TicketImporter::publish_event_lines(Publication& publication) {
    auto pace = publication.new_pace();
    std::string_view record;
    for (bool more = event_lines_.next(record); more;) {
        std::vector<std::string> chunk;
        for (; more && chunk.size() < pace.rows(); more = event_lines_.next(record)) chunk.emplace_back(record);
        publication.step([&](Transaction& transaction, Change&) {
            look_around(publication, transaction);
            std::vector<std::string> kept;
            kept.reserve(chunk.size());
            std::vector<std::vector<sql::Parameter>> rows;
            for (const auto& one : chunk) {
                Unpacker unpacker(one);
                const auto event = unpacker.ordered();
                const auto key = unpacker.ordered_text(), order_key = unpacker.ordered_text();
                const auto order = unpacker.number(), customer = unpacker.number();
                if (touched_orders_.contains(order)) continue;
                kept.push_back(current_key(publication, transaction, customer, key));
                std::vector<sql::Parameter> row{event, kept.back(), order_key, customer};
                for (int count = 0; count < 5; ++count) row.emplace_back(unpacker.number());
                rows.push_back(std::move(row));
            }
            insert_rows(transaction, "event_line",
                        {"event_id", "name_key", "order_key", "customer_id", "sold", "reserved", "unprinted", "free",
                         "deleted"},
                        rows);
        }, chunk.size(), &pace);
        publication.progress().add(static_cast<std::int64_t>(chunk.size()));
    }
}

void TicketImporter::publish_changes(Publication& publication) {
    auto reader = changed_.read();
    auto pace = publication.new_pace();
    std::string_view record;
    for (bool more = reader.next(record); more;) {
        std::vector<std::string> chunk;
        for (; more && chunk.size() < pace.rows(); more = reader.next(record)) chunk.emplace_back(record);
        publication.step([&](Transaction& transaction, Change& change) {
            for (const auto& one : chunk) {
                StandingOrder standing;
                standing.group = unpack_group(one, standing.id);
                write_change(publication, transaction, change, standing);
            }
        }, chunk.size(), &pace);
        publication.progress().add(static_cast<std::int64_t>(chunk.size()));
    }
}

void TicketImporter::write_change(Publication& publication, Transaction& transaction, Change& change,
                                  const StandingOrder& standing) {
    auto overtaken = [&] { return Overtaken{"order " + std::to_string(standing.id) + " was changed meanwhile"}; };
    const auto before = orders::find_order(transaction, standing.id);
    if (!before) throw overtaken();
    const auto tickets = orders::tickets_of(transaction, standing.id);
    const auto plan = plan_order(*before, tickets, standing.group.rows, books_, nowhere_else);
    if (!plan.problems.empty()) throw overtaken();
    const auto old_key = orders::name_key_of_customer(transaction, before->customer_id);
    if (plan.order_changed && !orders::change_order(transaction, change, *before, plan.after)) throw overtaken();
    for (const auto& planned : plan.tickets) {
        if (planned.state == RowState::changed) {
            const auto& stood = tickets[static_cast<std::size_t>(planned.existing)];
            if (!orders::change_ticket(transaction, change, stood, planned.after, plan.after.customer_id))
                throw overtaken();
        } else if (planned.state == RowState::added) {
            auto ticket = planned.after;
            ticket.id = take_ids(transaction, "ticket");
            ticket.created_event = publication.event();
            orders::insert_ticket(transaction, ticket);
            change.created("ticket", ticket.id);
        }
    }
    orders::refresh_lines(transaction, standing.id, old_key);
}

}  // namespace kartei::imports

// The publication of tickets; see ticket_importer.hpp for the sweeps.
#include <algorithm>

#include "modules/customers/customer_store.hpp"
#include "modules/events/catalogue.hpp"
#include "modules/imports/ahead.hpp"
#include "modules/imports/packed.hpp"
#include "modules/imports/sweep.hpp"
#include "modules/imports/ticket_importer.hpp"
#include "modules/orders/order_changes.hpp"
#include "modules/orders/seat_claims.hpp"

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

/// Name keys as they stand now: somebody may have renamed a customer since the keys were read. Asks before rows are
/// written, because PostgreSQL takes no question in the middle of a bulk insert.
class CurrentKeys {
public:
    template <class Line>
    CurrentKeys(const Publication& publication, Transaction& transaction, const std::vector<Line>& lines) {
        for (const auto& line : lines)
            if (publication.touched("customer", line.customer))
                renamed_.try_emplace(line.customer, orders::name_key_of_customer(transaction, line.customer));
    }
    template <class Line>
    std::string_view of(const Line& line) const {
        const auto found = renamed_.find(line.customer);
        return found == renamed_.end() ? std::string_view(line.name_key) : std::string_view(found->second);
    }

private:
    std::map<std::int64_t, std::string> renamed_;
};

/// Names that the tickets carry by their id: the undo of another import may have taken one before its first ticket stood.
void expect_names(const Publication& publication, Transaction& transaction) {
    const auto expect = [&](const char* record, const auto& there) {
        for (const auto id : publication.touched(record))
            if (!there.contains(id)) throw Overtaken{std::string(record) + " " + std::to_string(id) + " went meanwhile"};
    };
    if (!publication.touched("ticket_type").empty())
        expect("ticket_type", events::names_on_shelf(transaction, events::Shelf::ticket_type));
    if (!publication.touched("promotion").empty())
        expect("promotion", events::names_on_shelf(transaction, events::Shelf::promotion));
    if (!publication.touched("subscription").empty())
        expect("subscription", events::subscriptions(transaction));
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
    if (added_sales_ > 0) next_sale_ = take_ids(transaction, "sales_ledger", added_sales_);
    opened_at_ = change.at();
}

void TicketImporter::publish(Publication& publication) {
    context_.house.database.read([&](Transaction& reading) { name_keys_.emplace(reading); });
    publish_orders(publication);
    publication.progress().begin_phase("imports.phase_lists",
                                       customer_orders_.count() + order_lines_.count() + event_lines_.count());
    publish_customer_orders(publication);
    publish_order_lines(publication);
    publish_event_lines(publication);
    publication.progress().begin_phase("imports.phase_changing", changed_.count());
    publish_changes(publication);
    publish_claims(publication);
}

/// Behind the sorted passes, and only for event dates that are sold on a plan: those of a house that is taken over have none
/// yet (docs/decisions/0067). A seat that somebody else has is kept on the ticket and claims nothing.
void TicketImporter::publish_claims(Publication& publication) {
    constexpr std::size_t piece = 100;
    const auto orders = context_.house.database.read(
        [&](Transaction& reading) { return orders::orders_on_plans(reading, publication.event()); });
    for (std::size_t first = 0; first < orders.size(); first += piece)
        publication.step([&](Transaction& transaction, Change&) {
            for (auto at = first; at < std::min(first + piece, orders.size()); ++at)
                orders::settle_claims(publication.house(), transaction, orders[at]);
        });
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
    NewOrder made{std::move(plan.after), {}, {}};
    made.order.id = next_order_++;
    made.order.created_event = event;
    made.order.number = group.order;
    for (auto& planned : plan.tickets) {
        auto& ticket = made.tickets.emplace_back(std::move(planned.after));
        ticket.id = next_ticket_++;
        ticket.order_id = made.order.id;
        ticket.created_event = event;
        for (auto& line : orders::first_lines(made.order, ticket, opened_at_, event)) {
            line.id = next_sale_++;
            made.sales.push_back(std::move(line));
        }
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
        for (const auto& line : made.sales) chunk.sale_rows.push_back(orders::ledger_parameters(line));
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
    insert_rows(transaction, "sales_ledger", orders::ledger_columns(), chunk.sale_rows);
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
    expect_names(publication, transaction);
    for (const auto id : publication.touched("orders")) touched_orders_.insert(id);
    for (const auto id : publication.touched("ticket")) {
        if (!seen_tickets_.insert(id).second) continue;
        if (const auto ticket = orders::find_ticket(transaction, id)) touched_orders_.insert(ticket->order_id);
    }
}

/// Until its row stands here nothing keeps an order's customer from being deleted or merged.
void TicketImporter::publish_customer_orders(Publication& publication) {
    struct Row {
        std::int64_t customer, order;
    };
    auto read = [](std::string_view record) {
        Unpacker unpacker(record);
        const auto customer = static_cast<std::int64_t>(unpacker.ordered());
        return Row{customer, static_cast<std::int64_t>(unpacker.ordered())};
    };
    sweep(publication, customer_orders_, read, [&](Transaction& transaction, Change&, const std::vector<Row>& rows) {
        look_around(publication, transaction);
        std::vector<std::vector<sql::Parameter>> untouched;
        for (const auto& row : rows) {
            expect_customer(publication, transaction, row.customer);
            // Somebody changed the order meanwhile, and with it whose it is.
            if (touched_orders_.contains(row.order)) orders::settle_customer(transaction, row.order);
            else untouched.push_back({row.customer, row.order});
        }
        insert_rows(transaction, "customer_order", orders::customer_order_columns(), untouched);
    });
}

void TicketImporter::publish_order_lines(Publication& publication) {
    struct Line {
        std::string name_key, order_key, tickets, columns;
        std::int64_t order, customer;
    };
    auto read = [](std::string_view record) {
        Unpacker unpacker(record);
        Line line;
        line.name_key = unpacker.ordered_text();
        line.order_key = unpacker.ordered_text();
        line.order = unpacker.number();
        line.customer = unpacker.number();
        line.tickets = unpacker.text();
        line.columns = unpacker.text();
        return line;
    };
    sweep(publication, order_lines_, read, [&](Transaction& transaction, Change&, const std::vector<Line>& lines) {
        look_around(publication, transaction);
        const CurrentKeys keys(publication, transaction, lines);
        auto insert = transaction.bulk_insert(
            "order_line", {"name_key", "order_key", "order_id", "customer_id", "tickets", "columns"});
        for (const auto& line : lines)
            if (!touched_orders_.contains(line.order))
                insert->add({keys.of(line), line.order_key, line.order, line.customer, line.tickets, line.columns});
        insert->finish();
    });
}

void TicketImporter::publish_event_lines(Publication& publication) {
    struct Line {
        std::string name_key, order_key;
        std::int64_t event, order, customer, sold, reserved, unprinted, free, deleted;
    };
    auto read = [](std::string_view record) {
        Unpacker unpacker(record);
        Line line;
        line.event = static_cast<std::int64_t>(unpacker.ordered());
        line.name_key = unpacker.ordered_text();
        line.order_key = unpacker.ordered_text();
        for (auto* number : {&line.order, &line.customer, &line.sold, &line.reserved, &line.unprinted, &line.free,
                             &line.deleted})
            *number = unpacker.number();
        return line;
    };
    sweep(publication, event_lines_, read, [&](Transaction& transaction, Change&, const std::vector<Line>& lines) {
        look_around(publication, transaction);
        const CurrentKeys keys(publication, transaction, lines);
        auto insert = transaction.bulk_insert("event_line", {"event_id", "name_key", "order_key", "customer_id", "sold",
                                                             "reserved", "unprinted", "free", "deleted"});
        for (const auto& line : lines)
            if (!touched_orders_.contains(line.order))
                insert->add({line.event, keys.of(line), line.order_key, line.customer, line.sold, line.reserved,
                             line.unprinted, line.free, line.deleted});
        insert->finish();
    });
}

void TicketImporter::publish_changes(Publication& publication) {
    auto reader = changed_.read();
    sweep(publication, reader, [](std::string_view record) { return std::string(record); },
          [&](Transaction& transaction, Change& change, const std::vector<std::string>& groups) {
              for (const auto& one : groups) {
                  StandingOrder standing;
                  standing.group = unpack_group(one, standing.id);
                  write_change(publication, transaction, change, standing);
              }
          });
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
    orders::settle_claims(publication.house(), transaction, standing.id);
    orders::refresh_lines(transaction, standing.id, old_key);
    orders::settle_sales(transaction, change, standing.id);
}

}  // namespace kartei::imports

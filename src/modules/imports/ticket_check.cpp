// The check of ticket rows one by one: what they name must be there, what they are must be readable.
#include "modules/customers/customer.hpp"
#include "modules/events/catalogue.hpp"
#include "modules/imports/packed.hpp"
#include "modules/imports/ticket_importer.hpp"
#include "modules/orders/order_rules.hpp"

namespace kartei::imports {
namespace {

using events::Shelf;
using sql::Transaction;

bool has_any(Transaction& reading, std::string_view select) { return reading.query(select).next(); }

}  // namespace

TicketImporter::TicketImporter(const ImportContext& context)
    : context_(context),
      rows_(context.folder, 48 << 20),
      ticket_numbers_(context.folder, 16 << 20),
      added_(context.folder),
      changed_(context.folder),
      customer_orders_(context.folder),
      order_lines_(context.folder),
      event_lines_(context.folder) {}

Result<Done> TicketImporter::begin(Transaction& reading) {
    customers_.emplace(reading);
    auto events = reading.query("SELECT id, code FROM event");
    while (events.next()) {
        events_.emplace(events.string(1), events.integer(0));
        event_codes_.emplace(events.integer(0), events.string(1));
    }
    for (const auto& [id, name] : events::list_shelf(reading, Shelf::ticket_type)) books_.types.know(name, id);
    for (const auto& [id, name] : events::list_shelf(reading, Shelf::promotion)) books_.promotions.know(name, id);
    for (const auto& [id, name] : events::list_shelf(reading, Shelf::season)) known_seasons_.insert(name);
    for (const auto& [id, subscription] : events::subscriptions(reading))
        books_.subscriptions.know(subscription.name + '\x1f' + subscription.season, id);
    has_orders_ = has_any(reading, "SELECT 1 FROM orders LIMIT 1");
    has_tickets_ = has_any(reading, "SELECT 1 FROM ticket WHERE ticket IS NOT NULL LIMIT 1");
    return Done{};
}

void TicketImporter::check(Transaction& reading, std::vector<Row>& rows) {
    for (auto& row : rows) {
        const auto read = read_row(reading, row);
        if (!row.is_refused()) put_aside(read);
    }
}

TicketRow TicketImporter::read_row(Transaction& reading, Row& row) {
    TicketRow read;
    read.line = row.line();
    read_order(reading, row, read);
    read_customer(row, read);
    read_event(row, read);
    read_names(row, read);
    read_rest(row, read);
    check_currency(row);
    check_receipt(row);
    return read;
}

/// An update by ticket number need not name the order.
void TicketImporter::read_order(Transaction& reading, Row& row, TicketRow& read) {
    if (row.has(t_order)) return read.say(t_order, row.text(t_order));
    if (row.has(t_ticket) && has_tickets_) {
        auto found =
            reading.query("SELECT o.number FROM ticket t JOIN orders o ON o.id = t.order_id WHERE t.ticket = :ticket",
                          row.text(t_ticket));
        static thread_local std::string number;
        if (found.next()) {
            number = found.string(0);
            return read.say(t_order, number);
        }
    }
    if (row.problems().empty()) row.refuse(t_order, "error.required");
}

void TicketImporter::read_customer(Row& row, TicketRow& read) {
    const auto number = row.number(t_customer);
    if (!number) {
        if (context_.columns.has(t_customer)) read.say(t_customer, no_customer_named);
        return;
    }
    const auto id = customers_->id_of(*number);
    if (id) read.say(t_customer, *id);
    else row.refuse(t_customer, "error.no_such_customer", {{"number", std::to_string(*number)}});
}

void TicketImporter::read_event(Row& row, TicketRow& read) {
    if (!row.has(t_event)) return;
    const auto found = events_.find(std::string(row.text(t_event)));
    if (found != events_.end()) read.say(t_event, found->second);
    else row.refuse(t_event, "error.import_no_such_event", {{"code", std::string(row.text(t_event))}});
}

std::int64_t TicketImporter::book(NameBook& book, const std::string& shelf, std::string_view name,
                                  std::string_view detail) {
    if (!book.has(name)) context_.tally.will_create(shelf, std::string(name.substr(0, name.find('\x1f'))));
    return book.position(name, detail);
}

void TicketImporter::read_names(Row& row, TicketRow& read) {
    if (row.has(t_ticket_type))
        read.say(t_ticket_type, book(books_.types, "ticket_types", row.text(t_ticket_type), row.text(t_ticket_group)));
    if (row.has(t_promotion)) read.say(t_promotion, book(books_.promotions, "promotions", row.text(t_promotion), ""));
    if (row.has(t_subscription)) {
        const auto season = std::string(row.text(t_subscription_season));
        if (!season.empty() && known_seasons_.insert(season).second) context_.tally.will_create("seasons", season);
        const auto name = std::string(row.text(t_subscription)) + '\x1f' + season;
        read.say(t_subscription, book(books_.subscriptions, "subscriptions", name, row.text(t_subscription_kind)));
    }
    for (const auto* book : {&books_.types, &books_.promotions, &books_.subscriptions})
        if (book->count_new() > most_new_names)
            row.refuse(-1, "error.import_too_many_names", {{"max", std::to_string(most_new_names)}});
}

/// Everything that is kept as it is.
void TicketImporter::read_rest(Row& row, TicketRow& read) {
    for (int target = 0; target < ticket_target_count; ++target) {
        switch (target) {
            case t_order:
            case t_customer:
            case t_event:
            case t_ticket_group:
            case t_subscription_season:
            case t_subscription_kind:
            case t_currency: continue;
            case t_ticket_type: case t_promotion: case t_subscription: break;
            default:
                if (const auto text = row.text(target); !text.empty()) read.say(target, text);
                else if (const auto number = row.number(target)) read.say(target, *number);
                else if (row.has(target)) read.say(target, static_cast<std::int64_t>(row.flag(target)));
        }
        if (row.clears(target)) read.clear(target);
    }
}

void TicketImporter::check_currency(Row& row) {
    if (row.has(t_currency) && row.text(t_currency) != context_.house.currency)
        row.refuse(t_currency, "error.import_other_currency", {{"currency", context_.house.currency}});
}

/// It becomes a link that people click.
void TicketImporter::check_receipt(Row& row) {
    if (row.has(t_receipt_url) && !orders::is_web_address(row.text(t_receipt_url)))
        row.refuse(t_receipt_url, "error.not_a_web_address");
}

void TicketImporter::put_aside(const TicketRow& read) {
    std::string record;
    Packer packer(record);
    packer.ordered_text(orders::order_key(read.text(t_order)));
    packer.ordered(static_cast<std::uint64_t>(read.line));
    pack_ticket_row(record, read);
    rows_.add(record);
    if (!read.says(t_ticket)) return;
    record.clear();
    packer.ordered_text(read.text(t_ticket));
    packer.ordered(static_cast<std::uint64_t>(read.line));
    ticket_numbers_.add(record);
}

const ImportKind& ticket_import() {
    static const ImportKind kind{
        .name = "tickets",
        .change = "import_tickets",
        .targets = ticket_targets(),
        .right = std::string(right_to_sales),
        .make = [](ImportContext& context) { return std::make_unique<TicketImporter>(context); }};
    return kind;
}

}  // namespace kartei::imports

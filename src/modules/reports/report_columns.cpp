#include "modules/reports/report_columns.hpp"

#include <algorithm>
#include <array>

#include "modules/consents/consent.hpp"
#include "modules/customers/customer_store.hpp"

namespace kartei::reports {
namespace {

template <class Write>
auto cell(Write write) {
    return lists::cell<ListRow>(write);
}

using lists::CellKind;
using lists::Cells;
using lists::Column;
using orders::OrderColumn;
using orders::TicketState;

/// Calls `visit(id, second, third)` for the labels or the permissions of a line.
template <class Visit>
void for_each_consent(std::string_view packed, bool permissions, Visit visit) {
    const auto bar = packed.find('|');
    if (bar == std::string_view::npos) return;
    consents::for_each_packed(permissions ? packed.substr(bar + 1) : packed.substr(0, bar), visit);
}

/// Distinct texts joined by ';'.
class Joined {
public:
    void add(std::string_view text) {
        if (text.empty() || std::find(parts_.begin(), parts_.end(), text) != parts_.end()) return;
        parts_.push_back(text);
    }
    void write(Cells& cells, bool instants = false) const {
        std::string several;
        if (parts_.size() > 1)
            for (auto part : parts_) several.append(several.empty() ? "" : ";").append(part);
        const auto all = parts_.size() == 1 ? parts_.front() : std::string_view(several);
        instants ? cells.instant(all) : cells.text(all);
    }

private:
    std::vector<std::string_view> parts_;
};

std::string_view state_of_order(const ListRow& row) {
    bool sold = false;
    for (const auto& group : row.groups) {
        if (group.state == TicketState::reserved) return "reserved";
        if (group.state == TicketState::sold) sold = true;
    }
    return sold ? "sold" : "deleted";
}

Column order_column(std::string name, CellKind kind, int priority, OrderColumn part) {
    auto key = "order." + name;
    return {std::move(name),
            std::move(key),
            "",
            kind,
            priority,
            false,
            cell([part, kind](const ListRow& row, Cells& cells) {
                kind == CellKind::instant ? cells.instant(row.order_part(part)) : cells.text(row.order_part(part));
            })};
}

/// Over the event dates whose tickets count, in order of their ids; per ticket it is the one of the ticket.
template <class Pick>
auto over_events(const Selection& selection, const Vocabulary& vocabulary, Pick pick, bool instants = false) {
    return cell([&selection, &vocabulary, pick, instants](const ListRow& row, Cells& cells) {
        Joined joined;
        auto add = [&](std::int64_t id) {
            if (auto found = vocabulary.events.find(id); found != vocabulary.events.end()) pick(found->second, joined);
        };
        if (row.ticket) add(row.ticket->event_id);
        else
            for (const auto& group : row.groups)
                if (selection.counts(group)) add(group.event_id);
        joined.write(cells, instants);
    });
}

/// Where a column of the customer stays on a narrow screen.
int priority_of(std::string_view field) {
    constexpr std::array<std::pair<std::string_view, int>, 7> first{{{"name", 1},
                                                                     {"first_name", 1},
                                                                     {"name_prefix", 4},
                                                                     {"email", 5},
                                                                     {"town", 6},
                                                                     {"postcode", 6},
                                                                     {"phone_mobile", 7}}};
    for (const auto& [name, priority] : first)
        if (name == field) return priority;
    return 11;
}

std::string_view customer_part(const ListRow& row, std::size_t position) {
    return row.customer_parts.size() > position ? row.customer_parts[position] : std::string_view();
}

/// A number that was stored as text.
void write_number(std::string_view text, Cells& cells) {
    std::int64_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    error == std::errc() && end == text.data() + text.size() ? cells.integer(number) : cells.text(text);
}

void add_event_columns(std::vector<Column>& columns, const Selection& selection, const Vocabulary& vocabulary) {
    using events::Event;
    const bool per_ticket = is_per_ticket(selection.type);
    columns.push_back(
        {per_ticket ? "event" : "events", per_ticket ? "order.event" : "order.events", "", CellKind::text, 8, false,
         over_events(selection, vocabulary, [](const Event& event, Joined& joined) { joined.add(event.code); })});
    columns.push_back(
        {"event_name", "order.event_name", "", CellKind::text, 5, false,
         over_events(selection, vocabulary, [](const Event& event, Joined& joined) { joined.add(event.name); })});
    columns.push_back(
        {"event_starts_at", "order.event_starts_at", "", CellKind::instant, 8, false,
         over_events(
             selection, vocabulary, [](const Event& event, Joined& joined) { joined.add(event.starts_at); }, true)});
    columns.push_back({"production", "order.production", "", CellKind::text, 9, false,
                       over_events(selection, vocabulary, [](const Event& event, Joined& joined) {
                           for (const auto& name : event.production) joined.add(name);
                       })});
    columns.push_back(
        {"venue", "order.venue", "", CellKind::text, 12, false,
         over_events(selection, vocabulary, [](const Event& event, Joined& joined) { joined.add(event.venue); })});
    columns.push_back(
        {"hall", "order.hall", "", CellKind::text, 12, false,
         over_events(selection, vocabulary, [](const Event& event, Joined& joined) { joined.add(event.hall); })});
}

std::string_view name_in(const events::Names& names, std::int64_t id) {
    const auto found = names.find(id);
    return found == names.end() ? std::string_view() : std::string_view(found->second);
}

/// "Normal:2;Kind:1", in order of first appearance.
void write_ticket_types(const ListRow& row, Cells& cells, const Selection& selection, const Vocabulary& vocabulary) {
    std::vector<std::pair<std::int64_t, std::int64_t>> counts;
    for (const auto& group : row.groups) {
        if (!selection.counts(group)) continue;
        auto same = std::find_if(counts.begin(), counts.end(),
                                 [&](const auto& entry) { return entry.first == group.ticket_type_id; });
        if (same == counts.end()) counts.emplace_back(group.ticket_type_id, group.count);
        else same->second += group.count;
    }
    std::string text;
    for (const auto& [type, count] : counts) {
        const auto name = name_in(vocabulary.ticket_types, type);
        if (name.empty()) continue;
        text.append(text.empty() ? "" : ";").append(name).append(":").append(std::to_string(count));
    }
    cells.text(text);
}

void add_ticket_columns(std::vector<Column>& columns, const Selection& selection, const Vocabulary& vocabulary) {
    columns.push_back({"tickets", "order.tickets", "", CellKind::integer, 2, false,
                       cell([](const ListRow& row, Cells& cells) { cells.integer(row.tickets); })});
    columns.push_back({"ticket_types", "order.ticket_types", "", CellKind::text, 7, false,
                       cell([&selection, &vocabulary](const ListRow& row, Cells& cells) {
                           write_ticket_types(row, cells, selection, vocabulary);
                       })});
}

void add_sale_columns(std::vector<Column>& columns, const Selection& selection, const Vocabulary& vocabulary) {
    auto over_groups = [&selection](auto pick) {
        return cell([&selection, pick](const ListRow& row, Cells& cells) {
            Joined joined;
            for (const auto& group : row.groups)
                if (row.ticket ? group.event_id == row.ticket->event_id &&
                                     group.ticket_type_id == row.ticket->ticket_type_id &&
                                     group.subscription_id == row.ticket->subscription_id &&
                                     group.promotion_id == row.ticket->promotion_id
                               : selection.counts(group))
                    pick(group, joined);
            joined.write(cells);
        });
    };
    columns.push_back({"subscriptions", "order.subscriptions", "", CellKind::text, 11, false,
                       over_groups([&vocabulary](const auto& group, Joined& joined) {
                           if (auto found = vocabulary.subscriptions.find(group.subscription_id);
                               found != vocabulary.subscriptions.end())
                               joined.add(found->second.name);
                       })});
    columns.push_back({"promotions", "order.promotions", "", CellKind::text, 11, false,
                       over_groups([&vocabulary](const auto& group, Joined& joined) {
                           joined.add(name_in(vocabulary.promotions, group.promotion_id));
                       })});
}

void add_money_columns(std::vector<Column>& columns, const Selection& selection) {
    columns.push_back(
        {"price", "order.price", "", CellKind::money, 3, false,
         cell([](const ListRow& row, Cells& cells) { cells.money(row.ticket ? row.ticket->price : row.price); })});
    columns.push_back({"fee", "order.fee", "", CellKind::money, 13, false, cell([](const ListRow& row, Cells& cells) {
                           cells.money(row.ticket ? row.ticket->fee : row.fee);
                       })});
    columns.push_back(
        {"order_total", "order.order_total", "", CellKind::money, 10, false, cell([](const ListRow& row, Cells& cells) {
             std::int64_t total = 0;
             for (const auto& group : row.groups)
                 total += group.state == TicketState::deleted ? group.kept : group.price + group.fee;
             cells.money(total);
         })});
    columns.push_back(
        {"paid", "order.paid", "", CellKind::money, 10, false, cell([&selection](const ListRow& row, Cells& cells) {
             // What was paid for other promoters' event dates cannot be told apart from it.
             if (!selection.sees_whole_orders()) return cells.text("");
             const auto text = row.order_part(OrderColumn::paid);
             std::int64_t paid = 0;
             std::from_chars(text.data(), text.data() + text.size(), paid);
             cells.money(paid);
         })});
    columns.push_back(order_column("payment_types", CellKind::text, 13, OrderColumn::payment_types));
    columns.push_back(
        {"printed", "order.printed", "", CellKind::integer, 8, false, cell([](const ListRow& row, Cells& cells) {
             cells.integer(row.ticket ? row.ticket->is_printed() : row.printed);
         })});
    columns.push_back(
        {"scanned", "order.scanned", "", CellKind::integer, 8, false, cell([](const ListRow& row, Cells& cells) {
             cells.integer(row.ticket ? !row.ticket->scanned_at.empty() : row.scanned);
         })});
}

void add_seat_columns(std::vector<Column>& columns, const Vocabulary& vocabulary) {
    auto of_ticket = [&](std::string name, CellKind kind, int priority, std::string orders::Ticket::*member) {
        auto key = "order." + name;
        columns.push_back({std::move(name), std::move(key), "", kind, priority, false,
                           cell([member, kind](const ListRow& row, Cells& cells) {
                               kind == CellKind::instant ? cells.instant(row.ticket->*member)
                                                         : cells.text(row.ticket->*member);
                           })});
    };
    columns.push_back({"ticket_type", "order.ticket_type", "", CellKind::text, 6, false,
                       cell([&vocabulary](const ListRow& row, Cells& cells) {
                           cells.text(name_in(vocabulary.ticket_types, row.ticket->ticket_type_id));
                       })});
    of_ticket("entrance", CellKind::text, 4, &orders::Ticket::entrance);
    of_ticket("section", CellKind::text, 3, &orders::Ticket::section);
    of_ticket("row", CellKind::text, 2, &orders::Ticket::row);
    of_ticket("seat", CellKind::text, 2, &orders::Ticket::seat);
    of_ticket("price_zone", CellKind::text, 9, &orders::Ticket::price_zone);
    of_ticket("barcode", CellKind::text, 10, &orders::Ticket::barcode);
    of_ticket("printed_at", CellKind::instant, 13, &orders::Ticket::printed_at);
    of_ticket("scanned_at", CellKind::instant, 10, &orders::Ticket::scanned_at);
    of_ticket("scanned_by", CellKind::text, 13, &orders::Ticket::scanned_by);
}

void add_deleted_columns(std::vector<Column>& columns) {
    auto over_deleted = [](std::string orders::Ticket::*member, bool instants) {
        return cell([member, instants](const ListRow& row, Cells& cells) {
            Joined joined;
            for (const auto* ticket : row.deleted_tickets) joined.add(ticket->*member);
            joined.write(cells, instants);
        });
    };
    columns.push_back({"deleted_at", "order.deleted_at", "", CellKind::instant, 5, false,
                       over_deleted(&orders::Ticket::deleted_at, true)});
    columns.push_back({"deleted_by", "order.deleted_by", "", CellKind::text, 8, false,
                       over_deleted(&orders::Ticket::deleted_by, false)});
    columns.push_back(
        {"refunded", "order.refunded", "", CellKind::money, 5, false, cell([](const ListRow& row, Cells& cells) {
             std::int64_t refunded = 0;
             for (const auto* ticket : row.deleted_tickets) refunded += ticket->refunded.value_or(0);
             cells.money(refunded);
         })});
}

}  // namespace

void add_customer_columns(std::vector<Column>& columns) {
    const auto number = static_cast<std::size_t>(customers::line_position("number"));
    columns.push_back(
        {"customer", "order.customer", "", CellKind::integer, 4, true,
         cell([number](const ListRow& row, Cells& cells) { write_number(customer_part(row, number), cells); })});
    for (const auto& member : customers::customer_fields()) {
        if (!member.field.has(listed)) continue;
        const auto position = static_cast<std::size_t>(customers::line_position(member.field.name));
        const bool is_date = member.field.kind == FieldKind::date;
        Column column{std::string(member.field.name),
                      "customer." + std::string(member.field.name),
                      "",
                      is_date ? CellKind::date : CellKind::text,
                      priority_of(member.field.name),
                      true,
                      cell([position, is_date](const ListRow& row, Cells& cells) {
                          is_date ? cells.date(customer_part(row, position)) : cells.text(customer_part(row, position));
                      })};
        column.values.assign(member.field.choices.begin(), member.field.choices.end());
        columns.push_back(std::move(column));
    }
}

void add_labels_column(std::vector<Column>& columns, const Vocabulary& vocabulary) {
    columns.push_back(
        {"labels", "order.labels", "", CellKind::text, 10, true, cell([&vocabulary](const ListRow& row, Cells& cells) {
             Joined joined;
             for_each_consent(row.consents, false, [&](std::int64_t id, std::string_view, std::string_view expires_at) {
                 if (consents::has_expired(expires_at, vocabulary.now)) return;
                 for (const auto& [label, name] : vocabulary.labels)
                     if (label == id) joined.add(name);
             });
             joined.write(cells);
         })});
}

void add_permission_columns(std::vector<Column>& columns, const Vocabulary& vocabulary) {
    for (const auto& permission : vocabulary.permissions) {
        const auto wanted = permission.first;
        auto find = [wanted](const ListRow& row, bool state) {
            std::string_view found;
            for_each_consent(row.consents, true, [&](std::int64_t id, std::string_view is, std::string_view at) {
                if (id == wanted) found = state ? is : at;
            });
            return found;
        };
        columns.push_back({"permission:" + permission.second,
                           "order.permission",
                           permission.second,
                           CellKind::text,
                           12,
                           true,
                           cell([find](const ListRow& row, Cells& cells) {
                               const auto state = find(row, true);
                               cells.text(state.empty() ? std::string_view("none") : state);
                           }),
                           {"given", "withdrawn", "none"}});
        columns.push_back({"permission_at:" + permission.second, "order.permission_at", permission.second,
                           CellKind::instant, 14, true,
                           cell([find](const ListRow& row, Cells& cells) { cells.instant(find(row, false)); })});
    }
}

void add_consent_columns(std::vector<Column>& columns, const Vocabulary& vocabulary) {
    add_labels_column(columns, vocabulary);
    add_permission_columns(columns, vocabulary);
}

void add_order_number(std::vector<Column>& columns) {
    columns.push_back(order_column("order", CellKind::text, 3, OrderColumn::number));
}

std::vector<Column> columns_of(const Selection& selection, const Vocabulary& vocabulary) {
    const bool per_ticket = is_per_ticket(selection.type);
    std::vector<Column> columns;
    add_order_number(columns);
    columns.push_back({"order_state",
                       "order.order_state",
                       "",
                       CellKind::text,
                       6,
                       false,
                       cell([](const ListRow& row, Cells& cells) { cells.text(state_of_order(row)); }),
                       {orders::ticket_states.begin(), orders::ticket_states.end()}});
    columns.push_back(order_column("ordered_at", CellKind::instant, 6, OrderColumn::ordered_at));
    columns.push_back(order_column("sold_by", CellKind::text, 9, OrderColumn::sold_by));
    columns.push_back(order_column("channel", CellKind::text, 12, OrderColumn::channel));
    columns.back().values = {"counter", "online"};
    add_customer_columns(columns);
    add_consent_columns(columns, vocabulary);
    add_event_columns(columns, selection, vocabulary);
    if (!per_ticket) add_ticket_columns(columns, selection, vocabulary);
    add_sale_columns(columns, selection, vocabulary);
    if (selection.narrowing.through == SoldThrough::promotion) add_promotion_columns(columns, selection, vocabulary);
    add_money_columns(columns, selection);
    if (per_ticket) add_seat_columns(columns, vocabulary);
    const bool about_to_be_fetched = selection.type == ReportType::reserved ||
                                     selection.type == ReportType::unprinted ||
                                     selection.type == ReportType::reserved_seats;
    columns.push_back(
        order_column("expires_at", CellKind::instant, about_to_be_fetched ? 6 : 14, OrderColumn::expires_at));
    columns.push_back(
        order_column("delivery_address", CellKind::text, about_to_be_fetched ? 9 : 14, OrderColumn::delivery_address));
    if (selection.type == ReportType::deleted) add_deleted_columns(columns);
    columns.push_back(order_column("description", CellKind::text, 9, OrderColumn::description));
    columns.push_back(order_column("receipt_url", CellKind::link, 14, OrderColumn::receipt_url));
    return columns;
}

}  // namespace kartei::reports

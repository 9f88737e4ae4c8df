#include "modules/reports/guest_list.hpp"

#include <algorithm>
#include <tuple>

#include "base/text.hpp"
#include "lists/local_times.hpp"
#include "modules/customers/customer_store.hpp"
#include "modules/reports/customer_report.hpp"

namespace kartei::reports {
namespace {

using lists::append_escaped;
using lists::shown_time;
using orders::OrderColumn;

/// One line of the printed list: a ticket, or an order with its number of tickets.
struct Guest {
    std::int64_t event = 0;  ///< 0 in types with a row per order
    std::string name, order, types, entrance, section, row, seat, barcode, note, events;
    std::int64_t tickets = 1;
    bool scanned = false;
};

std::string customer_field(const ListRow& row, std::string_view field) {
    const auto position = static_cast<std::size_t>(customers::line_position(field));
    return position < row.customer_parts.size() ? std::string(row.customer_parts[position]) : std::string();
}

/// "Berg, Jan van der": the part first by which the list is sorted.
std::string name_of(const ListRow& row) {
    auto name = customer_field(row, "name");
    auto rest = customer_field(row, "first_name");
    if (const auto prefix = customer_field(row, "name_prefix"); !prefix.empty())
        rest += (rest.empty() ? "" : " ") + prefix;
    return rest.empty() ? name : name + ", " + rest;
}

std::string type_name(const Vocabulary& vocabulary, std::int64_t id) {
    const auto found = vocabulary.ticket_types.find(id);
    return found == vocabulary.ticket_types.end() ? std::string() : found->second;
}

/// How an event date is told beside others: its name and its day.
using EventWords = std::function<std::string(const events::Event&)>;

Guest guest_of(const CustomerReport& report, const ListRow& row, const EventWords& event_words) {
    Guest guest;
    guest.name = name_of(row);
    guest.order = row.order_part(OrderColumn::number);
    guest.note = row.order_part(OrderColumn::description);
    guest.tickets = row.tickets;
    if (const auto* ticket = row.ticket) {
        guest.event = ticket->event_id;
        guest.tickets = 1;
        guest.types = type_name(report.vocabulary(), ticket->ticket_type_id);
        std::tie(guest.entrance, guest.section, guest.row, guest.seat) =
            std::tie(ticket->entrance, ticket->section, ticket->row, ticket->seat);
        guest.barcode = ticket->barcode;
        guest.scanned = !ticket->scanned_at.empty();
        return guest;
    }
    std::int64_t last = 0;  // groups stand in order of event
    for (const auto& group : row.groups) {
        if (!report.selection().counts(group) || group.event_id == last) continue;
        last = group.event_id;
        guest.events += (guest.events.empty() ? "" : "; ") + event_words(report.vocabulary().events.at(last));
    }
    return guest;
}

class Page {
public:
    Page(const lists::PrintOrder& order, const CustomerReport& report, std::vector<Guest> guests)
        : order_(order),
          report_(report),
          options_(order.options),
          per_ticket_(is_per_ticket(report.selection().type)),
          guests_(std::move(guests)),
          times_(order.house.rules.time_zone) {}

    std::string html() {
        out_ = lists::page_beginning(order_, title());
        if (guests_.empty()) paragraph(words("report.print_empty"));
        for (std::size_t first = 0; first < guests_.size();) {
            auto end = first;
            while (end < guests_.size() && guests_[end].event == guests_[first].event) ++end;
            event_part(std::span(guests_).subspan(first, end - first));
            first = end;
        }
        return std::move(out_.append(lists::page_ending));
    }

private:
    std::string words(std::string_view key, const Parameters& parameters = {}) const {
        return text(options_.language, key, parameters);
    }
    bool by_seat() const { return options_.by_seat; }
    std::string title() const {
        if (!per_ticket_) return words("report.customers");
        return words(by_seat() ? "report.print_by_seat" : "report.print_by_name");
    }
    void paragraph(const std::string& text) {
        out_ += "<p>";
        append_escaped(out_, text);
        out_ += "</p>";
    }

    struct PrintedColumn {
        const char* caption;
        const char* style;
        std::string Guest::*text;
    };
    std::vector<PrintedColumn> columns() const {
        std::vector<PrintedColumn> list{{"report.print_guest", "name", &Guest::name}};
        const std::vector<PrintedColumn> seat{{"order.entrance", "seat", &Guest::entrance},
                                              {"order.section", "seat", &Guest::section},
                                              {"order.row", "seat", &Guest::row},
                                              {"order.seat", "seat", &Guest::seat}};
        if (per_ticket_) {
            list.insert(by_seat() ? list.begin() : list.end(), seat.begin(), seat.end());
            list.push_back({"order.ticket_type", "", &Guest::types});
        } else {
            list.push_back({"order.event_name", "", &Guest::events});
        }
        list.push_back({"order.order", "", &Guest::order});
        if (options_.barcode && per_ticket_) list.push_back({"order.barcode", "code", &Guest::barcode});
        list.push_back({"report.print_note", "note", &Guest::note});
        return list;
    }

    /// Name, start and place of an event date, on every sheet.
    std::string running_head(const Guest& first) {
        const auto found = report_.vocabulary().events.find(first.event);
        if (found == report_.vocabulary().events.end()) return title();
        const auto& event = found->second;
        auto head = event.name;
        if (!event.starts_at.empty()) head += " · " + shown_time(times_.local(event.starts_at), options_.language);
        for (const auto* place : {&event.hall, &event.venue})
            if (!place->empty()) head += " · " + *place;
        return head;
    }

    void event_part(std::span<const Guest> guests) {
        const auto shown = columns();
        std::int64_t tickets = 0;
        for (const auto& guest : guests) tickets += guest.tickets;
        out_ += "<section class=\"event\"><table><thead><tr class=\"running\"><th colspan=\"" +
                std::to_string(shown.size() + 2) + "\">";
        append_escaped(out_, running_head(guests.front()));
        out_ += " <span>";
        append_escaped(out_, words("report.print_guests", {{"count", std::to_string(tickets)}}));
        out_ += "</span></th></tr><tr><th class=\"here\">" + words("report.print_present") + "</th>";
        for (const auto& column : shown) heading(words(column.caption));
        heading(per_ticket_ ? "" : words("order.tickets"));
        out_ += "</tr></thead>";
        rows(guests, shown);
        out_ += "</table></section>";
    }
    void heading(const std::string& caption) {
        out_ += "<th scope=\"col\">";
        append_escaped(out_, caption);
        out_ += "</th>";
    }

    std::string group_of(const Guest& guest) const {
        if (!by_seat()) {
            const auto letter = first_characters(fold(guest.name), 1);
            return letter.empty()                         ? "–"
                   : letter[0] >= 'a' && letter[0] <= 'z' ? std::string(1, static_cast<char>(letter[0] - 'a' + 'A'))
                                                          : letter;
        }
        if (guest.section.empty() && guest.row.empty() && guest.seat.empty()) return words("report.print_unnumbered");
        return guest.entrance.empty()  ? guest.section
               : guest.section.empty() ? guest.entrance
                                       : guest.section + " · " + guest.entrance;
    }
    void rows(std::span<const Guest> guests, const std::vector<PrintedColumn>& shown) {
        std::optional<std::string> group;
        for (const auto& guest : guests) {
            if (auto here = group_of(guest); here != group) {
                out_ += group ? "</tbody><tbody>" : "<tbody>";
                out_ += "<tr><th colspan=\"" + std::to_string(shown.size() + 2) + "\" scope=\"rowgroup\">";
                append_escaped(out_, here);
                out_ += "</th></tr>";
                group = std::move(here);
            }
            row(guest, shown);
        }
        out_ += "</tbody>";
    }
    void row(const Guest& guest, const std::vector<PrintedColumn>& shown) {
        out_ += guest.scanned ? "<tr><td class=\"here yes\"></td>" : "<tr><td class=\"here\"></td>";
        for (const auto& column : shown) {
            out_ += "<td class=\"" + std::string(column.style) + "\">";
            append_escaped(out_, guest.*column.text);
            out_ += "</td>";
        }
        out_ += per_ticket_ ? "<td></td></tr>\n"
                                           : "<td class=\"number\">" + std::to_string(guest.tickets) + "</td></tr>\n";
    }

    const lists::PrintOrder& order_;
    const CustomerReport& report_;
    const lists::PrintOptions& options_;
    const bool per_ticket_;
    std::vector<Guest> guests_;
    lists::LocalTimes times_;
    std::string out_;
};

/// By event date as they begin, then by seat where that is wanted; otherwise guests stay in the order of names.
void sort_guests(std::vector<Guest>& guests, const CustomerReport& report, bool by_seat) {
    auto place_of_event = [&](const Guest& guest) {
        const auto found = report.vocabulary().events.find(guest.event);
        return found == report.vocabulary().events.end() ? std::pair<std::string, std::string>()
                                                         : std::pair(found->second.starts_at, found->second.code);
    };
    std::vector<std::pair<
        std::tuple<std::pair<std::string, std::string>, bool, std::string, std::string, std::string, std::string>,
        std::size_t>>
        keys;
    for (std::size_t i = 0; i < guests.size(); ++i) {
        const auto& guest = guests[i];
        if (!by_seat) keys.push_back({{place_of_event(guest), false, "", "", "", ""}, i});
        else
            keys.push_back({{place_of_event(guest), guest.seat.empty() && guest.row.empty(), guest.section,
                             guest.entrance, orders::order_key(guest.row), orders::order_key(guest.seat)},
                            i});
    }
    std::sort(keys.begin(), keys.end());
    std::vector<Guest> sorted;
    for (const auto& [key, index] : keys) sorted.push_back(std::move(guests[index]));
    guests = std::move(sorted);
}

}  // namespace

Result<lists::PrintedPage> print_customers(const lists::PrintOrder& order) {
    const auto& report = static_cast<const CustomerReport&>(order.list);
    const bool per_ticket = is_per_ticket(report.selection().type);
    if (order.options.by_seat && !per_ticket) return refuse_field("order", "error.report_print_by_seat");
    if (!order.options.columns.empty()) return lists::print_table(order);
    lists::LocalTimes times(order.house.rules.time_zone);
    const EventWords event_words = [&](const events::Event& event) {
        if (event.starts_at.empty()) return event.name;
        return event.name + " " + lists::shown_time(times.local(event.starts_at).substr(0, 10), order.options.language);
    };
    std::vector<Guest> guests;
    const auto more = lists::read_page(order.transaction, report, {}, lists::most_printed_rows,
                                       [&](const lists::Row& row, const lists::Place&) {
                                           guests.push_back(guest_of(report, static_cast<const ListRow&>(row), event_words));
                                           return true;
                                       });
    if (more) return lists::too_long_to_print();
    if (per_ticket) sort_guests(guests, report, order.options.by_seat);
    const auto rows = static_cast<std::int64_t>(guests.size());
    return lists::PrintedPage{Page(order, report, std::move(guests)).html(), rows};
}

}  // namespace kartei::reports

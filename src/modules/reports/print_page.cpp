#include "modules/reports/print_page.hpp"

#include <algorithm>
#include <tuple>

#include "base/text.hpp"
#include "modules/customers/customer_store.hpp"
#include "modules/reports/filter_words.hpp"
#include "modules/reports/local_times.hpp"

namespace kartei::reports {
namespace {

using orders::OrderColumn;

void append_escaped(std::string& out, std::string_view text) {
    for (char c : text) {
        switch (c) {
            case '&': out += "&amp;"; break;
            case '<': out += "&lt;"; break;
            case '>': out += "&gt;"; break;
            case '"': out += "&quot;"; break;
            default: out += c;
        }
    }
}

/// "2026-03-01T20:00:00" as people of a language write it.
std::string shown_time(std::string_view local, Language language) {
    if (local.size() < 16) return std::string(local);
    const char mark = language == Language::de ? '.' : language == Language::nl ? '-' : '/';
    std::string text(local.substr(8, 2));
    text += mark;
    text.append(local.substr(5, 2)) += mark;
    return text.append(local.substr(0, 4)).append(" ").append(local.substr(11, 5));
}

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

Guest guest_of(const CustomerReport& report, const ListRow& row) {
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
        guest.events += (guest.events.empty() ? "" : "; ") + report.vocabulary().events.at(last).code;
    }
    return guest;
}

class Page {
public:
    Page(const House& house, const Run& run, const PrintOptions& options, std::vector<Guest> guests)
        : house_(house), run_(run), options_(options), guests_(std::move(guests)), times_(house.rules.time_zone) {}

    std::string html() {
        begin();
        if (guests_.empty()) paragraph(words("report.print_empty"));
        for (std::size_t first = 0; first < guests_.size();) {
            auto end = first;
            while (end < guests_.size() && guests_[end].event == guests_[first].event) ++end;
            event_part(std::span(guests_).subspan(first, end - first));
            first = end;
        }
        return std::move(out_) + "</main></body></html>\n";
    }

private:
    std::string words(std::string_view key, const Parameters& parameters = {}) const {
        return text(options_.language, key, parameters);
    }
    bool by_seat() const { return options_.order == PrintOrder::seat; }
    std::string title() const {
        if (!is_per_ticket(run_.type())) return words("report.customers");
        return words(by_seat() ? "report.print_by_seat" : "report.print_by_name");
    }
    void paragraph(const std::string& text) {
        out_ += "<p>";
        append_escaped(out_, text);
        out_ += "</p>";
    }

    void begin() {
        out_ = "<!doctype html>\n<html lang=\"" + std::string(language_code(options_.language)) +
               "\"><head><meta charset=\"utf-8\">"
               "<meta name=\"viewport\" content=\"width=device-width\"><title>";
        append_escaped(out_, title());
        out_ += "</title><link rel=\"stylesheet\" href=\"" + options_.style_path + "\"></head><body><main><header><h1>";
        append_escaped(out_, title());
        out_ += "</h1>";
        paragraph(in_words(run_.type(), run_.filter, options_.language));
        paragraph(words("report.print_made",
                        {{"at", shown_time(times_.local(house_.now()), options_.language)}, {"by", options_.made_by}}));
        out_ += "</header>";
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
        if (is_per_ticket(run_.type())) {
            list.insert(by_seat() ? list.begin() : list.end(), seat.begin(), seat.end());
            list.push_back({"order.ticket_type", "", &Guest::types});
        } else {
            list.push_back({"order.events", "", &Guest::events});
        }
        list.push_back({"order.order", "", &Guest::order});
        if (options_.barcode && is_per_ticket(run_.type())) list.push_back({"order.barcode", "code", &Guest::barcode});
        list.push_back({"report.print_note", "note", &Guest::note});
        return list;
    }

    /// Name, start and place of an event date, on every sheet.
    std::string running_head(const Guest& first) {
        const auto found = run_.report->vocabulary().events.find(first.event);
        if (found == run_.report->vocabulary().events.end()) return title();
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
        heading(is_per_ticket(run_.type()) ? "" : words("order.tickets"));
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
        out_ += is_per_ticket(run_.type()) ? "<td></td></tr>\n"
                                           : "<td class=\"number\">" + std::to_string(guest.tickets) + "</td></tr>\n";
    }

    const House& house_;
    const Run& run_;
    const PrintOptions& options_;
    std::vector<Guest> guests_;
    LocalTimes times_;
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

Result<PrintedPage> print_page(const House& house, sql::Transaction& transaction, const Run& run,
                               const PrintOptions& options) {
    const auto& report = *run.report;
    if (options.order == PrintOrder::seat && !is_per_ticket(run.type()))
        return refuse_field("order", "error.report_print_by_seat");
    std::vector<Guest> guests;
    read_page(transaction, report, {}, most_printed_rows + 1, [&](const ListRow& row, const Place&) {
        guests.push_back(guest_of(report, row));
        return true;
    });
    if (guests.size() > most_printed_rows)
        return refuse(RefusalKind::too_large, "error.report_too_long_to_print",
                      {{"max", std::to_string(most_printed_rows)}});
    if (is_per_ticket(run.type())) sort_guests(guests, report, options.order == PrintOrder::seat);
    const auto rows = static_cast<std::int64_t>(guests.size());
    return PrintedPage{Page(house, run, options, std::move(guests)).html(), rows};
}

}  // namespace kartei::reports

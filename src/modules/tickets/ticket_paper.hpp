// What a ticket says, in words, before it becomes a page: everything in the language of who bought it. Must not know
// HTTP or how a page looks.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "audit/house.hpp"
#include "base/texts.hpp"
#include "modules/bookings/vat_groups.hpp"
#include "modules/customers/customer.hpp"
#include "modules/events/catalogue.hpp"
#include "modules/events/event.hpp"
#include "modules/orders/order.hpp"

namespace kartei::tickets {

struct TicketPaper {
    Language language = Language::de;
    std::string event, subtitle;
    std::string when;            ///< "Freitag, 01.05.2026, 20:00 Uhr"
    std::string where;           ///< "Stadttheater, Großer Saal"
    std::string door;            ///< "Eingang B", "" where the plan names none
    std::string place;           ///< "Parkett, Reihe 3, Platz 14"
    std::string type, price;     ///< "Normal, Kategorie I"; "30,00 EUR"
    std::string tax;             ///< "darin 7 % MwSt.: 1,96 EUR", "" where the house names none
    std::string promoter, holder, order;
    std::string barcode;
};

/// Papers of one house, within one transaction; what several tickets share is read once.
class TicketPapers {
public:
    TicketPapers(House& house, sql::Transaction& transaction);
    /// In the language of who bought it, or in the one that is asked for.
    TicketPaper paper(const orders::Order& order, const orders::Ticket& ticket, std::optional<Language> asked = {});

private:
    const events::Event& event(std::int64_t id);
    std::string tax_in(const TicketPaper& paper, std::int64_t gross, const events::Event& event) const;
    std::string money(std::int64_t amount, Language language) const;

    House& house_;
    sql::Transaction& transaction_;
    events::Names types_;
    std::map<std::int64_t, events::Event> events_;
    std::string tax_kind_;  ///< standard, reduced; "none"
    std::vector<bookings::VatRate> rates_;
};

/// In which language tickets of a customer are.
Language language_of(const House& house, const customers::Customer& customer);

}  // namespace kartei::tickets

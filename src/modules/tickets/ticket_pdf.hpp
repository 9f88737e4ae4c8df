// Tickets as PDF: one to a page, on A4 or on a ticket of its own size. Bars and squares are drawn, not pictures. Pure.
#pragma once

#include <string_view>

#include "modules/mailing/letterhead.hpp"
#include "modules/tickets/ticket_paper.hpp"

namespace kartei::tickets {

enum class TicketFormat { a4, ticket };
std::string_view name_of(TicketFormat format);
/// What a word does not name is a4.
TicketFormat format_named(std::string_view name);

/// At least one; `made_at` is an instant. The logo of the house stands on each ticket, its foot on a sheet.
std::string tickets_pdf(const std::vector<TicketPaper>& papers, TicketFormat format, std::string_view made_at,
                        const mailing::Letterhead& letterhead);

}  // namespace kartei::tickets

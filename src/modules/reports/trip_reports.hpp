// The lists of trips (bookings.md 5): bookings, who travels, the manifest of a trip with passports, statistics of one
// customer, the company and whoever is linked to it, all fees ever charged, what is to be followed up, turnover by a
// key, the papers that went out.
#pragma once

#include "lists/report.hpp"

namespace kartei::reports {

lists::Report bookings_report();
lists::Report participants_report();
lists::Report manifest_report();
lists::Report customer_statistics_report();
lists::Report company_view_report();
lists::Report fees_report();
lists::Report follow_ups_report();
lists::Report turnover_report();
lists::Report documents_report();
/// Kundenhistory (J-014): also of a house without trips.
lists::Report customer_history_report();

/// All of them, for the program's list; but for Kundenhistory they refuse where the house has switched trips off.
lists::Reports trip_reports();

}  // namespace kartei::reports

#include "program/demonstration/travel_terms.hpp"

#include "program/demonstration/take_over_file.hpp"
#include "program/demonstration/words.hpp"

namespace kartei::program::demonstration {
namespace {

using Line = std::vector<std::string_view>;

void write_lines(const std::string& path, const Line& columns, const std::vector<Line>& lines) {
    TakeOverFile file(path, columns);
    for (const auto& line : lines) file.whole_row(line);
}

void write_assignments(const std::string& commission, const std::string& fees, const std::vector<int>& customers,
                       Chance& chance) {
    static const Words operators{"SONNE", "MEER", "BERG", "STADT"};
    TakeOverFile lines(commission, {"customer", "operator", "commission_table"});
    TakeOverFile rules(fees, {"customer", "fee_rule"});
    for (const int number : customers) {
        const auto customer = std::to_string(number);
        if (chance.percent(4)) {
            lines.row({{"customer", customer}, {"commission_table", "STAMM"}});
            if (chance.percent(30))
                lines.row({{"customer", customer},
                           {"operator", chance.one_of(operators)},
                           {"commission_table", "FIRMA"}});
        }
        if (chance.percent(4)) rules.row({{"customer", customer}, {"fee_rule", "SERVICE"}});
    }
}

}  // namespace

void write_travel_terms(const std::function<std::string(const std::string& what)>& add,
                        const std::vector<int>& customers, Chance& chance) {
    write_lines(add("operators"), {"code", "name", "open_for_bonus", "bonus_rate"},
               {{"SONNE", "Sonnenland Reisen", "1", ""},
                {"MEER", "Meerblick Touristik", "0", ""},
                {"BERG", "Bergzeit Wanderreisen", "1", "200"},
                {"STADT", "Städte & Kultur", "0", ""},
                {"AGVER", "Agenturabrechnung", "0", ""}});
    write_lines(add("destinations"), {"code", "name", "country"},
               {{"PMI", "Mallorca", "ES"},
                {"TFS", "Teneriffa", "ES"},
                {"HER", "Kreta", "GR"},
                {"AYT", "Türkische Riviera", "TR"},
                {"FAO", "Algarve", "PT"},
                {"GAR", "Gardasee", "IT"}});
    write_lines(add("commission_tables"),
               {"code", "name", "rate", "tiers", "cancellation_rate", "cancellation_minimum", "cancellation_steps"},
               {{"STAMM", "Stammkunden", "3.00", "10000.00 4.00;25000.00 5.00", "", "", ""},
                {"FIRMA", "Firmenkunden", "5.00", "50000.00 6.50", "10.00", "25.00", "7 80.00;30 40.00"},
                {"AGENT", "Unteragenturen", "8.00", "", "", "", ""}});
    write_lines(add("fee_rules"),
               {"code", "name", "invoice_text", "kind", "occasion", "product_type", "amount", "per_participant"},
               {{"SERVICE", "Servicepauschale", "Servicepauschale", "booking", "first_entry", "", "15.00", "0"},
                {"FLUG", "Flug ausstellen", "Ticketgebühr", "service", "", "flight", "35.00", "1"},
                {"VISUM", "Visum besorgen", "Bearbeitung Visum", "service", "", "", "25.00", "1"},
                {"RUF", "Auskunft am Telefon", "Telefonische Auskunft", "booking", "phone_call", "", "5.00", "0"}});
    const auto commission = add("commission_assignments"), fees = add("fee_assignments");
    write_assignments(commission, fees, customers, chance);
}

}  // namespace kartei::program::demonstration

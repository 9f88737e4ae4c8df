#include "program/demonstration/demonstration.hpp"

#include "program/demonstration/letter_templates.hpp"
#include "program/demonstration/offers.hpp"
#include "program/demonstration/people.hpp"
#include "program/demonstration/profiles.hpp"
#include "program/demonstration/programme.hpp"
#include "program/demonstration/sales.hpp"
#include "program/demonstration/take_over_file.hpp"
#include "program/demonstration/travel_terms.hpp"
#include "program/demonstration/trips.hpp"
#include "program/demonstration/words.hpp"

namespace kartei::program {
namespace {

using namespace demonstration;

void write_postcodes(const std::string& path) {
    TakeOverFile file(path, {"country_code", "zipcode", "place"});
    for (const auto& town : towns) {
        // Files of Dutch postcodes have the digits only.
        const std::size_t kept = std::string_view(town.country) == "NL" ? 4 : 6;
        file.row({{"country_code", town.country},
                  {"zipcode", std::string(town.postcode).substr(0, kept)},
                  {"place", town.town}});
    }
}

}  // namespace

std::vector<DemonstrationFile> write_demonstration(const std::string& folder, std::uint32_t seed) {
    Chance chance(seed);
    std::vector<DemonstrationFile> files;
    auto add = [&](const std::string& what) {
        files.push_back({what, folder + "/" + what + ".csv"});
        return files.back().path;
    };
    write_postcodes(add("postcodes"));
    const auto register_path = add("customers");
    const auto customers = write_customers(register_path, chance);
    auto events = write_events(add("events"));
    write_tickets(add("tickets"), events, customers, chance);
    write_products(add("products"), events, customers, chance);
    const auto labels = add("labels"), permissions = add("permissions");
    write_labels_and_permissions(labels, permissions, customers, chance);
    const auto with_account = write_profiles(add, customers, chance);
    write_travel_terms(add, customers, chance);
    write_letter_templates(add("letter_templates"));
    note_archived(register_path, write_trips(add, customers, with_account, chance));
    write_offers(add);
    return files;
}

}  // namespace kartei::program

#include "program/demonstration/people.hpp"

#include <cstdlib>
#include <fstream>
#include <map>
#include <tuple>

#include "base/date.hpp"
#include "program/demonstration/take_over_file.hpp"
#include "program/demonstration/words.hpp"

namespace kartei::program::demonstration {
namespace {

constexpr int customer_count = 10'000;

std::string two(int number) { return (number < 10 ? "0" : "") + std::to_string(number); }

Date first_of_january(int year) { return Date{std::chrono::year{year}, std::chrono::month{1}, std::chrono::day{1}}; }

struct Person {
    const Town* home = nullptr;
    bool dutch = false, female = false, is_person = false;
    std::string first_name, prefix, name, kind;
    int number = 0;
};

class People {
public:
    explicit People(Chance& chance) : chance_(chance) {}

    std::vector<int> write(TakeOverFile& file) {
        std::vector<int> numbers;
        for (int index = 0; index < customer_count; ++index) {
            const auto person = draw_person();
            numbers.push_back(person.number);
            write_person(file, person, index);
        }
        return numbers;
    }

private:
    const Town* draw_home() {
        const int draw = chance_.below(100);
        const std::string_view country = draw < 55   ? "DE"
                                         : draw < 80 ? "NL"
                                         : draw < 88 ? "AT"
                                         : draw < 94 ? "CH"
                                                     : "BE";
        const Town* town = &chance_.one_of(towns);
        while (town->country != country) town = &chance_.one_of(towns);
        return town;
    }

    Person draw_person() {
        Person person;
        person.home = draw_home();
        const std::string_view country = person.home->country;
        person.dutch = country == "NL" || country == "BE";
        person.female = chance_.percent(54);
        person.first_name = person.dutch ? chance_.one_of(person.female ? first_names_nl_f : first_names_nl_m)
                                         : chance_.one_of(person.female ? first_names_de_f : first_names_de_m);
        if (person.dutch) std::tie(person.prefix, person.name) = chance_.one_of(names_nl);
        else person.name = chance_.one_of(names_de);
        const int draw = chance_.below(100);
        person.kind = draw < 92 ? "private" : draw < 96 ? "company" : draw < 99 ? "prospect" : "agency";
        person.is_person = person.kind == "private" || person.kind == "prospect";
        static const std::map<std::string, int> first_numbers{
            {"private", 100001}, {"company", 500001}, {"agency", 700001}, {"prospect", 800001}};
        person.number = first_numbers.at(person.kind) + counts_[person.kind]++;
        return person;
    }

    static std::string salutation(const Person& person) {
        if (!person.is_person) return person.dutch ? "" : "Firma";
        if (person.dutch) return person.female ? "Mevrouw" : "De heer";
        return person.female ? "Frau" : "Herr";
    }

    std::string company_name(const Person& person) {
        if (person.dutch) return person.name + " Reizen B.V.";
        return person.name + (chance_.percent(50) ? " Reisen GmbH" : " & Söhne");
    }

    /// The draws stand in the order of the columns: the house is the same every time.
    void write_person(TakeOverFile& file, const Person& person, int index) {
        const std::string_view country = person.home->country;
        const auto number = std::to_string(person.number);
        const std::string mail = chance_.percent(25) ? "" : "k" + number + "@post.example";
        const bool blocked = chance_.below(400) == 0;
        const bool is_person = person.is_person;
        file.row({{"number", number},
                  {"kind", person.kind},
                  {"salutation", salutation(person)},
                  {"title", is_person && chance_.percent(4) ? "Dr." : ""},
                  {"first_name", is_person ? person.first_name : ""},
                  {"name_prefix", is_person ? person.prefix : ""},
                  {"name", is_person ? person.name : company_name(person)},
                  {"addition", is_person ? "" : person.first_name + " " + person.name},
                  {"street", chance_.one_of(person.dutch ? streets_nl : streets_de)},
                  {"house_number", std::to_string(1 + chance_.below(140))},
                  {"house_number_suffix", chance_.percent(10) ? "a" : ""},
                  {"postcode", person.home->postcode},
                  {"town", person.home->town},
                  {"country", std::string(country)},
                  {"email", mail},
                  {"phone_mobile", chance_.percent(60) ? mobile(country) : ""},
                  {"phone_private", chance_.percent(40) ? landline(country) : ""},
                  {"birth_date", is_person && chance_.percent(60) ? day_after(1938, 25'000) : ""},
                  {"language", person.dutch ? "nl" : "de"},
                  {"category", chance_.one_of(categories)},
                  {"first_contact_on", day_after(2012, 5'000)},
                  {"code1", chance_.percent(12) ? "M" + std::to_string(20'000 + index) : ""},
                  {"booking_block", blocked ? "1" : "0"},
                  {"booking_block_reason", blocked ? "Rechnung seit Monaten offen" : ""}});
    }

    std::string day_after(int year, int days) {
        return write_date(add_days(first_of_january(year), chance_.below(days)));
    }

    /// Numbers that the regulators keep free for films and examples (Bundesnetzagentur; others: the country's example
    /// numbers).
    std::string mobile(std::string_view country) {
        if (country == "DE") return "0171 39200" + two(chance_.below(100));
        static const std::map<std::string_view, std::string> begins{
            {"NL", "+31 6 1234"}, {"AT", "+43 664 1234"}, {"CH", "+41 79 123 "}, {"BE", "+32 470 12 "}};
        const auto end = two(chance_.below(100));
        return begins.at(country) + end + two(chance_.below(100));
    }
    std::string landline(std::string_view country) {
        if (country == "DE") return "030 23125 " + std::to_string(100 + chance_.below(800));
        static const std::map<std::string_view, std::string> begins{
            {"NL", "+31 20 555 0"}, {"AT", "+43 1 900 0"}, {"CH", "+41 44 500 0"}, {"BE", "+32 2 555 0"}};
        return begins.at(country) + std::to_string(100 + chance_.below(900));
    }

    static inline const Words categories{"standard", "standard", "standard", "subscriber",
                                         "school",   "press",    "friend",   "group"};
    Chance& chance_;
    std::map<std::string, int> counts_;
};

}  // namespace

std::vector<int> write_customers(const std::string& path, Chance& chance) {
    TakeOverFile file(path, {"number", "kind", "salutation", "title", "first_name", "name_prefix", "name", "addition",
                             "street", "house_number", "house_number_suffix", "postcode", "town", "country", "email",
                             "phone_mobile", "phone_private", "birth_date", "language", "category", "first_contact_on",
                             "code1", "booking_block", "booking_block_reason"});
    return People(chance).write(file);
}

void note_archived(const std::string& path, const std::map<int, std::string>& last_departures) {
    std::ifstream written(path);
    std::string line, noted;
    std::getline(written, line);
    noted = line + ",archived_bookings,last_departure_on\n";
    while (std::getline(written, line)) {
        const auto known = last_departures.find(std::atoi(line.c_str()));
        noted += line + (known == last_departures.end() ? ",,\n" : ",1," + known->second + "\n");
    }
    written.close();
    std::ofstream(path) << noted;
}

void write_labels_and_permissions(const std::string& labels_path, const std::string& permissions_path,
                                  const std::vector<int>& customers, Chance& chance) {
    static const Words labels_of_house{"Freundeskreis", "Presse", "Ehrengast", "Gruppenleitung"};
    TakeOverFile labels(labels_path, {"customer", "label", "granted_at", "expires_at"});
    TakeOverFile permissions(permissions_path, {"customer", "permission", "state", "channel", "at", "source"});
    for (const int number : customers) {
        const auto customer = std::to_string(number);
        if (chance.percent(6))
            labels.row({{"customer", customer},
                        {"label", chance.one_of(labels_of_house)},
                        {"granted_at", "2025-09-01T10:00"},
                        {"expires_at", chance.percent(30) ? "2027-08-31T23:59" : ""}});
        for (const char* permission : {"Newsletter", "Post", "SMS"})
            if (chance.percent(35))
                permissions.row({{"customer", customer},
                                 {"permission", permission},
                                 {"state", chance.percent(85) ? "given" : "withdrawn"},
                                 {"channel", "email"},
                                 {"at", "2025-0" + std::to_string(1 + chance.below(9)) + "-15T09:00"},
                                 {"source", "Kundenkonto"}});
    }
}

}  // namespace kartei::program::demonstration

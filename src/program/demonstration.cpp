#include "program/demonstration.hpp"

#include <array>
#include <fstream>
#include <map>
#include <random>
#include <set>
#include <stdexcept>

#include "base/date.hpp"
#include "documents/csv_writer.hpp"

namespace kartei::program {
namespace {

using Words = std::vector<const char*>;

const Words first_names_de_f{"Anna",   "Birgit", "Charlotte", "Elke",      "Franziska", "Gabriele",
                             "Hannah", "Ingrid", "Jutta",     "Katharina", "Lena",      "Martina",
                             "Nicole", "Petra",  "Renate",    "Sabine",    "Ursula",    "Ute"};
const Words first_names_de_m{"Andreas", "Bernd", "Christian", "Dieter", "Florian",  "Günter",
                             "Hans",    "Jörg",  "Klaus",     "Lukas",  "Matthias", "Norbert",
                             "Oliver",  "Peter", "Rüdiger",   "Stefan", "Thomas",   "Uwe"};
const Words first_names_nl_f{"Anneke", "Esther",  "Femke",   "Hanneke", "Iris",  "Johanna",
                             "Lotte",  "Marieke", "Monique", "Noor",    "Sanne", "Willemijn"};
const Words first_names_nl_m{"Arie",  "Bas",  "Daan",    "Gerrit", "Henk",  "Jeroen",
                             "Joost", "Kees", "Maarten", "Pieter", "Ruben", "Wouter"};
const Words names_de{"Müller",   "Schmidt",  "Schneider", "Fischer",    "Weber",  "Meyer",     "Wagner",   "Becker",
                     "Schulz",   "Hoffmann", "Schäfer",   "Koch",       "Bauer",  "Richter",   "Klein",    "Wolf",
                     "Schröder", "Neumann",  "Schwarz",   "Zimmermann", "Braun",  "Krüger",    "Hartmann", "Lange",
                     "Groß",     "Jäger",    "Böhm",      "Weiß",       "Vogel",  "Friedrich", "Günther",  "Berger",
                     "Winkler",  "Lorenz",   "Baumann",   "Albrecht",   "Seidel", "Haas",      "Ziegler",  "Kühn",
                     "Brandt",   "Pohl",     "Engel",     "Busch",      "Voigt"};
const std::vector<std::pair<const char*, const char*>> names_nl{
    {"de", "Jong"},        {"", "Jansen"},    {"de", "Vries"},   {"van den", "Berg"},   {"van", "Dijk"},
    {"", "Bakker"},        {"", "Visser"},    {"", "Smit"},      {"", "Meijer"},        {"de", "Boer"},
    {"", "Mulder"},        {"de", "Groot"},   {"", "Bos"},       {"", "Peters"},        {"van", "Leeuwen"},
    {"", "Dekker"},        {"", "Brouwer"},   {"de", "Wit"},     {"", "Dijkstra"},      {"van der", "Meer"},
    {"van der", "Linden"}, {"", "IJsbrandy"}, {"", "Vermeulen"}, {"van den", "Heuvel"}, {"van der", "Veen"},
    {"", "Hoekstra"},      {"ter", "Braak"},  {"op de", "Hoek"}};
const Words streets_de{
    "Lindenstraße",        "Goethestraße", "Bahnhofstraße", "Gartenweg",    "Hauptstraße", "Kirchgasse",
    "Schillerplatz",       "Am Markt",     "Rosenweg",      "Mozartstraße", "Bergstraße",  "Mühlenweg",
    "Straße des 17. Juni", "Uferstraße"};
const Words streets_nl{"Kerkstraat",           "Dorpsstraat",   "Molenweg",      "Schoolstraat", "Stationsweg",
                       "Oranjelaan",           "Beatrixstraat", "Prinsengracht", "Havenkade",    "Lindelaan",
                       "Burgemeester Smitlaan"};

struct Town {
    const char *country, *postcode, *town;
};
const std::vector<Town> towns{{"DE", "10115", "Berlin"},
                              {"DE", "20095", "Hamburg"},
                              {"DE", "80331", "München"},
                              {"DE", "50667", "Köln"},
                              {"DE", "60311", "Frankfurt am Main"},
                              {"DE", "70173", "Stuttgart"},
                              {"DE", "40213", "Düsseldorf"},
                              {"DE", "04109", "Leipzig"},
                              {"DE", "01067", "Dresden"},
                              {"DE", "30159", "Hannover"},
                              {"DE", "90402", "Nürnberg"},
                              {"DE", "28195", "Bremen"},
                              {"DE", "48143", "Münster"},
                              {"DE", "79098", "Freiburg im Breisgau"},
                              {"NL", "1012 AB", "Amsterdam"},
                              {"NL", "3011 CD", "Rotterdam"},
                              {"NL", "2511 EF", "Den Haag"},
                              {"NL", "3511 GH", "Utrecht"},
                              {"NL", "5611 JK", "Eindhoven"},
                              {"NL", "9711 LM", "Groningen"},
                              {"NL", "6511 NP", "Nijmegen"},
                              {"AT", "1010", "Wien"},
                              {"AT", "8010", "Graz"},
                              {"AT", "5020", "Salzburg"},
                              {"CH", "8001", "Zürich"},
                              {"CH", "3011", "Bern"},
                              {"CH", "4001", "Basel"},
                              {"BE", "1000", "Brussel"},
                              {"BE", "9000", "Gent"},
                              {"BE", "2000", "Antwerpen"}};

/// Distributions of the standard library differ between implementations; these are the same everywhere.
class Chance {
public:
    explicit Chance(std::uint32_t seed) : random_(seed) {}
    int below(int limit) { return static_cast<int>(random_() % static_cast<std::uint32_t>(limit)); }
    bool percent(int of_hundred) { return below(100) < of_hundred; }
    template <class List>
    const auto& one_of(const List& list) {
        return list[static_cast<std::size_t>(below(static_cast<int>(list.size())))];
    }

private:
    std::mt19937 random_;
};

class File {
public:
    File(const std::string& path, std::string header) : out_(path) {
        if (!out_) throw std::runtime_error("cannot write " + path);
        out_ << header << '\n';
    }
    void row(const std::vector<std::string>& cells) {
        line_.clear();
        for (std::size_t i = 0; i < cells.size(); ++i) {
            if (i) line_ += ',';
            documents::append_text(line_, cells[i]);
        }
        out_ << line_ << '\n';
    }

private:
    std::ofstream out_;
    std::string line_;
};

std::string money(int euros) { return std::to_string(euros) + ".00"; }
std::string two(int number) { return (number < 10 ? "0" : "") + std::to_string(number); }

struct Event {
    std::string code, season;
    Date day;
    int hall, price;
    std::set<int> taken;  ///< places sold, numbered through the hall
};

struct Hall {
    const char *name, *venue;
    int rows, seats;  ///< 0 rows: unnumbered
    int capacity;
};
const std::array<Hall, 3> halls{{{"Großer Saal", "Stadttheater", 24, 36, 864},
                                 {"Kleiner Saal", "Stadttheater", 13, 16, 208},
                                 {"Studio", "Kulturfabrik", 0, 0, 150}}};

class Demonstration {
public:
    Demonstration(const std::string& folder, std::uint32_t seed) : folder_(folder), chance_(seed) {}

    std::vector<DemonstrationFile> write() {
        postcodes();
        customers();
        events();
        tickets();
        consents();
        return files_;
    }

private:
    static constexpr int customer_count = 10'000;
    static constexpr std::array<const char*, 3> seasons{"2024/25", "2025/26", "2026/27"};

    std::string add(const std::string& what) {
        files_.push_back({what, folder_ + "/" + what + ".csv"});
        return files_.back().path;
    }

    void postcodes() {
        File file(add("postcodes"), "country_code,zipcode,place");
        for (const auto& town : towns)
            file.row({town.country, std::string(town.postcode).substr(0, town.country[0] == 'N' ? 4 : 6), town.town});
    }

    void customers() {
        File file(add("customers"),
                  "number,kind,salutation,title,first_name,name_prefix,name,addition,street,house_number,house_number_"
                  "suffix,postcode,town,country,"
                  "email,phone_mobile,phone_private,birth_date,language,category,first_contact_on,code1,booking_block,"
                  "booking_block_reason");
        for (int i = 0; i < customer_count; ++i) customer(file, i);
    }

    void customer(File& file, int index) {
        const int country_draw = chance_.below(100);
        const char* country = country_draw < 55   ? "DE"
                              : country_draw < 80 ? "NL"
                              : country_draw < 88 ? "AT"
                              : country_draw < 94 ? "CH"
                                                  : "BE";
        const Town* town = &chance_.one_of(towns);
        while (std::string_view(town->country) != country) town = &chance_.one_of(towns);
        const bool dutch = std::string_view(country) == "NL" || std::string_view(country) == "BE";
        const bool female = chance_.percent(54);
        const std::string first = dutch ? chance_.one_of(female ? first_names_nl_f : first_names_nl_m)
                                        : chance_.one_of(female ? first_names_de_f : first_names_de_m);
        std::string prefix, name;
        if (dutch) std::tie(prefix, name) = chance_.one_of(names_nl);
        else name = chance_.one_of(names_de);
        const int kind_draw = chance_.below(100);
        const std::string kind = kind_draw < 92   ? "private"
                                 : kind_draw < 96 ? "company"
                                 : kind_draw < 99 ? "prospect"
                                                  : "agency";
        const bool person = kind == "private" || kind == "prospect";
        const int base = kind == "private" ? 100001 : kind == "company" ? 500001 : kind == "agency" ? 700001 : 800001;
        const int number = base + counts_[kind]++;
        numbers_.push_back(number);
        const std::string mail = chance_.percent(25) ? "" : "k" + std::to_string(number) + "@post.example";
        const bool blocked = chance_.below(400) == 0;
        file.row({std::to_string(number),
                  kind,
                  person  ? (dutch ? (female ? "Mevrouw" : "De heer") : (female ? "Frau" : "Herr"))
                  : dutch ? ""
                          : "Firma",
                  person && chance_.percent(4) ? "Dr." : "",
                  person ? first : "",
                  person ? prefix : "",
                  person ? name
                         : name + (dutch                 ? " Reizen B.V."
                                   : chance_.percent(50) ? " Reisen GmbH"
                                                         : " & Söhne"),
                  person ? "" : first + " " + name,
                  chance_.one_of(dutch ? streets_nl : streets_de),
                  std::to_string(1 + chance_.below(140)),
                  chance_.percent(10) ? "a" : "",
                  town->postcode,
                  town->town,
                  country,
                  mail,
                  chance_.percent(60) ? mobile(country) : "",
                  chance_.percent(40) ? landline(country) : "",
                  person && chance_.percent(60)
                      ? write_date(add_days(Date{std::chrono::year{1938}, std::chrono::month{1}, std::chrono::day{1}},
                                            chance_.below(25'000)))
                      : "",
                  dutch ? "nl" : "de",
                  chance_.one_of(
                      Words{"standard", "standard", "standard", "subscriber", "school", "press", "friend", "group"}),
                  write_date(add_days(Date{std::chrono::year{2012}, std::chrono::month{1}, std::chrono::day{1}},
                                      chance_.below(5'000))),
                  chance_.percent(12) ? "M" + std::to_string(20'000 + index) : "",
                  blocked ? "1" : "0",
                  blocked ? "Rechnung seit Monaten offen" : ""});
    }

    /// Numbers that the regulators keep free for films and examples (Bundesnetzagentur; others: the country's example
    /// numbers).
    std::string mobile(std::string_view country) {
        if (country == "DE") return "0171 39200" + two(chance_.below(100));
        return (country == "NL"   ? "+31 6 1234"
                : country == "AT" ? "+43 664 1234"
                : country == "CH" ? "+41 79 123 "
                                  : "+32 470 12 ") +
               two(chance_.below(100)) + two(chance_.below(100));
    }
    std::string landline(std::string_view country) {
        if (country == "DE") return "030 23125 " + std::to_string(100 + chance_.below(800));
        return (country == "NL"   ? "+31 20 555 0"
                : country == "AT" ? "+43 1 900 0"
                : country == "CH" ? "+41 44 500 0"
                                  : "+32 2 555 0") +
               std::to_string(100 + chance_.below(900));
    }

    void events() {
        static const Words titles{"Die Zauberflöte",
                                  "Faust",
                                  "Carmen",
                                  "Der fliegende Holländer",
                                  "Ein Sommernachtstraum",
                                  "Sinfoniekonzert",
                                  "Kabarettabend",
                                  "Weihnachtskonzert",
                                  "La Traviata",
                                  "Dans in de stad",
                                  "Kinderkonzert",
                                  "Jazz im Studio",
                                  "Lesung am Abend",
                                  "Gala",
                                  "Requiem"};
        static const Words genres{"opera", "drama", "opera",    "opera", "drama",   "concert", "cabaret", "concert",
                                  "opera", "dance", "children", "jazz",  "reading", "gala",    "concert"};
        static const Words promoters{"Stadttheater Musterstadt", "Konzertbüro Nord", "Kulturkring Zuid",
                                     "Kulturfabrik e. V."};
        File file(add("events"),
                  "code,name,subtitle,production,season,promoter,venue,hall,starts_at,ends_at,genres,tags,capacity");
        for (int season = 0; season < 3; ++season) {
            for (int i = 0; i < 40; ++i) {
                const auto title = static_cast<std::size_t>((i * 7 + season * 3) % static_cast<int>(titles.size()));
                const int hall = i % 5 < 3 ? 0 : i % 5 == 3 ? 1 : 2;
                const auto day =
                    add_days(Date{std::chrono::year{2024 + season}, std::chrono::month{9}, std::chrono::day{5}},
                             i * 7 + (i % 3));
                Event event{"S" + std::to_string(24 + season) + "-" + two(i + 1),
                            seasons[static_cast<std::size_t>(season)],
                            day,
                            hall,
                            18 + 6 * static_cast<int>(title % 6),
                            {}};
                const std::string hour = title == 10 ? "T15:00" : "T19:30";
                std::string production = titles[title];
                if (title < 4 || title == 8) production += ";Großes Musiktheater";  // an offer that crosses productions
                file.row({event.code, titles[title], i % 6 == 0 ? "Premiere" : "", production, event.season,
                          promoters[static_cast<std::size_t>(hall == 2 ? 3 : i % 3)],
                          halls[static_cast<std::size_t>(hall)].venue, halls[static_cast<std::size_t>(hall)].name,
                          write_date(day) + hour, write_date(day) + (title == 10 ? "T16:30" : "T22:00"), genres[title],
                          i % 6 == 0   ? "premiere"
                          : i % 9 == 0 ? "barrier-free"
                                       : "",
                          std::to_string(halls[static_cast<std::size_t>(hall)].capacity)});
                events_.push_back(std::move(event));
            }
        }
    }

    /// A free place of an event date; -1 when it is sold out.
    int free_place(Event& event) {
        const int capacity = halls[static_cast<std::size_t>(event.hall)].capacity;
        if (static_cast<int>(event.taken.size()) >= capacity - 5) return -1;
        int place = chance_.below(capacity);
        while (event.taken.contains(place)) place = (place + 1) % capacity;
        event.taken.insert(place);
        return place;
    }

    struct Sale {
        std::string order, customer, ordered_at, sold_by, channel, payment, paid, description, expires_at,
            delete_on_expiry, delivery;
        std::string state, subscription, subscription_season, subscription_kind, promotion;
        bool printed = false, scanned = false, refunded = false;
    };

    void ticket(File& file, const Sale& sale, const Event& event, int place, int price, const std::string& type,
                const std::string& state, int seat_set) {
        const auto& hall = halls[static_cast<std::size_t>(event.hall)];
        const int row = hall.rows ? place / hall.seats : 0, seat = hall.rows ? place % hall.seats + 1 : 0;
        const std::string row_name = !hall.rows        ? ""
                                     : event.hall == 1 ? std::string(1, static_cast<char>('A' + row))
                                                       : std::to_string(row + 1);
        const bool over = write_date(event.day) < "2026-11-01";
        const bool scanned = over && state == "sold" && chance_.percent(88);
        const auto at = write_date(event.day) + "T19:1" + std::to_string(chance_.below(10));
        const auto id = std::to_string(++tickets_);
        file.row({"T" + id,
                  sale.order,
                  sale.customer,
                  sale.ordered_at,
                  sale.sold_by,
                  sale.channel,
                  event.code,
                  type,
                  type == "Freikarte" ? "free"
                  : type == "Normal"  ? "standard"
                                      : "discounts",
                  money(price),
                  price > 0 && sale.channel == "online" ? "1.50" : "0.00",
                  !hall.rows               ? ""
                  : seat <= hall.seats / 2 ? "Eingang links"
                                           : "Eingang rechts",
                  !hall.rows                ? ""
                  : row < hall.rows * 2 / 3 ? "Parkett"
                                            : "Rang",
                  row_name,
                  hall.rows ? std::to_string(seat) : "",
                  !hall.rows ? ""
                  : row < 6  ? "I"
                  : row < 14 ? "II"
                             : "III",
                  state == "deleted" ? "" : "8" + std::to_string(100'000'000 + tickets_),
                  state,
                  sale.printed ? "1" : "0",
                  sale.printed ? sale.ordered_at : "",
                  scanned ? at : "",
                  scanned ? "Einlass " + std::to_string(1 + place % 3) : "",
                  sale.subscription,
                  sale.subscription_season,
                  sale.subscription_kind,
                  seat_set ? std::to_string(seat_set) : "",
                  sale.promotion,
                  sale.expires_at,
                  sale.delete_on_expiry,
                  state == "deleted" ? sale.ordered_at : "",
                  state == "deleted" ? "kasse1" : "",
                  sale.refunded && state == "deleted" ? money(price) : "",
                  sale.description,
                  sale.payment,
                  sale.paid,
                  sale.delivery});
    }

    Sale new_sale(const Date& day) {
        Sale sale;
        sale.order = std::to_string(300'000 + ++orders_);
        sale.customer = chance_.percent(3) ? "" : std::to_string(chance_.one_of(numbers_));
        sale.channel = chance_.percent(65) ? "online" : "counter";
        sale.sold_by = sale.channel == "online" ? "web" : chance_.percent(50) ? "kasse1" : "kasse2";
        sale.ordered_at = write_date(add_days(day, -1 - chance_.below(70))) + "T" + two(9 + chance_.below(9)) + ":" +
                          two(chance_.below(60));
        return sale;
    }

    void tickets() {
        File file(add("tickets"),
                  "ticket,order,customer,ordered_at,sold_by,channel,event,ticket_type,ticket_group,price,fee,entrance,"
                  "section,row,seat,price_zone,barcode,state,"
                  "print_count,printed_at,scanned_at,scanned_by,subscription,subscription_season,subscription_kind,"
                  "seat_set,promotion,expires_at,"
                  "delete_on_expiry,deleted_at,deleted_by,refunded,description,payment_type,paid,delivery_address");
        for (int season = 0; season < 3; ++season) subscriptions(file, season);
        for (int tries = 0; tickets_ < 60'000 && tries < 200'000; ++tries) single_sale(file);
        products();
    }

    /// Fixed subscriptions keep one place over all their event dates; flexible ones choose.
    void subscriptions(File& file, int season) {
        static constexpr std::array<const char*, 2> fixed{"Abo Donnerstag", "Abo Premiere"};
        for (int which = 0; which < 2; ++which) {
            std::vector<Event*> dates;
            for (auto& event : events_)
                if (event.season == seasons[static_cast<std::size_t>(season)] && event.hall == 0 &&
                    (which == 0 ? dates.size() < 6 : true))
                    dates.push_back(&event);
            if (which == 1) dates.erase(dates.begin(), dates.begin() + static_cast<std::ptrdiff_t>(dates.size()) - 4);
            for (int holder = 0; holder < 110; ++holder) {
                auto sale = new_sale(dates.front()->day);
                sale.customer =
                    std::to_string(numbers_[static_cast<std::size_t>((holder * 37 + which * 1009) % customer_count)]);
                sale.subscription = fixed[static_cast<std::size_t>(which)];
                sale.subscription_season = seasons[static_cast<std::size_t>(season)];
                sale.subscription_kind = "fixed";
                sale.printed = chance_.percent(80);
                const int seats = 1 + chance_.below(2);
                sale.paid = money(seats * static_cast<int>(dates.size()) * 20);
                sale.payment = "invoice";
                for (int set = 1; set <= seats; ++set) {
                    const int place = holder * 3 + set + which * 340;
                    for (auto* event : dates)
                        if (event->taken.insert(place).second)
                            ticket(file, sale, *event, place, 20, "Abonnement", holder % 40 == 39 ? "reserved" : "sold",
                                   set);
                }
            }
        }
        for (int holder = 0; holder < 80; ++holder) {
            auto sale = new_sale(events_[static_cast<std::size_t>(season * 40)].day);
            sale.subscription = "Wahl-Abo";
            sale.subscription_season = seasons[static_cast<std::size_t>(season)];
            sale.subscription_kind = "flexible";
            sale.paid = "80.00";
            sale.payment = "direct_debit";
            for (int i = 0; i < 4; ++i) {
                auto& event = events_[static_cast<std::size_t>(season * 40 + chance_.below(40))];
                if (const int place = free_place(event); place >= 0)
                    ticket(file, sale, event, place, 20, "Abonnement", "sold", 0);
            }
        }
    }

    void single_sale(File& file) {
        auto& event = events_[static_cast<std::size_t>(chance_.below(static_cast<int>(events_.size())))];
        const int draw = chance_.below(100);
        const std::string state = draw < 80 ? "sold" : draw < 91 ? "reserved" : "deleted";
        auto sale = new_sale(event.day);
        const bool free = state == "sold" && chance_.percent(5);
        const int count = 1 + chance_.below(4);
        const int price = free ? 0 : chance_.percent(20) ? event.price / 2 : event.price;
        sale.printed = state != "reserved" && chance_.percent(70);
        sale.refunded = state == "deleted";
        sale.payment = state == "reserved" ? "" : free ? "" : chance_.percent(60) ? "credit_card" : "cash";
        sale.promotion = chance_.percent(8) ? chance_.one_of(Words{"Frühbucher", "Studierende", "Zomeractie"}) : "";
        if (state == "reserved")
            sale.expires_at = write_date(add_days(event.day, -3)) + "T12:00",
            sale.delete_on_expiry = chance_.percent(50) ? "1" : "0";
        if (chance_.percent(4))
            sale.description =
                chance_.one_of(Words{"Rollstuhlplatz am Gang", "Gruppe, bitte zusammen", "Kaarten aan de kassa"});
        if (chance_.percent(3)) sale.delivery = "Hotel Adler, Marktplatz 1, 10115 Berlin";
        sale.paid = state == "reserved" ? (chance_.percent(20) ? money(price) : "0.00") : money(price * count);
        const std::string type = free ? "Freikarte" : price < event.price ? "Ermäßigt" : "Normal";
        const bool one_back = state == "sold" && count > 1 && chance_.percent(4);
        for (int i = 0; i < count; ++i) {
            const int place = free_place(event);
            if (place < 0) return;
            const bool deleted = state == "deleted" || (one_back && i == 0);
            if (deleted) event.taken.erase(place);
            sale.refunded = deleted;
            ticket(file, sale, event, place, price, type, deleted ? "deleted" : state, 0);
        }
    }

    void products() {
        File file(add("products"), "order,customer,product,sku,event,quantity,unit_price,vat_rate,state,sold_at");
        for (int i = 0; i < 900; ++i) {
            const auto& event = chance_.one_of(events_);
            const bool dinner = chance_.percent(30);
            file.row({std::to_string(900'000 + i), std::to_string(chance_.one_of(numbers_)),
                      dinner ? "Theaterdinner" : "Programmheft", dinner ? "DIN" : "PRG", event.code,
                      std::to_string(1 + chance_.below(3)), dinner ? "39.00" : "4.50", dinner ? "19" : "7", "sold",
                      write_date(event.day) + "T18:30"});
        }
    }

    void consents() {
        File labels(add("labels"), "customer,label,granted_at,expires_at");
        File permissions(add("permissions"), "customer,permission,state,channel,at,source");
        for (const int number : numbers_) {
            if (chance_.percent(6))
                labels.row({std::to_string(number),
                            chance_.one_of(Words{"Freundeskreis", "Presse", "Ehrengast", "Gruppenleitung"}),
                            "2025-09-01T10:00", chance_.percent(30) ? "2027-08-31T23:59" : ""});
            for (const char* permission : {"Newsletter", "Post", "SMS"})
                if (chance_.percent(35))
                    permissions.row({std::to_string(number), permission, chance_.percent(85) ? "given" : "withdrawn",
                                     "email", "2025-0" + std::to_string(1 + chance_.below(9)) + "-15T09:00",
                                     "Kundenkonto"});
        }
    }

    std::string folder_;
    Chance chance_;
    std::vector<DemonstrationFile> files_;
    std::vector<int> numbers_;
    std::map<std::string, int> counts_;
    std::vector<Event> events_;
    int orders_ = 0, tickets_ = 0;
};

}  // namespace

std::vector<DemonstrationFile> write_demonstration(const std::string& folder, std::uint32_t seed) {
    return Demonstration(folder, seed).write();
}

}  // namespace kartei::program

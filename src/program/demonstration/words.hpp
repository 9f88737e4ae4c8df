// The invented names, streets and towns of the demonstration house. Towns and their postcodes are real, persons are
// not.
#pragma once

#include <utility>
#include <vector>

namespace kartei::program::demonstration {

using Words = std::vector<const char*>;

inline const Words first_names_de_f{"Anna",   "Birgit", "Charlotte", "Elke",      "Franziska", "Gabriele",
                             "Hannah", "Ingrid", "Jutta",     "Katharina", "Lena",      "Martina",
                             "Nicole", "Petra",  "Renate",    "Sabine",    "Ursula",    "Ute"};
inline const Words first_names_de_m{"Andreas", "Bernd", "Christian", "Dieter", "Florian",  "Günter",
                             "Hans",    "Jörg",  "Klaus",     "Lukas",  "Matthias", "Norbert",
                             "Oliver",  "Peter", "Rüdiger",   "Stefan", "Thomas",   "Uwe"};
inline const Words first_names_nl_f{"Anneke", "Esther",  "Femke",   "Hanneke", "Iris",  "Johanna",
                             "Lotte",  "Marieke", "Monique", "Noor",    "Sanne", "Willemijn"};
inline const Words first_names_nl_m{"Arie",  "Bas",  "Daan",    "Gerrit", "Henk",  "Jeroen",
                             "Joost", "Kees", "Maarten", "Pieter", "Ruben", "Wouter"};
inline const Words names_de{
    "Müller",   "Schmidt",    "Schneider", "Fischer", "Weber",    "Meyer",   "Wagner", "Becker",   "Schulz",
    "Hoffmann", "Schäfer",    "Koch",      "Bauer",   "Richter",  "Klein",   "Wolf",   "Schröder", "Neumann",
    "Schwarz",  "Zimmermann", "Braun",     "Krüger",  "Hartmann", "Lange",   "Groß",   "Jäger",    "Böhm",
    "Weiß",     "Vogel",      "Friedrich", "Günther", "Berger",   "Winkler", "Lorenz", "Baumann",  "Albrecht",
    "Seidel",   "Haas",       "Ziegler",   "Kühn",    "Brandt",   "Pohl",    "Engel",  "Busch",    "Voigt"};
inline const std::vector<std::pair<const char*, const char*>> names_nl{
    {"de", "Jong"},        {"", "Jansen"},    {"de", "Vries"},   {"van den", "Berg"},   {"van", "Dijk"},
    {"", "Bakker"},        {"", "Visser"},    {"", "Smit"},      {"", "Meijer"},        {"de", "Boer"},
    {"", "Mulder"},        {"de", "Groot"},   {"", "Bos"},       {"", "Peters"},        {"van", "Leeuwen"},
    {"", "Dekker"},        {"", "Brouwer"},   {"de", "Wit"},     {"", "Dijkstra"},      {"van der", "Meer"},
    {"van der", "Linden"}, {"", "IJsbrandy"}, {"", "Vermeulen"}, {"van den", "Heuvel"}, {"van der", "Veen"},
    {"", "Hoekstra"},      {"ter", "Braak"},  {"op de", "Hoek"}};
inline const Words streets_de{
    "Lindenstraße",        "Goethestraße", "Bahnhofstraße", "Gartenweg",    "Hauptstraße", "Kirchgasse",
    "Schillerplatz",       "Am Markt",     "Rosenweg",      "Mozartstraße", "Bergstraße",  "Mühlenweg",
    "Straße des 17. Juni", "Uferstraße"};
inline const Words streets_nl{"Kerkstraat",           "Dorpsstraat",   "Molenweg",      "Schoolstraat", "Stationsweg",
                       "Oranjelaan",           "Beatrixstraat", "Prinsengracht", "Havenkade",    "Lindelaan",
                       "Burgemeester Smitlaan"};

struct Town {
    const char *country, *postcode, *town;
};
inline const std::vector<Town> towns{{"DE", "10115", "Berlin"},
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

}  // namespace kartei::program::demonstration

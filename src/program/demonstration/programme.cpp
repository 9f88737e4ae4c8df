#include "program/demonstration/programme.hpp"

#include "program/demonstration/take_over_file.hpp"
#include "program/demonstration/words.hpp"

namespace kartei::program::demonstration {
namespace {

struct Piece {
    const char *title, *genre;
    bool music_theatre = false;  ///< belongs to an offer that crosses productions
    bool for_children = false;   ///< in the afternoon
};
const std::vector<Piece> pieces{{"Die Zauberflöte", "opera", true},
                                {"Faust", "drama", true},
                                {"Carmen", "opera", true},
                                {"Der fliegende Holländer", "opera", true},
                                {"Ein Sommernachtstraum", "drama"},
                                {"Sinfoniekonzert", "concert"},
                                {"Kabarettabend", "cabaret"},
                                {"Weihnachtskonzert", "concert"},
                                {"La Traviata", "opera", true},
                                {"Dans in de stad", "dance"},
                                {"Kinderkonzert", "children", false, true},
                                {"Jazz im Studio", "jazz"},
                                {"Lesung am Abend", "reading"},
                                {"Gala", "gala"},
                                {"Requiem", "concert"}};
const Words promoters{"Stadttheater Musterstadt", "Konzertbüro Nord", "Kulturkring Zuid", "Kulturfabrik e. V."};

const char* tag(int index) {
    if (index % 6 == 0) return "premiere";
    return index % 9 == 0 ? "barrier-free" : "";
}

std::string code(int season, int index) {
    const auto number = std::to_string(index + 1);
    return "S" + std::to_string(24 + season) + (number.size() < 2 ? "-0" : "-") + number;
}

EventDate event_date(int season, int index, std::size_t piece) {
    const Date opening{std::chrono::year{2024 + season}, std::chrono::month{9}, std::chrono::day{5}};
    const std::size_t hall = index % 5 < 3 ? 0 : index % 5 == 3 ? 1 : 2;
    return {code(season, index),
            seasons[static_cast<std::size_t>(season)],
            add_days(opening, index * 7 + (index % 3)),
            hall,
            18 + 6 * static_cast<int>(piece % 6),
            {}};
}

void write_event(TakeOverFile& file, const EventDate& event, const Piece& piece, int index) {
    const auto& hall = halls[event.hall];
    const auto day = write_date(event.day);
    file.row({{"code", event.code},
              {"name", piece.title},
              {"subtitle", index % 6 == 0 ? "Premiere" : ""},
              {"production", std::string(piece.title) + (piece.music_theatre ? ";Großes Musiktheater" : "")},
              {"season", event.season},
              {"promoter", promoters[static_cast<std::size_t>(event.hall == 2 ? 3 : index % 3)]},
              {"venue", hall.venue},
              {"hall", hall.name},
              {"starts_at", day + (piece.for_children ? "T15:00" : "T19:30")},
              {"ends_at", day + (piece.for_children ? "T16:30" : "T22:00")},
              {"genres", piece.genre},
              {"tags", tag(index)},
              {"capacity", std::to_string(hall.capacity)}});
}

}  // namespace

int EventDate::take_place(Chance& chance) {
    const int capacity = halls[hall].capacity;
    if (static_cast<int>(taken.size()) >= capacity - 5) return -1;
    int place = chance.below(capacity);
    while (taken.contains(place)) place = (place + 1) % capacity;
    taken.insert(place);
    return place;
}

std::vector<EventDate> write_events(const std::string& path) {
    TakeOverFile file(path, {"code", "name", "subtitle", "production", "season", "promoter", "venue", "hall",
                             "starts_at", "ends_at", "genres", "tags", "capacity"});
    std::vector<EventDate> events;
    for (int season = 0; season < static_cast<int>(seasons.size()); ++season)
        for (int index = 0; index < dates_in_season; ++index) {
            const auto piece = static_cast<std::size_t>(index * 7 + season * 3) % pieces.size();
            write_event(file, events.emplace_back(event_date(season, index, piece)), pieces[piece], index);
        }
    return events;
}

}  // namespace kartei::program::demonstration

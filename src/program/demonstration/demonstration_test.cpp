// The files of the demonstration house.
#include <gmock/gmock.h>

#include <filesystem>
#include <fstream>
#include <map>

#include "program/demonstration/demonstration.hpp"
#include "tests/support/databases.hpp"

namespace kartei::program {
namespace {

using Lines = std::vector<std::map<std::string, std::string>>;

/// Cells by heading; of files in which no cell holds a line break.
Lines lines_of(const std::string& path) {
    std::ifstream file(path);
    const auto cells = [](const std::string& line) {
        std::vector<std::string> all(1);
        bool quoted = false;
        for (const char c : line) {
            if (c == '"') quoted = !quoted;
            else if (c == ',' && !quoted) all.emplace_back();
            else if (c != '\r') all.back() += c;
        }
        return all;
    };
    std::string line;
    std::getline(file, line);
    const auto headings = cells(line);
    Lines lines;
    while (std::getline(file, line)) {
        const auto row = cells(line);
        if (row.size() != headings.size()) continue;
        for (std::size_t i = 0; i < row.size(); ++i) (i == 0 ? lines.emplace_back() : lines.back())[headings[i]] = row[i];
    }
    return lines;
}

// J-201: old bookings that are settled lie in the archive, and the profiles of their customers say so
TEST(Demonstration, HasBookingsInTheArchive) {
    const auto folder = test::temporary_path("");
    std::filesystem::create_directories(folder);
    Lines bookings, register_lines;
    for (const auto& file : write_demonstration(folder.string())) {
        if (file.what == "bookings") bookings = lines_of(file.path);
        if (file.what == "customers") register_lines = lines_of(file.path);
    }
    std::map<std::string, std::string> last_departures;
    for (const auto& line : bookings) {
        if (line.at("archived_on").empty()) continue;
        EXPECT_LT(line.at("returns_on"), line.at("archived_on"));
        auto& last = last_departures[line.at("customer")];
        last = std::max(last, line.at("departs_on"));
    }
    EXPECT_GT(last_departures.size(), 20u);
    std::size_t noted = 0;
    for (const auto& line : register_lines) {
        const auto known = last_departures.find(line.at("number"));
        EXPECT_EQ(line.at("archived_bookings"), known == last_departures.end() ? "" : "1");
        if (known == last_departures.end()) continue;
        EXPECT_EQ(line.at("last_departure_on"), known->second);
        ++noted;
    }
    EXPECT_GT(noted, last_departures.size() / 2);
    std::filesystem::remove_all(folder);
}

}  // namespace
}  // namespace kartei::program

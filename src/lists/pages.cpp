#include "lists/pages.hpp"

#include <algorithm>
#include <charconv>

namespace kartei::lists {
namespace {

/// Rows that are read through to get to a page while the totals are not known yet.
constexpr std::int64_t most_read_through = 5000;

audit::Key key_of(const House& house) {
    const auto hash = house.keys.blind_index("report_run.cursor", "");
    audit::Key key{};
    for (std::size_t i = 0; i < key.size(); ++i)
        std::from_chars(hash.data() + 2 * i, hash.data() + 2 * i + 2, key[i], 16);
    return key;
}

std::string seal_place(const Run& run) { return "report_run|" + std::to_string(run.id) + "|cursor"; }

std::string cursor_of(const House& house, const Run& run, const PagePlace& place) {
    const auto text = std::to_string(place.row) + ';' + std::to_string(place.start.skip) + ';' +
                      place.start.after;
    auto sealed = audit::seal(key_of(house), text, seal_place(run));
    std::replace(sealed.begin(), sealed.end(), '+', '-');
    std::replace(sealed.begin(), sealed.end(), '/', '_');
    return sealed;
}

std::optional<PagePlace> read_cursor(const House& house, const Run& run, std::string cursor) {
    std::replace(cursor.begin(), cursor.end(), '-', '+');
    std::replace(cursor.begin(), cursor.end(), '_', '/');
    const auto text = audit::unseal(key_of(house), cursor, seal_place(run));
    if (!text) return std::nullopt;
    PagePlace place;
    const char *at = text->data(), *end = at + text->size();
    at = std::from_chars(at, end, place.row).ptr + 1;
    at = std::from_chars(at, end, place.start.skip).ptr + 1;
    place.start.after.assign(at, static_cast<std::size_t>(end - at));
    return place;
}

}  // namespace

Result<PagePlace> place_of(const House& house, const Run& run, const PageWanted& wanted) {
    if (wanted.cursor) {
        if (auto place = read_cursor(house, run, *wanted.cursor)) return *place;
        return refuse_field("cursor", "error.report_bad_cursor");
    }
    const auto known = run.nearest(wanted.offset);
    const auto gap = wanted.offset - known.row;
    if (gap > most_read_through && !run.counts().totals)
        return refuse(RefusalKind::unavailable, "error.report_counting");
    return PagePlace{wanted.offset, {known.start.after, known.start.skip + gap}};
}

void write_row(const std::vector<Column>& columns, const std::vector<RowKey>& keys, const Row& row, JsonCells& cells) {
    auto& json = cells.json();
    json.begin_object();
    for (const auto& key : keys)
        if (const auto id = key.of(row)) json.name(key.name).integer(id);
    for (const auto& column : columns) {
        json.name(column.name);
        column.write(row, cells);
    }
    json.end_object();
}

void write_page(const House& house, sql::Transaction& transaction, Run& run, const PagePlace& place, int limit,
                std::string& out, web::JsonWriter& json) {
    json.name("rows");
    std::int64_t rows = 0;
    JsonCells cells(out, house.rules.currency_digits);
    cells.json().begin_array();
    const auto next = read_page(transaction, *run.list, place.start, limit, [&](const Row& row, const Place&) {
        write_row(run.list->columns(), run.list->keys(), row, cells);
        ++rows;
        return true;
    });
    cells.json().end_array();
    json.raw("");  // the array went out through the cells' own writer: a comma follows
    json.name("cursor");
    if (!next) {
        json.null();
        return;
    }
    const PagePlace end{place.row + rows, *next};
    run.remember(end.row, end.start);
    json.text(cursor_of(house, run, end));
}

nlohmann::json columns_json(const std::vector<Column>& columns, Language language) {
    auto all = nlohmann::json::array();
    for (const auto& column : columns) {
        nlohmann::json json{{"name", column.name},
                            {"caption", caption_of(column, language)},
                            {"priority", column.priority},
                            {"kind", name_of(column.kind)}};
        if (column.width) json["width"] = column.width;
        for (const auto value : column.values) json["values"][std::string(value)] = words_of(column, value, language);
        all.push_back(std::move(json));
    }
    return all;
}

}  // namespace kartei::lists

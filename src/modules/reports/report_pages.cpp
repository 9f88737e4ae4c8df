#include "modules/reports/report_pages.hpp"

#include <algorithm>
#include <charconv>

#include "modules/reports/export_cells.hpp"

namespace kartei::reports {
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
                      place.start.after.name_key + '\x1f' + place.start.after.order_key;
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
    const std::string_view keys(at, static_cast<std::size_t>(end - at));
    const auto middle = keys.find('\x1f');
    place.start.after = {std::string(keys.substr(0, middle)), std::string(keys.substr(middle + 1))};
    return place;
}

std::string_view name_of(CellKind kind) {
    switch (kind) {
        case CellKind::text: return "text";
        case CellKind::integer: return "integer";
        case CellKind::money: return "money";
        case CellKind::date: return "date";
        case CellKind::instant: return "instant";
        case CellKind::link: return "link";
    }
    return "";
}

void write_row(const CustomerReport& report, const ListRow& row, bool ids, JsonCells& cells) {
    auto& json = cells.json();
    json.begin_object();
    if (ids) {
        json.name("_order").integer(row.order_id).name("_customer").integer(row.customer_id);
        if (row.ticket) json.name("_ticket").integer(row.ticket->id);
    }
    for (const auto& column : report.columns()) {
        json.name(column.name);
        column.write(row, cells);
    }
    json.end_object();
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

void write_page(const House& house, sql::Transaction& transaction, Run& run, const PagePlace& place, int limit,
                bool ids, std::string& out, web::JsonWriter& json) {
    json.name("rows");
    std::int64_t rows = 0;
    JsonCells cells(out, house.rules.currency_digits);
    cells.json().begin_array();
    const auto next = read_page(transaction, *run.report, place.start, limit, [&](const ListRow& row, const Place&) {
        write_row(*run.report, row, ids, cells);
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

void write_columns(const CustomerReport& report, Language language, web::JsonWriter& json) {
    json.name("columns").begin_array();
    for (const auto& column : report.columns()) {
        json.begin_object().name("name").text(column.name).name("caption").text(caption_of(column, language));
        json.name("priority").integer(column.priority).name("kind").text(name_of(column.kind));
        if (!column.values.empty()) {
            json.name("values").begin_object();
            for (const auto value : column.values) json.name(value).text(words_of(column, value, language));
            json.end_object();
        }
        json.end_object();
    }
    json.end_array();
}

}  // namespace kartei::reports

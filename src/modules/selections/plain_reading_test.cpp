#include <algorithm>
#include <set>

#include "modules/selections/plain_reading.hpp"

namespace kartei::selections {
namespace {

using std::string;

const string today = "2026-03-01";  // the clock of the tests stands still

std::vector<json> several(const json& value) {
    return value.is_array() ? value.get<std::vector<json>>() : std::vector<json>{value};
}

}  // namespace

const std::vector<PlainRow>& PlainReading::rows_of(const string& name, std::int64_t id) const {
    static const std::vector<PlainRow> none;
    const auto rows = house_.rows.find(name);
    if (rows == house_.rows.end()) return none;
    const auto own = rows->second.find(id);
    return own == rows->second.end() ? none : own->second;
}

namespace {

bool mentions(const json& part, std::string_view field) {
    if (part.is_object() && part.contains("field") && part["field"] == field) return true;
    return part.is_structured() && std::any_of(part.begin(), part.end(), [&](const json& one) { return mentions(one, field); });
}

}  // namespace

std::set<std::int64_t> PlainReading::members(const json& document) const {
    std::set<std::int64_t> members;
    const auto where = document.value("where", json{{"all", json::array()}}), pot = document.value("pot", json());
    const auto flag = [&](const char* name) {
        if (document.contains("excluded") && document["excluded"].contains(name))
            return document["excluded"][name].get<string>();
        return string(mentions(where, name) || mentions(pot, name) ? "include" : "skip");
    };
    const auto kinds = document.value("kinds", json());
    const auto listed = [&](const char* name, const PlainRow& who) {
        const auto numbers = document.value(name, json::array());
        return std::find(numbers.begin(), numbers.end(), json(who.at("number").number)) != numbers.end();
    };
    for (const auto& [id, who] : house_.customers) {
        bool in = pot.is_null() ? holds(where, id) : pot_holds(pot, id);
        if (!kinds.is_null() && std::find(kinds.begin(), kinds.end(), json(who.at("kind").text)) == kinds.end()) in = false;
        for (const char* name : {"no_selection", "hidden_in_search"}) {
            const bool is_set = who.at(name).number != 0;
            if (flag(name) == "skip" && is_set) in = false;
            if (flag(name) == "only" && !is_set) in = false;
        }
        if (listed("add", who)) in = true;
        if (listed("remove", who)) in = false;
        if (in) members.insert(id);
    }
    return members;
}

bool PlainReading::pot_holds(const json& lines, std::int64_t id) const {
    bool in = true;
    for (std::size_t i = 0; i < lines.size(); ++i) {
        const bool line = holds(lines[i]["where"], id);
        const string step = lines[i]["do"];
        if (step == "take" || (step == "add" && i == 0)) in = line;
        else if (step == "keep") in = in && line;
        else if (step == "remove") in = in && !line;
        else in = in || line;
    }
    return in;
}

bool PlainReading::holds(const json& where, std::int64_t id) const {
    const auto& who = house_.customers.at(id);
    const auto inner = [&](const json& one) { return holds(one, id); };
    if (where.contains("all")) return std::all_of(where["all"].begin(), where["all"].end(), inner);
    if (where.contains("any")) return std::any_of(where["any"].begin(), where["any"].end(), inner);
    if (where.contains("not")) return !holds(where["not"], id);
    if (where.contains("status"))
        return (who.at("status" + std::to_string(where["status"].get<int>())).number != 0) == where.value("is", true);
    if (where.contains("link") || where.contains("linked_by")) {
        const bool forth = where.contains("link");
        const string link = where[forth ? "link" : "linked_by"];
        for (const auto& [other, cells] : house_.customers) {
            const auto& from = forth ? who : cells;
            const auto& to = forth ? cells : who;
            if (!from.at(link).empty && from.at(link).number == to.at("number").number &&
                (!where.contains("where") || holds(where["where"], other)))
                return true;
        }
        return false;
    }
    if (where.contains("label")) return label_holds(where, id);
    if (where.contains("permission")) return permission_holds(where, id);
    if (where.contains("selection"))
        return members(json::parse(house_.saved.at(where["selection"].get<string>()))).contains(id);
    if (where.contains("list")) {
        const auto& source = *find_list_source(where["list"].get<string>());
        std::int64_t count = 0;
        for (const auto& row : rows_of(source.name, id))
            count += !where.contains("where") || row_holds(where["where"], row, source);
        const PlainCell cell{false, count, ""};
        return where.contains("count") ? plainly_compared({"count", FieldKind::integer}, cell, where["count"]) : count > 0;
    }
    for (const auto& fact : facts())
        if (where.contains(fact.name)) return fact_holds(where, fact, id);
    return field_holds(where, who, customer_source());
}

bool PlainReading::row_holds(const json& where, const PlainRow& row, const Source& source) const {
    const auto inner = [&](const json& one) { return row_holds(one, row, source); };
    if (where.contains("all")) return std::all_of(where["all"].begin(), where["all"].end(), inner);
    if (where.contains("any")) return std::any_of(where["any"].begin(), where["any"].end(), inner);
    if (where.contains("not")) return !row_holds(where["not"], row, source);
    return field_holds(where, row, source);
}

bool PlainReading::field_holds(const json& where, const PlainRow& row, const Source& source) const {
    const string name = where["field"];
    return plainly_compared(source.find(name)->field, row.at(name), where);
}

bool PlainReading::member_holds(const string& name, const json& value, const PlainRow& row, const Source& source) const {
    auto asked = value.is_object() ? value : json{{"is", value.is_array() ? "one_of" : "equal"}, {"value", value}};
    if (name == "state" && source.module == "travel") {
        json codes = json::array();
        for (const auto& one : several(asked["value"]))
            if (one == "not_cancelled") codes.push_back("open"), codes.push_back("invoiced");
            else codes.push_back(one);
        const bool among = std::find(codes.begin(), codes.end(), json(row.at("state").text)) != codes.end();
        return among == (asked["is"] != "not_equal");
    }
    return plainly_compared(source.find(name)->field, row.at(name), asked);
}

bool PlainReading::fact_holds(const json& where, const Source& source, std::int64_t id) const {
    const auto& asked = where[source.name];
    std::int64_t count = 0, sum = 0;
    std::set<std::int64_t> keys, events;
    PlainCell first, last;
    for (const auto& row : rows_of(source.name, id)) {
        bool fits = true;
        for (const auto& [name, value] : asked.items())
            if (name == "events") fits = fits && house_.events.at(value["events"][0]) == row.at("_event").number;
            else fits = fits && member_holds(name, value, row, source);
        if (!asked.contains("state") && source.find("state"))
            fits = fits && (source.module == "travel" ? row.at("state").text == "open" || row.at("state").text == "invoiced"
                                                      : row.at("state").text == "sold" || row.at("state").text == "reserved");
        if (!fits || !keys.insert(row.at("_key").number).second) continue;
        count += row.contains("_count") ? row.at("_count").number : 1;
        if (row.contains("_sum")) sum += row.at("_sum").number;
        if (row.contains("_event") && !row.at("_event").empty) events.insert(row.at("_event").number);
        const auto& day = row.at("_day");
        if (day.empty) continue;
        if (first.empty || day.text < first.text) first = day;
        if (last.empty || day.text > last.text) last = day;
    }
    const Field number{"count", FieldKind::integer}, money{"sum", FieldKind::money},
        when{"day", source.is_instant ? FieldKind::instant : FieldKind::date};
    bool is_asked = false, holds = true;
    const auto check = [&](const char* name, const Field& field, const PlainCell& cell) {
        if (!where.contains(name)) return;
        is_asked = true, holds = holds && plainly_compared(field, cell, where[name]);
    };
    check("count", number, {false, count, ""});
    check("events_count", number, {false, static_cast<std::int64_t>(events.size()), ""});
    check("sum", money, {false, sum, ""});
    check("first", when, first), check("last", when, last);
    return is_asked ? holds : count > 0;
}

namespace {

/// The first instant behind a day of the house.
string end_of(const json& where) {
    const auto day = *read_date(where.value("on", today));
    return write_instant(start_of_day(add_days(day, 1), "Europe/Berlin"));
}

}  // namespace

bool PlainReading::label_holds(const json& where, std::int64_t id) const {
    const auto end = end_of(where);
    for (const auto& row : rows_of("labels", id)) {
        const auto &given = row.at("granted_at"), &expires = row.at("expires_at");
        if (row.at("label").text == where["label"] && (given.empty || given.text < end) &&
            (expires.empty || expires.text >= end))
            return true;
    }
    return false;
}

bool PlainReading::permission_holds(const json& where, std::int64_t id) const {
    const auto end = end_of(where);
    string state = "none", at;
    bool known = false;
    for (const auto& row : rows_of("declarations", id)) {
        const auto said = row.at("at").text, now = row.at("state").text;
        if (row.at("permission").text != where["permission"] || said >= end) continue;
        // Of the same moment the one that allows less holds.
        const auto strictness = [](const string& word) { return word == "withdrawn" ? 2 : word == "none" ? 1 : 0; };
        if (!known || said > at || (said == at && strictness(now) > strictness(state))) state = now, at = said;
        known = true;
    }
    return state == where.value("state", "given");
}

}  // namespace kartei::selections

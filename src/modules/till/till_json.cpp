#include "modules/till/till_json.hpp"

#include "base/money.hpp"
#include "web/endpoint_names.hpp"

namespace kartei::till {

using namespace web::endpoint_names;

namespace {

Json words(const std::string& text) { return text.empty() ? Json() : Json(text); }

Json entry_json(const House& house, const Entry& entry) {
    return {{"id", entry.id},
            {"source", entry.source},
            {"reference", words(entry.reference)},
            {"kind", entry.kind},
            {"amount", write_money(entry.amount, house.rules.currency_digits)},
            {"text", words(entry.text)},
            {"corrects", entry.corrects == 0 ? Json() : Json(entry.corrects)},
            {"entered_at", entry.entered_at},
            {"entered_by", entry.entered_by}};
}

}  // namespace

Json till_json(const House& house, const WholeTill& whole) {
    const auto& till = whole.till;
    const auto money = [&](std::int64_t amount) { return Json(write_money(amount, house.rules.currency_digits)); };
    const auto when_closed = [&](std::int64_t amount) { return till.is_open() ? Json() : money(amount); };
    Json sums = Json::array(), entries = Json::array();
    for (const auto& sum : whole.sums())
        sums.push_back({{"kind", sum.kind}, {"in", money(sum.in)}, {"out", money(sum.out)}, {"sum", money(sum.sum())}});
    for (auto entry = whole.entries.rbegin(); entry != whole.entries.rend() && entries.size() < most_entries_told;
         ++entry)
        entries.push_back(entry_json(house, *entry));
    return {{"id", till.id},
            {"user", till.user_name},
            {"day", till.day},
            {"shift", till.shift},
            {"opened_at", till.opened_at},
            {"opening", money(till.opening)},
            {"moves", till.moves},
            {"cash", money(whole.cash())},
            {"sums", std::move(sums)},
            {"entries", std::move(entries)},
            {"entries_count", whole.entries.size()},
            {"closed_at", words(till.closed_at)},
            {"closed_by", words(till.closed_by)},
            {"expected", when_closed(till.expected)},
            {"counted", when_closed(till.counted)},
            {"difference", when_closed(till.difference())},
            {"coins", words(till.coins)},
            {"remark", words(till.remark)}};
}

Json till_schema() {
    const auto maybe_text = schema::nullable(schema::text());
    const auto maybe_money = schema::nullable(schema::money());
    const auto maybe_instant = schema::nullable(schema::instant());
    const auto sum = schema::object(
        {{"kind", schema::text()}, {"in", schema::money()}, {"out", schema::money()}, {"sum", schema::money()}},
        {"kind", "in", "out", "sum"});
    const auto entry = schema::object(
        {{"id", schema::integer()}, {"source", schema::text()}, {"reference", maybe_text}, {"kind", schema::text()},
         {"amount", schema::money()}, {"text", maybe_text}, {"corrects", schema::nullable(schema::integer())},
         {"entered_at", schema::instant()}, {"entered_by", schema::text()}},
        {"id", "source", "kind", "amount", "entered_at", "entered_by"});
    return schema::object({{"id", schema::integer()}, {"user", schema::text()}, {"day", schema::date()},
                           {"shift", schema::integer()}, {"opened_at", schema::instant()}, {"opening", schema::money()},
                           {"moves", schema::integer()}, {"cash", schema::money()}, {"sums", schema::array(sum)},
                           {"entries", schema::array(entry)}, {"entries_count", schema::integer()},
                           {"closed_at", maybe_instant}, {"closed_by", maybe_text}, {"expected", maybe_money},
                           {"counted", maybe_money}, {"difference", maybe_money}, {"coins", maybe_text},
                           {"remark", maybe_text}, {"change_event", schema::integer()}},
                          {"id", "user", "day", "shift", "opened_at", "opening", "moves", "cash", "sums", "entries"});
}

}  // namespace kartei::till

#include "modules/privacy/privacy_api.hpp"

#include <utility>

#include "audit/concerned.hpp"
#include "audit/reversal.hpp"
#include "modules/mailing/one_customer.hpp"
#include "modules/privacy/erasure_journal.hpp"
#include "modules/privacy/personal_data.hpp"
#include "modules/privacy/privacy_json.hpp"
#include "web/endpoint_names.hpp"

namespace kartei::privacy {
namespace {

using sql::Transaction;
using namespace web::endpoint_names;

constexpr int page_size = 100;

Result<PersonalData> data_for(House& house, const Request& request) {
    return house.database.write([&](Transaction& transaction) {
        return personal_data(house, transaction, request.actor, request.id());
    });
}

Answer not_stored(Answer answer) {
    answer.headers.emplace_back("Cache-Control", "no-store");
    return answer;
}

Result<Answer> told(House& house, const Request& request) {
    auto data = TRY(data_for(house, request));
    return not_stored(Answer::ok(std::move(data.json)));
}

Result<Answer> packed(House& house, const Request& request) {
    const auto data = TRY(data_for(house, request));
    auto answer = Answer::raw(TRY(package_of(data, house)), "application/zip");
    answer.file_name = "personal-data-" + std::to_string(data.number) + ".zip";
    return not_stored(std::move(answer));
}

Result<Answer> preview(House& house, const Request& request) {
    return house.database.read([&](Transaction& transaction) -> Result<Answer> {
        const auto seen = TRY(preview_erasure(house, transaction, request.actor, request.id()));
        auto answer = Answer::ok(preview_json(seen, request.language));
        answer.version = seen.customer.version;
        return answer;
    });
}

Result<Answer> erase(House& house, const Request& request) {
    ErasureWish wish{request.id(), *request.version, request.body.at("number"), request.body.value("suppress", true)};
    const auto erased = TRY(house.database.write([&](Transaction& transaction) {
        return erase_customer(house, transaction, request.actor, wish);
    }));
    finish_erasures(house);
    keep_journal(house);
    return Answer::ok({{"erasure", erased.erasure}, {"change_event", erased.event}});
}

Result<Answer> list(House& house, const Request& request) {
    if (request.actor.promoters) return refuse(RefusalKind::forbidden, "error.privacy_needs_all_events");
    return house.database.read([&](Transaction& transaction) -> Result<Answer> {
        const auto reports = erasures(transaction, request.query_integer("before", 0), page_size);
        Json rows = Json::array();
        for (const auto& report : reports) rows.push_back(erasure_json(report, request.language));
        const bool more = static_cast<int>(reports.size()) == page_size;
        return Answer::ok({{"rows", std::move(rows)}, {"next", more ? Json(reports.back().id) : Json(nullptr)}});
    });
}

Result<Answer> kept(House& house, const Request& request) {
    return house.database.write([&](Transaction& transaction) -> Result<Answer> {
        Json rows = Json::array();
        const auto records = TRY(read_kept(house, transaction, request.actor, request.id()));
        for (const auto& record : records) rows.push_back(kept_json(record, request.language));
        return not_stored(Answer::ok({{"rows", std::move(rows)}}));
    });
}

Result<Answer> kept_paper(House& house, const Request& request) {
    return house.database.write([&](Transaction& transaction) -> Result<Answer> {
        auto records = TRY(read_kept(house, transaction, request.actor, request.id()));
        for (auto& record : records)
            if (record.id == request.id("record_id") && !record.pdf.empty())
                return not_stored(mailing::pdf_answer(std::move(record.pdf), "kept-" + std::to_string(record.id)));
        return refuse(RefusalKind::not_found, "error.no_such_erasure");
    });
}

EndpointTable export_endpoints(House& house) {
    const auto rows = schema::anything();
    return {
        {Method::get, "/customers/{id}/personal-data", "get_personal_data", "privacy.export",
         "All that the house holds of one customer, for him to have (GDPR Art. 15, 20): his record, every table that "
         "points at him, bank entries, history. Sensitive values in clear; made on record. Without the data of third "
         "persons.",
         {}, nullptr, {},
         {{200, "What is known of him.",
           schema::object({{"about", rows}, {"customer", rows}, {"parts", rows}, {"traces", rows},
                           {"suppressed", schema::boolean()}, {"history", schema::array(rows)}},
                          {"about", "customer", "parts", "traces", "suppressed", "history"})}},
         {}, [&house](Request& request) { return told(house, request); }},
        {Method::get, "/customers/{id}/personal-data.zip", "download_personal_data", "privacy.export",
         "The same as a ZIP: data.json, a page to read in his language, tables as CSV, his papers.", {}, nullptr, {},
         {{200, "The package.", nullptr, "application/zip"}}, {},
         [&house](Request& request) { return packed(house, request); }},
    };
}

EndpointTable erasure_endpoints(House& house) {
    return {
        {Method::get, "/customers/{id}/erasure", "preview_erasure", "privacy.export",
         "What erasing a customer (GDPR Art. 17) would take away, empty and keep sealed until when, and what forbids it. "
         "Stores nothing.",
         {}, nullptr, {}, {{200, "The preview; its version is what the erasure is made from.", preview_schema()}}, {},
         [&house](Request& request) { return preview(house, request); }, "customer"},
        {Method::post, "/customers/{id}/erasure", "erase_customer", "privacy.erase",
         "Erases a customer for good; `number` is his, as the user typed it. 409 with everything that forbids it: open "
         "bookings and items, tickets ahead, running debits, seat rights, parked money. Cannot be undone.",
         {}, schema::object({{"number", schema::integer()}, {"suppress", schema::boolean()}}, {"number"}), {},
         {{200, "Erased; the report is in /erasures.",
           schema::object({{"erasure", schema::integer()}, {"change_event", schema::integer()}},
                          {"erasure", "change_event"})}},
         Precondition::if_match, [&house](Request& request) { return erase(house, request); }, "customer"},
    };
}

EndpointTable report_endpoints(House& house) {
    return {
        {Method::get, "/erasures", "list_erasures", "privacy.erase",
         "Reports of erasures, the newest first: what went, what was emptied, what is kept. They name nobody.",
         {{"before", "Only older ones than this id.", schema::integer()}}, nullptr, {},
         {{200, "A page of reports.",
           schema::object({{"rows", schema::array(erasure_schema())}, {"next", schema::nullable(schema::integer())}},
                          {"rows", "next"})}},
         {}, [&house](Request& request) { return list(house, request); }},
        {Method::get, "/erasures/{id}/kept", "get_kept_records", "privacy.kept",
         "What the law keeps of an erased customer until its term ends, opened; each reading is on record.", {}, nullptr, {},
         {{200, "The records.", schema::object({{"rows", schema::array(kept_schema())}}, {"rows"})}}, {},
         [&house](Request& request) { return kept(house, request); }},
        {Method::get, "/erasures/{id}/kept/{record_id}/pdf", "print_kept_paper", "privacy.kept",
         "A kept paper as it went out; each reading is on record.", {}, nullptr, {},
         mailing::pdf_declaration("The paper."), {}, [&house](Request& request) { return kept_paper(house, request); }},
    };
}

}  // namespace

EndpointTable privacy_endpoints(House& house) {
    auto all = export_endpoints(house);
    for (auto part : {erasure_endpoints(house), report_endpoints(house)})
        for (auto& endpoint : part) all.push_back(std::move(endpoint));
    return all;
}

void recover_privacy(House& house) {
    finish_erasures(house);
    keep_journal(house);
    expire_kept(house, Actor::system());
}

}  // namespace kartei::privacy

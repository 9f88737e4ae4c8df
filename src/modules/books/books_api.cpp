#include "modules/books/books_api.hpp"

#include "base/money.hpp"
#include "modules/accounts/idempotent.hpp"
#include "modules/books/datev_files.hpp"
#include "modules/books/journal_export.hpp"
#include "modules/parameters/module_switch.hpp"
#include "web/endpoint_names.hpp"

namespace kartei::books {
namespace {

using sql::Transaction;
using namespace web::endpoint_names;

Json export_json(const House& house, const JournalExport& made) {
    return {{"id", made.id},
            {"from", made.period_from},
            {"to", made.period_to},
            {"made_at", made.made_at},
            {"made_by", made.made_by},
            {"lines", made.lines},
            {"amount", write_money(made.amount, house.rules.currency_digits)},
            {"change_event", made.created_event}};
}

Json exports_json(const House& house, const std::vector<JournalExport>& all) {
    Json list = Json::array();
    for (const auto& made : all) list.push_back(export_json(house, made));
    return list;
}

std::string asked(const Request& request, const char* name) {
    return request.body.contains(name) && request.body.at(name).is_string() ? request.body.at(name).get<std::string>()
                                                                            : std::string();
}

Result<Answer> preview(House& house, const Request& request) {
    return house.database.read([&](Transaction& transaction) -> Result<Answer> {
        const auto plan = TRY(plan_export(house, transaction, asked(request, "from"), asked(request, "to")));
        std::int64_t amount = 0;
        for (const auto& line : plan.lines) amount += line.amount;
        return Answer::ok({{"lines", plan.lines.size()},
                           {"amount", write_money(amount, house.rules.currency_digits)},
                           {"exported_before", exports_json(house, plan.overlapping)}});
    });
}

Result<Answer> make(House& house, const Request& request) {
    return house.database.write([&](Transaction& transaction) {
        return accounts::once(house, transaction, request, [&]() -> Result<Answer> {
            const auto made = TRY(export_journal(house, transaction, request.actor, asked(request, "from"),
                                                 asked(request, "to")));
            return Answer::created(export_json(house, made), "/api/v1/journal/exports/" + std::to_string(made.id));
        });
    });
}

Result<Answer> file(House& house, const Request& request, bool debtors) {
    return house.database.read([&](Transaction& transaction) -> Result<Answer> {
        const auto made = find_export(transaction, request.id());
        if (!made) return refuse(RefusalKind::not_found, "error.no_such_export");
        auto written = debtors ? debtors_file(house, transaction, request.actor, *made)
                               : postings_file(house, transaction, *made);
        auto answer = Answer::raw(std::move(written.bytes), "text/csv; charset=windows-1252");
        answer.file_name = written.name;
        answer.headers.emplace_back("Cache-Control", "no-store");
        return answer;
    });
}

Endpoint file_endpoint(House& house, const char* path, const char* name, const char* summary, bool debtors) {
    return {.method = Method::get,
            .path = path,
            .name = name,
            .permission = "books.export",
            .summary = summary,
            .answers = {{200, "The file.", nullptr, "text/csv"}},
            .handle = [&house, debtors](Request& request) { return file(house, request, debtors); },
            .record = "journal"};
}

Json period_schema() {
    return schema::object({{"from", schema::text(20)}, {"to", schema::text(20)}}, {"from", "to"});
}

}  // namespace

EndpointTable books_endpoints(House& house) {
    const auto made = schema::reference("JournalExport");
    return parameters::only_with_module(
        house, "books",
        {{.method = Method::get,
          .path = "/journal/exports",
          .name = "list_journal_exports",
          .permission = "books.read",
          .summary = "What was exported of the journal, newest first.",
          .answers = {{200, "The exports.", schema::object({{"exports", schema::array(made)}}, {"exports"})}},
          .handle = [&house](Request&) -> Result<Answer> {
              return house.database.read([&](Transaction& transaction) {
                  return Answer::ok({{"exports", exports_json(house, all_exports(transaction))}});
              });
          }},
         {.method = Method::post,
          .path = "/journal/exports/preview",
          .name = "preview_journal_export",
          .permission = "books.export",
          .summary = "How many postings of a period are still to be exported, and which exports had days of it. A period"
                     " lies within one year of business and has at most 99,999 postings.",
          .body_schema = period_schema(),
          .answers = {{200, "What an export would hold.",
                       schema::object({{"lines", schema::integer()},
                                       {"amount", schema::money()},
                                       {"exported_before", schema::array(made)}},
                                      {"lines", "amount", "exported_before"})}},
          .handle = [&house](Request& request) { return preview(house, request); },
          .record = "journal"},
         {.method = Method::post,
          .path = "/journal/exports",
          .name = "export_journal",
          .permission = "books.export",
          .summary = "Exports the postings of a period that no export has had: they are marked for good and cannot come"
                     " back (customers.md 19). 409 when there are none.",
          .body_schema = period_schema(),
          .answers = {{201, "The export; its files are below it.", made}},
          .precondition = Precondition::idempotency_key,
          .handle = [&house](Request& request) { return make(house, request); },
          .record = "journal"},
         file_endpoint(house, "/journal/exports/{id}/postings", "get_journal_postings",
                       "Postings of an export as a DATEV file (EXTF 700, category 21, version 13).", false),
         file_endpoint(house, "/journal/exports/{id}/debtors", "get_journal_debtors",
                       "Debtors of an export as a DATEV file (EXTF 700, category 16, version 5), without those who are"
                       " hidden from the caller.",
                       true)});
}

std::vector<web::NamedSchema> books_schemas() {
    return {{"JournalExport", schema::object({{"id", schema::integer()},
                                              {"from", schema::date()},
                                              {"to", schema::date()},
                                              {"made_at", schema::instant()},
                                              {"made_by", schema::text()},
                                              {"lines", schema::integer()},
                                              {"amount", schema::money()},
                                              {"change_event", schema::integer()}},
                                             {"id", "from", "to", "made_at", "made_by", "lines", "amount",
                                              "change_event"})}};
}

}  // namespace kartei::books

#include "modules/privacy/privacy_json.hpp"

#include "modules/customers/customer_rules.hpp"
#include "modules/privacy/personal_data.hpp"
#include "modules/profile/row_store.hpp"

namespace kartei::privacy {
namespace {

using web::Json;
namespace schema = web::schema;

Json words(const std::string& text) { return text.empty() ? Json(nullptr) : Json(text); }

Json part_json(const ErasedPart& part, Language language) {
    return {{"part", part.part}, {"text", part_caption(language, part.part)}, {"fate", part.fate}, {"rows", part.rows},
            {"kept", part.kept}, {"kept_until", words(part.kept_until)}};
}

Json part_schema() {
    return schema::object({{"part", schema::text()},
                           {"text", schema::text()},
                           {"fate", schema::choice({"goes", "emptied", "stays"})},
                           {"rows", schema::integer()},
                           {"kept", schema::integer()},
                           {"kept_until", schema::nullable(schema::date())}},
                          {"part", "text", "fate", "rows", "kept", "kept_until"});
}

Json told_parts(const Json& parts, Language language) {
    Json all = Json::array();
    for (const auto& part : parts) {
        auto told = part;
        told["text"] = part_caption(language, part.at("part").get<std::string>());
        all.push_back(std::move(told));
    }
    return all;
}

}  // namespace

Json preview_json(const ErasurePreview& preview, Language language) {
    Json parts = Json::array(), forbidden = Json::array();
    for (const auto& part : preview.parts) parts.push_back(part_json(part, language));
    for (const auto& issue : preview.forbidden) forbidden.push_back(text(language, issue.key, issue.parameters));
    return {{"customer",
             {{"id", preview.customer.id},
              {"number", *preview.customer.number},
              {"name", customers::full_name(preview.customer)}}},
            {"version", preview.customer.version},
            {"forbidden", std::move(forbidden)},
            {"parts", std::move(parts)},
            {"row_goes", preview.row_goes},
            {"merged", preview.merged},
            {"links", preview.links},
            {"mentions", preview.mentions},
            {"bank_entries", preview.bank_entries},
            {"kept_until", words(preview.kept_until)},
            {"law", words(preview.law)}};
}

Json erasure_json(const ErasureReport& one, Language language) {
    const auto count = [&](const char* name) { return one.report.value(name, std::int64_t{0}); };
    return {{"id", one.id},
            {"customer_id", one.customer_id},
            {"number", one.number},
            {"change_event", one.event},
            {"erased_at", one.erased_at},
            {"user", one.user_name},
            {"kept_until", words(one.kept_until)},
            {"kept", one.kept},
            {"finished_at", words(one.finished_at)},
            {"row_went", one.report.value("row_went", false)},
            {"parts", told_parts(one.report.value("parts", Json::array()), language)},
            {"keys", count("keys")},
            {"links", count("links")},
            {"mentions", count("mentions")},
            {"bank_entries", count("bank_entries")},
            {"suppressed", count("suppressed")}};
}

Json kept_json(const KeptRecord& record, Language language) {
    return {{"id", record.id},         {"part", record.record},
            {"text", part_caption(language, record.record)}, {"kept_until", record.kept_until},
            {"values", record.values}, {"has_pdf", !record.pdf.empty()}};
}

Json preview_schema() {
    const auto customer = schema::object(
        {{"id", schema::integer()}, {"number", schema::integer()}, {"name", schema::text()}}, {"id", "number", "name"});
    return schema::object({{"customer", customer},
                           {"version", schema::integer()},
                           {"forbidden", schema::array(schema::text())},
                           {"parts", schema::array(part_schema())},
                           {"row_goes", schema::boolean()},
                           {"merged", schema::integer()},
                           {"links", schema::integer()},
                           {"mentions", schema::integer()},
                           {"bank_entries", schema::integer()},
                           {"kept_until", schema::nullable(schema::date())},
                           {"law", schema::nullable(schema::text())}},
                          {"customer", "version", "forbidden", "parts", "row_goes", "merged", "links", "mentions",
                           "bank_entries", "kept_until", "law"});
}

Json erasure_schema() {
    return schema::object({{"id", schema::integer()},
                           {"customer_id", schema::integer()},
                           {"number", schema::integer()},
                           {"change_event", schema::integer()},
                           {"erased_at", schema::instant()},
                           {"user", schema::text()},
                           {"kept_until", schema::nullable(schema::date())},
                           {"kept", schema::integer()},
                           {"finished_at", schema::nullable(schema::instant())},
                           {"row_went", schema::boolean()},
                           {"parts", schema::array(part_schema())},
                           {"keys", schema::integer()},
                           {"links", schema::integer()},
                           {"mentions", schema::integer()},
                           {"bank_entries", schema::integer()},
                           {"suppressed", schema::integer()}},
                          {"id", "customer_id", "number", "change_event", "erased_at", "user", "kept_until", "kept",
                           "finished_at", "row_went", "parts", "keys", "links", "mentions", "bank_entries",
                           "suppressed"});
}

Json kept_schema() {
    return schema::object({{"id", schema::integer()},
                           {"part", schema::text()},
                           {"text", schema::text()},
                           {"kept_until", schema::date()},
                           {"values", schema::anything()},
                           {"has_pdf", schema::boolean()}},
                          {"id", "part", "text", "kept_until", "values", "has_pdf"});
}

Result<std::vector<KeptRecord>> read_kept(House& house, sql::Transaction& transaction, const Actor& actor,
                                          std::int64_t id) {
    if (actor.promoters) return refuse(RefusalKind::forbidden, "error.privacy_needs_all_events");
    audit::Change change(house, transaction, actor, "kept_records_read");
    const auto erasure = find_erasure(transaction, id);
    if (!erasure) return refuse(RefusalKind::not_found, "error.no_such_erasure");
    auto records = kept_records(house, transaction, id);
    change.changed(profile::reading_record, erasure->customer_id, Field{"kept_records"}, {},
                   Value(std::to_string(records.size())), 0);
    change.seal();
    return records;
}

}  // namespace kartei::privacy

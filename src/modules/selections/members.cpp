#include "modules/selections/members.hpp"

#include <set>

#include "modules/customers/customer.hpp"
#include "modules/selections/document_reader.hpp"
#include "modules/selections/selection_json.hpp"

namespace kartei::selections {
namespace {

using nlohmann::json;
using sql::Transaction;

Result<json> document_meant(Transaction& transaction, const Actor& actor, const json& asked, Members& members) {
    if (asked.contains("document")) return asked.at("document");
    const auto found = find_referred(transaction, actor, asked.at("selection"));
    if (!found) return refuse(RefusalKind::not_found, "error.no_such_selection");
    members.selection = found->id;
    return json::parse(found->document);
}

}  // namespace

Result<Members> members_meant(House& house, Transaction& transaction, Engine& engine, const Actor& actor,
                              const json& asked) {
    Members members;
    if (asked.contains("document") + asked.contains("selection") + asked.contains("customers") != 1)
        return refuse_field("document", "error.selection_document_or_name");
    if (asked.contains("customers")) {
        std::set<std::int64_t> seen;
        for (const auto id : asked.at("customers").get<std::vector<std::int64_t>>())
            if (id != customers::anonymous_customer && seen.insert(id).second) members.ids.push_back(id);
        members.document = json{{"customers", members.ids}}.dump();
        return members;
    }
    const auto written = TRY(document_meant(transaction, actor, asked, members));
    const auto document = TRY(read_document(house, transaction, actor, written, members.selection));
    const auto found = TRY(engine.find(house, transaction, *document));
    const Stopped never;
    members.ids = ordered_members({house, transaction, *found.people, never}, *document, found);
    members.position = found.position;
    members.joint = document->couples == Couples::together;
    members.document = written.dump();
    return members;
}

}  // namespace kartei::selections

#include "modules/selections/document_reader.hpp"

#include <algorithm>
#include <array>

#include "base/text.hpp"
#include "modules/parameters/parameter.hpp"
#include "modules/selections/criteria_reader.hpp"

namespace kartei::selections {
namespace {

using nlohmann::json;
using sql::Transaction;

/// Does a criterion on a field stand somewhere below?
bool asks_for(const json& part, std::string_view field) {
    if (part.is_object() && part.contains("field") && part["field"] == field) return true;
    return part.is_structured() &&
           std::any_of(part.begin(), part.end(), [&](const json& below) { return asks_for(below, field); });
}

/// What stands around the criteria.
class Around {
public:
    Around(Desk& desk, const json& object, std::string path, Document& document)
        : desk_(desk), object_(object), path_(std::move(path)), document_(document) {}

    void read() {
        kinds();
        excluded();
        couples();
        numbers("add", document_.add);
        numbers("remove", document_.remove);
        sort();
        document_.with_hidden = desk_.actor.may("customers.see_hidden");
    }

private:
    std::string below(std::string_view name) const {
        return path_.empty() ? std::string(name) : path_ + "." + std::string(name);
    }
    std::string below(std::string_view name, std::size_t place) const {
        return below(name) + "[" + std::to_string(place) + "]";
    }
    /// A member that is a list; null when there is none.
    const json* list(const char* name) {
        if (!object_.contains(name)) return nullptr;
        if (object_[name].is_array()) return &object_[name];
        return desk_.add(below(name), "error.wrong_type"), nullptr;
    }

    void kinds() {
        const auto* wanted = list("kinds");
        if (!wanted) return;
        const auto& all = parameters::customer_kinds;
        std::fill(std::begin(document_.kinds), std::end(document_.kinds), false);
        for (std::size_t i = 0; i < wanted->size(); ++i) {
            const auto found = std::find_if(all.begin(), all.end(), [&](auto kind) { return (*wanted)[i] == kind; });
            if (found == all.end()) desk_.add(below("kinds", i), "error.not_a_choice");
            else document_.kinds[found - all.begin()] = true;
        }
    }

    template <class Word, std::size_t count>
    void choose(const json& value, const std::string& path,
                const std::array<std::pair<std::string_view, Word>, count>& words, Word& chosen) {
        for (const auto& [name, word] : words)
            if (value == name) return void(chosen = word);
        desk_.add(path, "error.not_a_choice");
    }

    /// A criterion on an exclusion lifts its default.
    void excluded() {
        static constexpr std::array<std::pair<std::string_view, Excluded>, 3> words{
            {{"skip", Excluded::skip}, {"include", Excluded::include}, {"only", Excluded::only}}};
        for (const auto& [name, flag] : {std::pair("no_selection", &document_.no_selection),
                                         std::pair("hidden_in_search", &document_.hidden_in_search)}) {
            if (asks_for(object_.value("where", json()), name) || asks_for(object_.value("pot", json()), name))
                *flag = Excluded::include;
        }
        if (!object_.contains("excluded")) return;
        const auto& all = object_["excluded"];
        if (!all.is_object()) return desk_.add(below("excluded"), "error.wrong_type");
        if (!desk_.only(all, below("excluded"), {"no_selection", "hidden_in_search"})) return;
        if (all.contains("no_selection"))
            choose(all["no_selection"], below("excluded.no_selection"), words, document_.no_selection);
        if (!all.contains("hidden_in_search")) return;
        choose(all["hidden_in_search"], below("excluded.hidden_in_search"), words, document_.hidden_in_search);
        if (document_.hidden_in_search != Excluded::skip)
            desk_.demand(below("excluded.hidden_in_search"), "customers.see_hidden");
    }

    void couples() {
        static constexpr std::array<std::pair<std::string_view, Couples>, 4> words{{{"both", Couples::both},
                                                                                   {"male", Couples::male},
                                                                                   {"female", Couples::female},
                                                                                   {"together", Couples::together}}};
        if (object_.contains("joint_salutation"))
            choose(object_["joint_salutation"], below("joint_salutation"), words, document_.couples);
    }

    void numbers(const char* name, std::vector<std::int64_t>& picked) {
        const auto* wanted = list(name);
        if (!wanted) return;
        if (wanted->size() > most_picked) return desk_.add(below(name), "error.selection_too_large");
        for (std::size_t i = 0; i < wanted->size(); ++i)
            if ((*wanted)[i].is_number_integer()) picked.push_back((*wanted)[i].get<std::int64_t>());
            else desk_.add(below(name, i), "error.not_a_customer_number");
    }

    void sort() {
        const auto* wanted = list("sort");
        if (!wanted) {
            for (const char* name : {"name", "first_name"}) document_.sort.push_back(customer_source().find(name));
            return;
        }
        for (std::size_t i = 0; i < wanted->size(); ++i) {
            if (!(*wanted)[i].is_string()) desk_.add(below("sort", i), "error.wrong_type");
            else if (const auto* column = column_asked(desk_, customer_source(), (*wanted)[i], below("sort", i)))
                document_.sort.push_back(column);
        }
    }

    Desk& desk_;
    const json& object_;
    std::string path_;
    Document& document_;
};

}  // namespace

std::shared_ptr<const Document> read_within(Desk& desk, const json& object, const Opened& opened,
                                            const std::string& path) {
    auto document = std::make_shared<Document>();
    const auto below = [&](const char* name) { return path.empty() ? name : path + "." + name; };
    if (!object.is_object()) return desk.add(path, "error.wrong_type"), document;
    desk.only(object, path,
              {"kinds", "where", "pot", "excluded", "joint_salutation", "add", "remove", "sort"});
    if (object.contains("where") && object.contains("pot")) desk.add(below("pot"), "error.selection_where_or_pot");
    CriteriaReader reader(desk, opened);
    document->where.path = below("where");
    if (object.contains("pot")) document->where = reader.pot(object["pot"], below("pot"));
    else if (object.contains("where")) document->where = reader.group(object["where"], below("where"));
    Around(desk, object, path, *document).read();
    return document;
}

Node CriteriaReader::pot(const Json& lines, const std::string& path) {
    Node node;
    node.kind = Node::Kind::pot;
    node.path = path;
    if (!lines.is_array()) return desk_.add(path, "error.wrong_type"), node;
    for (std::size_t i = 0; i < lines.size(); ++i) {
        const auto line = path + "[" + std::to_string(i) + "]";
        if (!lines[i].is_object()) desk_.add(line, "error.wrong_type");
        if (!lines[i].is_object() || !desk_.only(lines[i], line, {"do", "where"})) continue;
        const auto step = lines[i].value("do", json());
        if (step != "take" && step != "keep" && step != "remove" && step != "add")
            desk_.add(line + ".do", "error.not_a_choice");
        else node.steps.push_back(step);
        node.children.push_back(
            group(lines[i].value("where", json::object({{"all", json::array()}})), line + ".where"));
    }
    return node;
}

Result<std::shared_ptr<const Document>> read_document(House& house, Transaction& transaction, const Actor& actor,
                                                      const json& object, std::int64_t within) {
    Desk desk{house, transaction, actor, measure_of(house)};
    if (!actor.may("customers.read"))
        return refuse(RefusalKind::forbidden, "error.permission", {{"permission", "customers.read"}});
    auto document = read_within(desk, object, within == 0 ? Opened{} : Opened{within}, "");
    if (desk.issues.empty()) return document;
    return Refusal{desk.right_missing ? RefusalKind::forbidden : RefusalKind::invalid, std::move(desk.issues)};
}

std::vector<int> status_meant(Transaction& transaction, const json& named) {
    constexpr int most = 32;
    const auto& kinds = parameters::customer_kinds;
    if (named.is_number_integer()) {
        const auto number = named.get<std::int64_t>();
        return std::vector<int>(kinds.size(), number >= 1 && number <= most ? static_cast<int>(number) : -1);
    }
    std::vector<int> meant(kinds.size(), -1);
    if (!named.is_string()) return meant;
    const auto wanted = fold(named.get<std::string>());
    const auto parameters = parameters::parameters_of(transaction);
    for (std::size_t kind = 0; kind < kinds.size(); ++kind)
        for (int number = most; number >= 1; --number) {
            const auto caption =
                parameters->caption("caption_" + std::string(kinds[kind]) + "_status" + std::to_string(number));
            if (!wanted.empty() &&
                (fold(caption.de) == wanted || fold(caption.nl) == wanted || fold(caption.en) == wanted))
                meant[kind] = number;
        }
    return meant;
}

}  // namespace kartei::selections

#include <CLI/CLI.hpp>
#include <ostream>

#include "modules/customers/customer_store.hpp"
#include "modules/merges/merge_json.hpp"
#include "modules/merges/merges_api.hpp"
#include "settings/command_line.hpp"

namespace kartei::merges {
namespace {

using sql::Transaction;

int refused(const Terminal& terminal, const Refusal& refusal) {
    return settings::print_refusal(terminal.actor.language, refusal, "customer", terminal.err);
}

/// Who takes part, by customer number, with the versions as they are now.
Result<MergeWish> wish_of(Transaction& transaction, const std::vector<std::int64_t>& numbers,
                          const std::vector<std::string>& kept) {
    MergeWish wish;
    for (const auto number : numbers) {
        const auto id = customers::id_of_number(transaction, number);
        if (!id)
            return refuse(RefusalKind::not_found, "error.no_such_customer", {{"number", std::to_string(number)}});
        wish.survivor == 0 ? void(wish.survivor = *id) : wish.merged.push_back(*id);
        if (const auto customer = customers::find_customer(transaction, *id)) wish.versions[*id] = customer->version;
    }
    for (const auto& field : kept) wish.chosen[field] = wish.survivor;
    return wish;
}

void print(std::ostream& out, const web::Json& preview) {
    for (const auto& field : preview.at("fields")) {
        out << field.at("name").get<std::string>() << ": " << field.at("proposed_value").dump() << "  (";
        for (const auto& value : field.at("values")) out << ' ' << value.at("value").dump();
        out << " )\n";
    }
    for (const auto& move : preview.at("moves"))
        out << move.at("what").get<std::string>() << ": " << move.at("count").get<std::int64_t>() << '\n';
    for (const auto& warning : preview.at("warnings")) out << "! " << warning.at("text").get<std::string>() << '\n';
}

struct MergeWords {
    std::int64_t survivor = 0;
    std::vector<std::int64_t> others;
    std::vector<std::string> kept;  ///< fields of the survivor that stay as they are, empty ones too
    bool preview = false;

    std::vector<std::int64_t> numbers() const {
        auto all = others;
        all.insert(all.begin(), survivor);
        return all;
    }
};

int merge(House& house, const Terminal& terminal, const MergeWords& words) {
    if (words.preview) {
        const auto seen = house.database.read([&](Transaction& transaction) -> Result<MergePreview> {
            return preview_merge(transaction, TRY(wish_of(transaction, words.numbers(), words.kept)));
        });
        if (!seen) return refused(terminal, seen.refusal());
        print(terminal.out, preview_json(*seen, house, terminal.actor.language));
        return 0;
    }
    const auto event = house.database.write([&](Transaction& transaction) -> Result<std::int64_t> {
        return merge_customers(house, transaction, terminal.actor, TRY(wish_of(transaction, words.numbers(), words.kept)));
    });
    if (!event) return refused(terminal, event.refusal());
    terminal.out << "change event " << *event << '\n';
    return 0;
}

struct PartingWords {
    std::int64_t event = 0;
    bool preview = false;
};

int preview_parting_of(House& house, const Terminal& terminal, std::int64_t event) {
    return house.database.read([&](Transaction& transaction) {
        const auto seen = preview_parting(house, transaction, event);
        if (!seen) return refused(terminal, seen.refusal());
        const auto json = parting_json(transaction, *seen, terminal.actor.language);
        for (const auto& customer : json.at("customers"))
            terminal.out << customer.at("number").get<std::int64_t>() << " " << customer.at("name").get<std::string>()
                         << '\n';
        for (const auto& since : json.at("since")) terminal.out << since.at("text").get<std::string>() << '\n';
        for (const auto& warning : json.at("warnings"))
            terminal.out << "! " << warning.at("text").get<std::string>() << '\n';
        return 0;
    });
}

int part(House& house, const Terminal& terminal, const PartingWords& words) {
    if (words.preview) return preview_parting_of(house, terminal, words.event);
    const auto event = part_customers(house, terminal.actor, words.event);
    if (!event) return refused(terminal, event.refusal());
    terminal.out << "change event " << *event << '\n';
    return 0;
}

}  // namespace

Work merge_command(CLI::App& app) {
    const auto words = std::make_shared<MergeWords>();
    app.add_option("SURVIVOR", words->survivor)->required();
    app.add_option("OTHER", words->others)->required();
    app.add_option("--keep", words->kept)->allow_extra_args(false);
    app.add_flag("--preview", words->preview);
    app.footer("kartei merge 100007 100019 --preview\nkartei merge 100007 100019 --keep email --keep town");
    return [words](House& house, const Terminal& terminal) { return merge(house, terminal, *words); };
}

Work unmerge_command(CLI::App& app) {
    const auto words = std::make_shared<PartingWords>();
    app.add_option("EVENT", words->event)->required();
    app.add_flag("--preview", words->preview);
    app.footer("kartei unmerge 4711 --preview");
    return [words](House& house, const Terminal& terminal) { return part(house, terminal, *words); };
}

}  // namespace kartei::merges

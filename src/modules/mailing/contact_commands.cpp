#include <CLI/CLI.hpp>
#include <ostream>

#include "modules/customers/customer_store.hpp"
#include "modules/customers/hidden_customers.hpp"
#include "modules/mailing/contact.hpp"
#include "modules/mailing/contact_api.hpp"
#include "settings/command_line.hpp"

namespace kartei::mailing {
namespace {

using sql::Transaction;

void print(const House& house, const Contact& contact, const Terminal& terminal) {
    const auto language = terminal.actor.language;
    for (const auto& one : contact.answers)
        terminal.out << text(language, "contact." + std::string(name_of(one.channel))) << ": "
                     << text(language, "contact.line",
                             {{"contract", answer_in_words(one.contract, language)},
                              {"advertising", answer_in_words(one.advertising, language)}})
                     << "\n"
                     << (bounce_of_answer(house, one, language).empty()
                             ? ""
                             : "  " + bounce_of_answer(house, one, language) + "\n");
    for (const auto& proof : contact.proofs)
        terminal.out << text(language, "contact.proof",
                             {{"permission", proof.permission},
                              {"state", text(language, "customer_permission.state." + proof.state)},
                              {"at", proof.at.substr(0, 10)},
                              {"source", proof.source.empty() ? "-" : proof.source}})
                     << "\n";
}

}  // namespace

Work contact_command(CLI::App& app) {
    const auto number = std::make_shared<std::int64_t>(0);
    app.add_option("NUMBER", *number)->required();
    app.footer("kartei contact 100007");
    return [number](House& house, const Terminal& terminal) {
        const auto done = house.database.read([&](Transaction& transaction) -> Result<Done> {
            const auto id = customers::id_of_number(transaction, *number);
            const auto customer = id ? customers::find_customer(transaction, *id) : std::nullopt;
            if (!customer || !customers::may_see(terminal.actor, *customer))
                return refuse_field("number", "error.no_such_customer", {{"number", std::to_string(*number)}});
            print(house, contact_of(house, transaction, *customer), terminal);
            return Done{};
        });
        return done ? 0 : settings::print_refusal(terminal.actor.language, done.refusal(), "customer", terminal.err);
    };
}

}  // namespace kartei::mailing

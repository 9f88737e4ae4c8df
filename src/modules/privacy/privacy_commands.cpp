#include <CLI/CLI.hpp>
#include <filesystem>
#include <ostream>

#include "modules/customers/customer_store.hpp"
#include "modules/privacy/erasure_journal.hpp"
#include "modules/privacy/personal_data.hpp"
#include "modules/privacy/privacy_api.hpp"
#include "modules/privacy/privacy_json.hpp"
#include "settings/command_line.hpp"

namespace kartei::privacy {
namespace {

using sql::Transaction;
using web::Json;

struct PrivacyWords {
    std::int64_t number = 0, confirm = 0, erasure = 0;
    std::string out, journal;
    bool preview = false, no_suppression = false;
};

std::string path_from(const Terminal& terminal, const std::string& path) {
    return (std::filesystem::path(terminal.folder) / path).lexically_normal().string();
}

Result<customers::Customer> customer_named(Transaction& transaction, std::int64_t number) {
    if (const auto id = customers::id_of_number(transaction, number))
        if (auto found = customers::find_customer(transaction, *id)) return std::move(*found);
    return refuse(RefusalKind::not_found, "error.no_such_customer", {{"number", std::to_string(number)}});
}

Result<Done> export_data(House& house, const Terminal& terminal, const PrivacyWords& words) {
    const auto data = TRY(house.database.write([&](Transaction& transaction) -> Result<PersonalData> {
        const auto customer = TRY(customer_named(transaction, words.number));
        return personal_data(house, transaction, terminal.actor, customer.id);
    }));
    return write_package(data, house, path_from(terminal, words.out));
}

void print(std::ostream& out, const Json& preview, Language language) {
    for (const auto& part : preview.at("parts")) {
        out << part.at("text").get<std::string>() << ": " << part.at("rows").get<std::int64_t>() << "  "
            << text(language, "privacy.fate." + part.at("fate").get<std::string>());
        if (part.at("kept").get<std::int64_t>() > 0)
            out << "; " << text(language, "privacy.kept_until", {{"date", part.at("kept_until").get<std::string>()}});
        out << '\n';
    }
    for (const auto& sentence : preview.at("forbidden")) out << "! " << sentence.get<std::string>() << '\n';
}

Result<Done> show_preview(House& house, const Terminal& terminal, const PrivacyWords& words) {
    const auto seen = TRY(house.database.read([&](Transaction& transaction) -> Result<ErasurePreview> {
        const auto customer = TRY(customer_named(transaction, words.number));
        return preview_erasure(house, transaction, terminal.actor, customer.id);
    }));
    print(terminal.out, preview_json(seen, terminal.actor.language), terminal.actor.language);
    return Done{};
}

Result<Done> erase(House& house, const Terminal& terminal, const PrivacyWords& words) {
    if (words.preview) return show_preview(house, terminal, words);
    const auto erased = TRY(house.database.write([&](Transaction& transaction) -> Result<Erased> {
        const auto customer = TRY(customer_named(transaction, words.number));
        return erase_customer(house, transaction, terminal.actor,
                              {customer.id, customer.version, words.confirm, !words.no_suppression});
    }));
    finish_erasures(house);
    keep_journal(house);
    terminal.out << text(terminal.actor.language, "privacy.erased", {{"erasure", std::to_string(erased.erasure)}}) << '\n';
    return Done{};
}

Result<Done> show_erasures(House& house, const Terminal& terminal) {
    Json rows = Json::array();
    for (const auto& one : house.database.read([](Transaction& transaction) { return erasures(transaction, 0, 1000); }))
        rows.push_back(erasure_json(one, terminal.actor.language));
    terminal.out << rows.dump(2) << '\n';
    return Done{};
}

Result<Done> show_kept(House& house, const Terminal& terminal, const PrivacyWords& words) {
    const auto records = TRY(house.database.write([&](Transaction& transaction) {
        return read_kept(house, transaction, terminal.actor, words.erasure);
    }));
    Json rows = Json::array();
    for (const auto& record : records) rows.push_back(kept_json(record, terminal.actor.language));
    terminal.out << rows.dump(2) << '\n';
    return Done{};
}

Result<Done> expire(House& house, const Terminal& terminal, const PrivacyWords& words) {
    const auto count = house.database.read(
        [&](Transaction& transaction) { return count_expired(transaction, house.today()); });
    if (!words.preview) expire_kept(house, terminal.actor);
    terminal.out << text(terminal.actor.language, "privacy.expired", {{"count", std::to_string(count)}}) << '\n';
    return Done{};
}

/// Who is erased again is told by his number, who cannot be with what comes first.
Result<Done> replay(House& house, const Terminal& terminal, const PrivacyWords& words) {
    const auto language = terminal.actor.language;
    const auto path = words.journal.empty() ? journal_of(house) : path_from(terminal, words.journal);
    // A house in which nobody was erased has none yet.
    const bool is_there = !words.journal.empty() || std::filesystem::exists(path);
    const auto replayed = is_there ? TRY(replay_erasures(house, path)) : Replayed{};
    for (const auto number : replayed.erased)
        terminal.out << text(language, "privacy.erased_again", {{"number", std::to_string(number)}}) << '\n';
    if (replayed.erased.empty() && replayed.forbidden.empty()) terminal.out << text(language, "privacy.nobody_again") << '\n';
    if (replayed.forbidden.empty()) return Done{};
    Refusal refusal{RefusalKind::conflict, {}};
    for (const auto& one : replayed.forbidden) {
        refusal.issues.push_back({"", "privacy.there_again", {{"number", std::to_string(one.number)}}});
        refusal.issues.insert(refusal.issues.end(), one.why.begin(), one.why.end());
    }
    return refusal;
}

int ended(const Terminal& terminal, const Result<Done>& done) {
    return done ? 0 : settings::print_refusal(terminal.actor.language, done.refusal(), "customer", terminal.err);
}

}  // namespace

Work privacy_command(CLI::App& app) {
    const auto words = std::make_shared<PrivacyWords>();
    auto* told = app.add_subcommand("export");
    told->add_option("NUMBER", words->number)->required();
    told->add_option("--out", words->out)->required();
    told->footer("kartei privacy export 100001 --out personal-data.zip");
    auto* erased = app.add_subcommand("erase");
    erased->add_option("NUMBER", words->number)->required();
    erased->add_flag("--preview", words->preview);
    erased->add_option("--confirm", words->confirm, "command.privacy.confirm");
    erased->add_flag("--no-suppression", words->no_suppression, "command.privacy.no_suppression");
    erased->footer("kartei privacy erase 100001 --preview\nkartei privacy erase 100001 --confirm 100001");
    auto* reports = app.add_subcommand("erasures");
    reports->footer("kartei privacy erasures");
    auto* kept = app.add_subcommand("kept");
    kept->add_option("ERASURE", words->erasure, "command.privacy.erasure")->required();
    kept->footer("kartei privacy kept 1");
    auto* expired = app.add_subcommand("expire");
    expired->add_flag("--preview", words->preview);
    expired->footer("kartei privacy expire --preview");
    auto* replayed = app.add_subcommand("replay");
    replayed->add_option("JOURNAL", words->journal, "command.privacy.journal");
    replayed->footer("kartei privacy replay");
    app.require_subcommand(1);
    app.footer("kartei privacy export 100001 --out personal-data.zip\nkartei privacy erase 100001 --preview");
    return [=](House& house, const Terminal& terminal) {
        if (told->parsed()) return ended(terminal, export_data(house, terminal, *words));
        if (erased->parsed()) return ended(terminal, erase(house, terminal, *words));
        if (reports->parsed()) return ended(terminal, show_erasures(house, terminal));
        if (kept->parsed()) return ended(terminal, show_kept(house, terminal, *words));
        if (replayed->parsed()) return ended(terminal, replay(house, terminal, *words));
        return ended(terminal, expire(house, terminal, *words));
    };
}

}  // namespace kartei::privacy

// What is done with sendings: looked at before, begun, carried out (files), paused, gone on with, cancelled.
#pragma once

#include "modules/mailing/sending.hpp"
#include "modules/selections/engine.hpp"

namespace kartei::mailing {

/// What a sending would do.
struct Preview {
    std::int64_t going = 0;
    std::vector<Dropped> dropped;
    std::vector<Dropped> without_salutation;  ///< who get a letter without a greeting: listed first (reason "")
    std::map<std::string, std::int64_t> missing;  ///< fields of a letter of a word processor that are empty, and how often
    bool without_office = false;              ///< it is not set as PDF: there is no LibreOffice here
    Parameters warnings;                      ///< words of what will not show as it should -> how often
};
Result<Preview> preview_sending(House& house, sql::Transaction& transaction, selections::Engine& engine,
                                const Actor& actor, const nlohmann::json& asked);

/// Keeps it with its recipients, as the gate decides now. Refuses conflict (error.nobody_takes_part).
Result<Sending> begin_sending(House& house, sql::Transaction& transaction, selections::Engine& engine,
                              const Actor& actor, const nlohmann::json& asked);

/// Makes the file at `path`: the gate decides once more, and what became of everybody is noted. Outside transactions.
Result<nlohmann::json> run_file_sending(House& house, std::int64_t id, const std::string& path, Language language,
                                        jobs::Progress& progress);

/// {"id", "sent", "waiting", "dropped" …}
nlohmann::json counts_json(sql::Transaction& transaction, std::int64_t sending);

/// One that nobody carries out any more, as recover_sendings() leaves it.
void leave_sending(House& house, std::int64_t id);
/// What the last program that worked on them left behind: files are given up, e-mails wait for somebody to go on, those
/// that were on their way are in doubt. For the start of the server.
void recover_sendings(House& house);

}  // namespace kartei::mailing

// Letters that somebody made with a word processor, kept by name and language as templates of serial letters. Fields have the
// names of those of the built-in letters, and some more for what these write by themselves. What was uploaded is taken apart
// once, by the process that reads files, and kept sealed beside the file. Every SQL statement on them stands here.
#pragma once

#include <nlohmann/json.hpp>

#include "documents/letter_template.hpp"
#include "documents/merged_letters.hpp"
#include "modules/mailing/letter_words.hpp"
#include "modules/parameters/plain_record.hpp"

namespace kartei::mailing {

const parameters::PlainRecord& letter_file_record();

struct NewLetterFile {
    std::string name;       ///< "" = that of the file
    std::string language;   ///< "" = the house's
    std::string file_name;  ///< as the user calls it
    std::string path;       ///< where it lies
};
/// Keeps it; one of the same name and language gives way to it. Refusals: those of documents::take_apart(), and for each
/// field that is none error.template_unknown_field {name, nearest}, for lists error.template_unknown_list {name, names} and
/// error.template_list_within {name}. Outside transactions.
Result<parameters::SavedRow> keep_letter_file(House& house, const Actor& actor, const NewLetterFile& file);
Result<std::int64_t> remove_letter_file(House& house, sql::Transaction& transaction, const Actor& actor,
                                        std::int64_t id, std::int64_t version);

std::vector<parameters::PlainRow> letter_files_named(sql::Transaction& transaction, std::string_view name);
std::optional<documents::LetterTemplate> parts_of(const House& house, sql::Transaction& transaction,
                                                  const parameters::PlainRow& row);
std::optional<std::string> original_of(const House& house, sql::Transaction& transaction,
                                       const parameters::PlainRow& row);

/// Everything a field of such a letter may name.
std::vector<std::string> letter_file_fields();
/// The values of one recipient: placeholders_of(), and "address_block", "greeting", "today", "house"; rows of those lists
/// that the template asks for.
documents::LetterValues letter_file_values(House& house, sql::Transaction& transaction,
                                           const customers::Customer& customer, Language language,
                                           const documents::LetterTemplate& made);

}  // namespace kartei::mailing

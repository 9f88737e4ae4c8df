// The file that a serial letter makes of a letter of a word processor: one document, or an archive of several where there are
// many letters, or several languages. Set as PDF where LibreOffice is there, else as the document itself.
#pragma once

#include "modules/mailing/sending_files.hpp"

namespace kartei::mailing {

/// So many letters stand in one document, and so many bytes.
constexpr std::int64_t letters_in_a_document = 200;
constexpr std::uint64_t bytes_in_a_document = 16ull << 20;

/// Refuses (field letter_file) a name that is none: error.no_such_letter_file {name, names}.
Result<Done> check_letter_file(sql::Transaction& transaction, const std::string& name);

/// ".pdf", ".docx", ".odt", or ".zip" where so many recipients need more than one document.
std::string ending_of_letters(const House& house, sql::Transaction& transaction, const SendingOrder& order,
                              std::int64_t recipients);

/// Where the path ends in ".zip" an archive is made. Refuses conflict (error.letters_need_archive {max}) when it does not and
/// should.
Result<std::unique_ptr<SendingFile>> template_letters(House& house, sql::Transaction& transaction,
                                                      const SendingOrder& order, const std::string& path,
                                                      StillWanted still_wanted);

/// The fields of all its languages.
std::vector<std::string> fields_of(const House& house, sql::Transaction& transaction, const std::string& name);
/// How often a value is missing, by the name of its field.
void count_missing(House& house, sql::Transaction& transaction, const SendingOrder& order, const Issued& to,
                   std::map<std::string, std::int64_t>& missing);

}  // namespace kartei::mailing

// The file that a sending makes of its recipients: letters or labels as PDF, addresses as CSV or XLSX, contacts for
// Outlook, cards. Takes only what the gate issued.
#pragma once

#include <memory>

#include "modules/mailing/sending.hpp"

namespace kartei::mailing {

class SendingFile {
public:
    virtual ~SendingFile() = default;
    virtual Result<Done> add(sql::Transaction& transaction, const Issued& to) = 0;
    /// The file is whole behind it; refuses conflict (error.nobody_takes_part) when there is nobody in it.
    virtual Result<Done> finish() = 0;
};

/// "Serienbrief Frühjahr 2026-03-01.pdf"; `ending` where it hangs on more than the order (template_letters.hpp).
std::string sending_file_name(const House& house, const SendingOrder& order, Language language,
                              const std::string& ending = "");

/// Asked while something takes long; a refusal ends it.
using StillWanted = std::function<Result<Done>()>;

Result<std::unique_ptr<SendingFile>> make_sending_file(House& house, sql::Transaction& transaction,
                                                       const SendingOrder& order, const std::string& path,
                                                       Language language, StillWanted still_wanted);

/// The letter to one recipient, every placeholder filled in.
Result<Addressed> letter_to(House& house, sql::Transaction& transaction, const SendingOrder& order, const Issued& to);

}  // namespace kartei::mailing

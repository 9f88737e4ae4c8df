// LibreOffice sets documents as PDF, without a screen, in a process of its own that is locked in: no network, a folder of its
// own as its home, bounded time and size; it ends with the program that started it. It need not be installed.
#pragma once

#include <chrono>
#include <functional>
#include <string>

#include "base/claim.hpp"
#include "base/result.hpp"

namespace kartei::documents {

struct Office {
    std::string program;  ///< "" = there is none
    std::chrono::seconds longest = std::chrono::minutes(10);  ///< for one document
};
/// The one of this machine; looked for once. Tests set another.
Office& office();

/// FOLDER/NAME.pdf of the document FOLDER/NAME.docx or .odt. `still_wanted` is asked some times in a second; what it refuses
/// ends the process, and is refused. Started anew once when it dies. Refusals: unavailable (error.no_office),
/// error.office_slow, error.office_died.
Result<Done> set_as_pdf(const std::string& folder, const std::string& file,
                        const std::function<Result<Done>()>& still_wanted);

/// A folder that only this user may read, removed with all that is in it.
class ScratchFolder {
public:
    explicit ScratchFolder(const std::string& parent);
    ~ScratchFolder();
    ScratchFolder(const ScratchFolder&) = delete;
    ScratchFolder& operator=(const ScratchFolder&) = delete;

    const std::string& path() const { return path_; }
    /// Removes what programs that ended in the middle left behind.
    static void sweep(const std::string& parent);

private:
    std::string path_;
    Claim claim_;
};

/// The words that make this program the process in which LibreOffice runs: folder, file, program. main() calls
/// set_for_parent() before anything else.
inline constexpr const char* setting_word = "set-letters";
int set_for_parent(const char* folder, const char* file, const char* program);

}  // namespace kartei::documents

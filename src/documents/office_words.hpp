// How LibreOffice is called for one document.
#pragma once

#include <string>
#include <vector>

namespace kartei::documents {

/// Its home below the folder of the document.
inline constexpr const char* office_home = "home";

inline std::vector<std::string> office_words(const std::string& folder, const std::string& file,
                                             const std::string& program) {
    return {program,          "-env:UserInstallation=file://" + folder + "/" + office_home,
            "--headless",     "--invisible",
            "--norestore",    "--nologo",
            "--nodefault",    "--nolockcheck",
            "--convert-to",   "pdf:writer_pdf_Export",
            "--outdir",       folder,
            folder + "/" + file};
}

inline std::vector<std::string> office_environment(const std::string& folder) {
    return {"HOME=" + folder, "TMPDIR=" + folder, "PATH=/usr/bin:/bin", "LANG=C.UTF-8", "SAL_USE_VCLPLUGIN=svp"};
}

}  // namespace kartei::documents

// The temporary file of an upload while it arrives. Removed with this object, unless the handler has moved it away.
#pragma once

#include <string>
#include <string_view>

#include "base/claim.hpp"
#include "web/sha256.hpp"

namespace kartei::web {

class UploadFile {
public:
    static constexpr std::string_view prefix = "kartei-upload-";

    /// In `folder`, or in the system's temporary folder when "". Throws std::system_error (disk full among others).
    explicit UploadFile(const std::string& folder);
    ~UploadFile();
    UploadFile(const UploadFile&) = delete;
    UploadFile& operator=(const UploadFile&) = delete;

    void add(std::string_view bytes);  ///< throws std::system_error
    std::string finish();              ///< everything is stored; SHA-256 of it in hex

    const std::string& path() const { return path_; }

    /// Removes what a crash has left behind, and nothing that arrives just now at another server.
    static void clear(const std::string& folder);

private:
    std::string path_;
    int file_ = -1;
    Claim claim_;  ///< other servers may use the folder too
    Sha256 sum_;
};

}  // namespace kartei::web

// Files that hold what somebody sent, sealed while they lie on disk (libsodium secretstream: cut, moved or changed
// pieces do not open). Read through an unsealed copy that has no name and goes with the object.
#pragma once

#include <string>

#include "audit/keys.hpp"

namespace kartei::audit {

/// Writes `to`, which must not exist (0600, on disk when it returns), from the plain file `from`. Throws
/// std::system_error; nothing is left then.
void seal_file(const Key& key, const std::string& from, const std::string& to);
/// Does the file begin as sealed ones do? Files of older versions do not.
bool is_sealed_file(const std::string& path);

class UnsealedFile {
public:
    /// `folder`: where there is room. Throws std::runtime_error when the file does not open with this key.
    UnsealedFile(const Key& key, const std::string& path, const std::string& folder);
    ~UnsealedFile();
    UnsealedFile(const UnsealedFile&) = delete;
    UnsealedFile& operator=(const UnsealedFile&) = delete;

    /// A name under which this process can open it, as long as the object lives.
    const std::string& path() const { return path_; }

private:
    int file_ = -1;
    std::string path_;
};

}  // namespace kartei::audit

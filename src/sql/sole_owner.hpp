// One process owns a SQLite file (docs/architecture.md, "Data"): held by a lock on FILE.lock and by one on the file
// itself, which also stands under another name (a symbolic link). A file with two names of its own (hard links) is
// refused: its write-ahead log has the name under which it was opened last, and would not be found under the other.
#pragma once

#include <string>

namespace kartei::sql {

class SoleOwner {
public:
    /// Makes the file (0600) when there is none. Throws SqlError, Fault::busy when another process owns it.
    explicit SoleOwner(const std::string& path);
    /// To be gone after the last connection: closing a file drops the locks that SQLite has on it.
    ~SoleOwner();
    SoleOwner(const SoleOwner&) = delete;
    SoleOwner& operator=(const SoleOwner&) = delete;

private:
    void lock(int file, const std::string& path);
    void close();

    int name_ = -1, file_ = -1;
};

}  // namespace kartei::sql

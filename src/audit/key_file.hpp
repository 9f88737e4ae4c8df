// The file that holds a key outside the database: 64 hexadecimal digits, for its owner only (0600). Invariant: under
// the name of a key file there is never half a key, whatever is killed or full: it is written beside it, made sure of
// on disk, and only then given its name.
#pragma once

#include <optional>
#include <string>

#include "audit/keys.hpp"

namespace kartei::audit {

/// No value when there is no such file. Throws std::runtime_error, with words for the operator, when it cannot be read
/// or does not hold a key.
std::optional<Key> read_key_file(const std::string& path);

/// Writes a file that is not there yet; false when somebody else made it meanwhile, whose key then stays.
bool create_key_file(const std::string& path, const Key& key);

/// Takes away what changes of the key that were killed left waiting beside the file.
void sweep_waiting_keys(const std::string& path);

/// A key that waits beside the file until its time has come; gone with the object unless put().
class WaitingKeyFile {
public:
    WaitingKeyFile(std::string path, const Key& key);
    ~WaitingKeyFile();
    WaitingKeyFile(const WaitingKeyFile&) = delete;
    WaitingKeyFile& operator=(const WaitingKeyFile&) = delete;

    /// Takes the place of the file; once.
    void put();
    /// Takes the name if nobody has it; false when somebody has.
    bool put_if_free();

private:
    std::string path_, waiting_;
};

}  // namespace kartei::audit

// Bytes of an answer that wait for a slow reader: in a file without a name, encrypted under a key that nobody keeps, gone
// with this object. All spools of a server share one limit.
#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>

namespace kartei::web {

struct SpoolRoom {
    std::string folder;                          ///< "" = the system's for temporary files
    std::uint64_t most = 4ULL << 30;             ///< bytes of all spools together
    std::atomic<std::uint64_t> used{0};
};

class Spool {
public:
    explicit Spool(SpoolRoom& room);
    ~Spool();
    Spool(const Spool&) = delete;
    Spool& operator=(const Spool&) = delete;

    /// Throws std::system_error: ENOSPC also when the room is used up.
    void add(std::string_view bytes);
    /// The oldest bytes, at most so many.
    std::string take(std::size_t most);
    bool is_empty() const { return written_ == read_; }

private:
    struct Cipher;
    void open();
    void empty();

    SpoolRoom& room_;
    int file_ = -1;
    std::unique_ptr<Cipher> in_, out_;
    std::uint64_t written_ = 0, read_ = 0;
};

}  // namespace kartei::web

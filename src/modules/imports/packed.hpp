// Numbers, texts and values as bytes, for the temporary files of an import; nothing packed here is kept. Values come
// back as they went in. Only the program that wrote a record reads it, so a damaged record is a failure (exception).
#pragma once

#include <cstdint>
#include <stdexcept>
#include <string>
#include <string_view>

#include "base/field.hpp"

namespace kartei::imports {

/// Appends to a record.
class Packer {
public:
    explicit Packer(std::string& out) : out_(out) {}

    /// Small numbers of either sign take few bytes.
    void number(std::int64_t number);
    void text(std::string_view text);
    void value(const Value& value);
    /// Eight bytes that order as the number does; for keys. Not below 0.
    void ordered(std::uint64_t number);
    /// A text inside a key, followed by others: orders before every text that goes on. The text holds no NUL.
    void ordered_text(std::string_view text) { out_.append(text) += '\0'; }
    void bytes(std::string_view bytes) { out_ += bytes; }

private:
    std::string& out_;
};

/// Takes off the front of a record; texts are views into it.
class Unpacker {
public:
    explicit Unpacker(std::string_view record) : rest_(record) {}

    std::int64_t number();
    std::string_view text();
    Value value();
    std::uint64_t ordered();
    std::string_view ordered_text();
    std::string_view bytes(std::size_t count);
    std::string_view rest() const { return rest_; }
    bool at_end() const { return rest_.empty(); }

private:
    std::string_view rest_;
};

}  // namespace kartei::imports

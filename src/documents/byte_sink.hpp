// Where written bytes go: a file, an answer on the network, a text in memory. Knows nothing of what they mean.
#pragma once

#include <string>
#include <string_view>

#include "base/result.hpp"

namespace kartei::documents {

class ByteSink {
public:
    virtual ~ByteSink() = default;
    /// Takes all of it or refuses (the disk is full, the reader has gone); failures throw.
    virtual Result<Done> write(std::string_view bytes) = 0;
};

/// Collects in memory; for small tables and tests.
class MemorySink final : public ByteSink {
public:
    Result<Done> write(std::string_view bytes) override {
        content.append(bytes);
        return Done{};
    }
    std::string content;
};

}  // namespace kartei::documents

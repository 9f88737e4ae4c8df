// The built browser UI, read into memory once at the start: what is asked for is looked up by name, so no path can
// climb out of the folder. index.html answers every other path without a dot, so that deep links work. Knows no socket.
#pragma once

#include <map>
#include <memory>
#include <string>

#include "web/gate.hpp"
#include "web/reply.hpp"

namespace kartei::web {

class StaticFiles {
public:
    static constexpr std::uintmax_t most_bytes = 128 * 1024 * 1024;

    /// Reads the folder; symbolic links and names that begin with a dot are left out. Throws std::runtime_error when it
    /// cannot be read or is larger than most_bytes. An empty name: no UI, every path answers 404.
    explicit StaticFiles(const std::string& folder);

    /// 200, 304, 404 or 405. The path must have passed the gate.
    Reply find(const RequestHead& head) const;

private:
    struct File {
        std::shared_ptr<const std::string> plain, gzip, brotli;
        std::string tag, media_type;
        bool immutable = false;
    };

    void add(const std::string& name, std::string content);
    const File* look_up(const RequestHead& head) const;

    std::map<std::string, File, std::less<>> files_;
};

}  // namespace kartei::web

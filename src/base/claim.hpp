// A claim on a file or folder that others would take for left behind: it holds as long as the process that made it lives and
// keeps it, and ends with it however it ends. What lies about without a claim belongs to nobody any more.
#pragma once

#include <string>

namespace kartei {

class Claim {
public:
    Claim() = default;
    /// Of a file or folder that is there; throws std::system_error when it cannot be opened.
    explicit Claim(const std::string& path);
    ~Claim();
    Claim(const Claim&) = delete;
    Claim& operator=(const Claim&) = delete;
    Claim(Claim&& other) noexcept;
    Claim& operator=(Claim&& other) noexcept;

    /// Does somebody who lives claim it, in this process or another?
    static bool stands(const std::string& path);

private:
    int file_ = -1;
};

}  // namespace kartei

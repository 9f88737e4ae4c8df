// What is said about an export beside it (decisions.md 22): in FILE.manifest.json, on standard error, on a workbook's
// second sheet, in the job's result.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.hpp"

struct evp_md_ctx_st;

namespace kartei::lists {

struct Manifest {
    std::string report, type, filter;   ///< the filter in words
    std::string at;                     ///< the instant it speaks for
    std::string time_zone;              ///< of the local times in a workbook; "" where times are UTC
    std::vector<std::pair<std::string, std::int64_t>> extent;  ///< how much was chosen: {"events", 3}
    std::int64_t rows_expected = 0, rows_written = 0;
    std::vector<std::pair<std::string, std::int64_t>> sums;    ///< over the rows written, money in minor units
    std::string hash;                   ///< SHA-256 of the file's bytes, hex; "" on a workbook's own sheet

    Parameters pairs() const;
    std::string json() const;  ///< one line
    /// Throws when the export does not hold what the list's lines promise: it must not look whole.
    void check() const;
};

/// Writes FILE.manifest.json beside a file.
Result<Done> write_beside(const std::string& path, const Manifest& manifest);

/// SHA-256 of bytes as they pass.
class PassingHash {
public:
    PassingHash();
    ~PassingHash();
    PassingHash(const PassingHash&) = delete;
    PassingHash& operator=(const PassingHash&) = delete;
    void add(std::string_view bytes);
    std::string hex();

private:
    evp_md_ctx_st* context_;
};

/// Of a file's bytes, hex; throws when it cannot be read.
std::string hash_of_file(const std::string& path);

}  // namespace kartei::lists

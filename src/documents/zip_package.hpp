// The ZIP archive that a workbook or a letter is, opened with distrust: number and names of entries, encryption, overlap,
// and what comes out are all bounded (reliability.md R24). Only the parts asked for are ever inflated; macros, pictures
// and links lie untouched. Knows archives; knows no XML, no table and no letter. What is behind the limits is refused; a
// disk that fails throws.
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "documents/descriptor.hpp"
#include "documents/xlsx_limits.hpp"

struct zip;
struct zip_file;

namespace kartei::documents {

/// One part while it is being inflated. Must not outlive its package.
class PackagePart {
public:
    /// Up to `most` bytes; 0 = the end, and then its check sum was right. Refusals: error.xlsx_too_large, xlsx_bomb,
    /// xlsx_broken.
    Result<std::size_t> read(char* to, std::size_t most);
    std::uint64_t size() const { return size_; }  ///< bytes unpacked, as the archive claims: for progress only
    std::uint64_t bytes_read() const { return read_; }

private:
    friend class ZipPackage;
    struct Close {
        void operator()(zip_file* file) const;
    };
    PackagePart(zip_file* file, std::uint64_t packed, std::uint64_t size, class ZipPackage& package);

    std::unique_ptr<zip_file, Close> file_;
    ZipPackage* package_;
    std::uint64_t packed_, size_, read_ = 0;
};

class ZipPackage {
public:
    /// Refusals: error.table_file_unreadable, xlsx_too_large, xlsx_entries, xlsx_names, xlsx_protected, xlsx_broken.
    static Result<std::unique_ptr<ZipPackage>> open(const std::filesystem::path& path, const XlsxLimits& limits = {});
    /// `name`: as refusals call the file.
    static Result<std::unique_ptr<ZipPackage>> open(Descriptor file, const std::string& name,
                                                     const XlsxLimits& limits = {});

    bool has(const std::string& name) const;
    std::vector<std::string> names() const;  ///< of all entries but folders, in the order of the archive
    /// Names are paths without a leading '/'. Refuses a part that is not there (error.xlsx_broken).
    Result<PackagePart> part(const std::string& name);
    const XlsxLimits& limits() const { return limits_; }

private:
    friend class PackagePart;
    struct Close {
        void operator()(zip* archive) const;
    };
    ZipPackage(zip* archive, std::uint64_t packed, const XlsxLimits& limits);
    Result<Done> check_entries() const;

    std::unique_ptr<zip, Close> archive_;
    XlsxLimits limits_;
    std::uint64_t packed_, unpacked_ = 0;
};

}  // namespace kartei::documents

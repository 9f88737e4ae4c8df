#include "documents/zip_package.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zip.h>

#include <algorithm>
#include <cerrno>
#include <system_error>
#include <vector>

namespace kartei::documents {
namespace {

constexpr std::uint64_t ratio_counts_from = 1 << 20;
/// Bytes of the archive's directory: what a thousand entries with long names need, and no more than libzip may read.
constexpr std::uint64_t largest_directory = 4 << 20;

Refusal broken(std::string_view what) {
    return refuse(RefusalKind::invalid, "error.xlsx_broken", {{"part", std::string(what)}});
}

Refusal too_many_entries(const XlsxLimits& limits) {
    return refuse(RefusalKind::too_large, "error.xlsx_entries", {{"max", std::to_string(limits.entries)}});
}

Refusal too_large(std::uint64_t limit) {
    return refuse(RefusalKind::too_large, "error.xlsx_too_large", {{"max", std::to_string(limit >> 20)}});
}

std::uint64_t number_at(std::string_view bytes, std::size_t at, std::size_t size) {
    std::uint64_t number = 0;
    for (std::size_t index = size; index-- > 0;) number = number << 8 | static_cast<unsigned char>(bytes[at + index]);
    return number;
}

/// The last 64 KiB and a little more, where the directory's end must stand (APPNOTE 4.3.16).
std::string tail(int file, std::uint64_t size) {
    std::string bytes(std::min<std::uint64_t>(size, 65'535 + 22 + 20 + 56), '\0');
    const auto got = ::pread(file, bytes.data(), bytes.size(), static_cast<off_t>(size - bytes.size()));
    if (got < 0) throw std::system_error(errno, std::generic_category(), "reading a workbook");
    bytes.resize(static_cast<std::size_t>(got));
    return bytes;
}

/// libzip keeps the whole directory in memory before anybody can ask how long it is; so every end record that it might
/// believe is looked at first, the 64-bit ones too.
Result<Done> check_directory(std::string_view bytes, const XlsxLimits& limits) {
    using namespace std::string_view_literals;
    bool found = false;
    for (auto at = bytes.find("PK\5\6"sv); at != bytes.npos; at = bytes.find("PK\5\6"sv, at + 1)) {
        if (bytes.size() - at < 22) continue;
        found = true;
        const auto entries = number_at(bytes, at + 10, 2), size = number_at(bytes, at + 12, 4);
        if (entries != 0xffff && entries > limits.entries) return too_many_entries(limits);
        if (size != 0xffff'ffff && size > largest_directory) return too_many_entries(limits);
        const bool needs_64_bits = entries == 0xffff || size == 0xffff'ffff;
        if (needs_64_bits && bytes.find("PK\6\6"sv) == bytes.npos) return broken("ZIP");
    }
    for (auto at = bytes.find("PK\6\6"sv); at != bytes.npos; at = bytes.find("PK\6\6"sv, at + 1)) {
        if (bytes.size() - at < 56) continue;
        const auto entries = number_at(bytes, at + 32, 8), size = number_at(bytes, at + 40, 8);
        if (entries > limits.entries || size > largest_directory) return too_many_entries(limits);
    }
    if (!found) return broken("ZIP");
    return Done{};
}

/// Would the name lead out of a folder it is unpacked to? (We never unpack to one; who sends this means no good.)
bool leads_away(std::string_view name) {
    if (name.starts_with('/') || name.starts_with('\\') || (name.size() > 1 && name[1] == ':')) return true;
    for (std::size_t from = 0; from <= name.size();) {
        const auto end = std::min(name.find_first_of("/\\", from), name.size());
        if (name.substr(from, end - from) == "..") return true;
        from = end + 1;
    }
    return false;
}

}  // namespace

void PackagePart::Close::operator()(zip_file* file) const { zip_fclose(file); }
void ZipPackage::Close::operator()(zip* archive) const { zip_discard(archive); }

ZipPackage::ZipPackage(zip* archive, std::uint64_t packed, const XlsxLimits& limits)
    : archive_(archive), limits_(limits), packed_(packed) {}

Result<std::unique_ptr<ZipPackage>> ZipPackage::open(const std::filesystem::path& path, const XlsxLimits& limits) {
    return open(Descriptor(::open(path.c_str(), O_RDONLY | O_CLOEXEC)), path.filename().string(), limits);
}

Result<std::unique_ptr<ZipPackage>> ZipPackage::open(Descriptor file, const std::string& name,
                                                       const XlsxLimits& limits) {
    struct stat status {};
    if (!file.is_open() || ::fstat(file.number(), &status) != 0 || !S_ISREG(status.st_mode))
        return refuse(RefusalKind::not_found, "error.table_file_unreadable", {{"file", name}});
    const auto size = static_cast<std::uint64_t>(status.st_size);
    if (size > limits.packed) return too_large(limits.packed);
    TRY(check_directory(tail(file.number(), size), limits));
    int error = 0;
    zip* archive = zip_fdopen(file.number(), 0, &error);
    if (archive == nullptr) return broken("ZIP");
    file.release();  // libzip has closed it, and goes on with a copy
    std::unique_ptr<ZipPackage> package(new ZipPackage(archive, size, limits));
    TRY(package->check_entries());
    return package;
}

Result<Done> ZipPackage::check_entries() const {
    const auto entries = zip_get_num_entries(archive_.get(), 0);
    if (static_cast<std::uint64_t>(entries) > limits_.entries) return too_many_entries(limits_);
    std::uint64_t packed = 0;
    for (zip_int64_t entry = 0; entry < entries; ++entry) {
        zip_stat_t stat;
        constexpr zip_uint64_t needed =
            ZIP_STAT_NAME | ZIP_STAT_COMP_SIZE | ZIP_STAT_COMP_METHOD | ZIP_STAT_ENCRYPTION_METHOD;
        if (zip_stat_index(archive_.get(), static_cast<zip_uint64_t>(entry), ZIP_FL_ENC_RAW, &stat) != 0 ||
            (stat.valid & needed) != needed)
            return broken("ZIP");
        if (leads_away(stat.name)) return refuse(RefusalKind::invalid, "error.xlsx_names");
        if (stat.encryption_method != ZIP_EM_NONE) return refuse(RefusalKind::unsupported, "error.xlsx_protected");
        if (stat.comp_method != ZIP_CM_STORE && stat.comp_method != ZIP_CM_DEFLATE) return broken(stat.name);
        // Entries that share their bytes together claim more than the file has: the trick of the "better zip bomb".
        if (stat.comp_size > packed_ || (packed += stat.comp_size) > packed_) return broken("ZIP");
    }
    return Done{};
}

bool ZipPackage::has(const std::string& name) const {
    return zip_name_locate(archive_.get(), name.c_str(), ZIP_FL_NOCASE) >= 0;
}

std::vector<std::string> ZipPackage::names() const {
    std::vector<std::string> names;
    const auto entries = zip_get_num_entries(archive_.get(), 0);
    for (zip_int64_t entry = 0; entry < entries; ++entry)
        if (const char* name = zip_get_name(archive_.get(), static_cast<zip_uint64_t>(entry), 0);
            name != nullptr && !std::string_view(name).ends_with('/'))
            names.emplace_back(name);
    return names;
}

Result<PackagePart> ZipPackage::part(const std::string& name) {
    zip_stat_t stat;
    const auto index = zip_name_locate(archive_.get(), name.c_str(), ZIP_FL_NOCASE);
    if (index < 0 || zip_stat_index(archive_.get(), static_cast<zip_uint64_t>(index), 0, &stat) != 0)
        return broken(name);
    zip_file* file = zip_fopen_index(archive_.get(), static_cast<zip_uint64_t>(index), 0);
    if (file == nullptr) return broken(name);
    return PackagePart(file, stat.comp_size, stat.size, *this);
}

PackagePart::PackagePart(zip_file* file, std::uint64_t packed, std::uint64_t size, ZipPackage& package)
    : file_(file), package_(&package), packed_(packed), size_(size) {}

Result<std::size_t> PackagePart::read(char* to, std::size_t most) {
    const auto got = zip_fread(file_.get(), to, most);
    if (got < 0) return broken("ZIP");
    read_ += static_cast<std::uint64_t>(got);
    package_->unpacked_ += static_cast<std::uint64_t>(got);
    const auto& limits = package_->limits_;
    if (package_->unpacked_ > limits.unpacked) return too_large(limits.unpacked);
    if (read_ > ratio_counts_from && read_ / limits.ratio > packed_)
        return refuse(RefusalKind::too_large, "error.xlsx_bomb");
    return static_cast<std::size_t>(got);
}

}  // namespace kartei::documents

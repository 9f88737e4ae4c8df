// A ZIP archive written in one go, each entry deflated as it comes: no temporary files, no more memory than zlib's
// window. Own code because neither library at hand streams with checked errors: libzip takes whole sources at its
// close, and libxlsxwriter's packer copies through temporary files whose write errors it ignores (a full disk gave a
// workbook of one row and the answer "no error"). Knows nothing of what is packed. Limits: 4 GiB per archive and per
// entry (no ZIP64, which Excel takes badly), checked. Reference: PKWARE APPNOTE 6.3.
#pragma once

#include <zlib.h>

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "documents/output_file.hpp"

namespace kartei::documents {

class ZipWriter {
public:
    static constexpr std::uint64_t largest = 0xffff'fffe;  ///< bytes, of the archive and of an entry

    /// The file must outlive the writer and be empty. Level 1 (quick) to 9 (small).
    explicit ZipWriter(OutputFile& file, int level = 1);
    ~ZipWriter();
    ZipWriter(const ZipWriter&) = delete;
    ZipWriter& operator=(const ZipWriter&) = delete;

    /// Begins an entry; the name is ASCII with '/' between folders. The entry before must have ended.
    Result<Done> begin(std::string name);
    Result<Done> write(std::string_view bytes);
    Result<Done> end();
    Result<Done> add(std::string name, std::string_view content);
    /// The same without deflating it: what others read in the file without unpacking it (ODF 1.3 part 2, 3.3).
    Result<Done> add_stored(std::string name, std::string_view content);
    std::uint64_t unpacked() const { return entry_.unpacked; }  ///< bytes of the current entry so far

    /// The archive's directory; the caller commits the file.
    Result<Done> finish();

private:
    struct Entry {
        std::string name;
        std::uint64_t offset = 0, packed = 0, unpacked = 0;
        std::uint32_t check = 0;
        bool is_stored = false;
    };

    Result<Done> deflate_input(std::string_view bytes, int flush);
    std::string header(const Entry& entry, bool in_directory) const;

    OutputFile& file_;
    z_stream stream_{};
    std::vector<char> packed_;
    std::vector<Entry> entries_;
    Entry entry_;
};

}  // namespace kartei::documents

// Workbooks made by hand for the tests, well-formed and otherwise: parts in, the bytes of an archive out.
#pragma once

#include <unistd.h>
#include <zip.h>

#include <filesystem>
#include <fstream>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

namespace kartei::documents {

/// A file that lives as long as the test.
class MadeFile {
public:
    explicit MadeFile(const std::string& content) {
        static int count = 0;
        path_ = std::filesystem::temp_directory_path() /
                ("kartei_made_" + std::to_string(::getpid()) + "_" + std::to_string(++count));
        std::ofstream(path_, std::ios::binary) << content;
    }
    ~MadeFile() { std::filesystem::remove(path_); }
    MadeFile(const MadeFile&) = delete;
    MadeFile& operator=(const MadeFile&) = delete;
    const std::filesystem::path& path() const { return path_; }

private:
    std::filesystem::path path_;
};

using Parts = std::vector<std::pair<std::string, std::string>>;

/// The bytes of an archive with these parts.
inline std::string archive_of(const Parts& parts, const char* password = nullptr) {
    const MadeFile file("");
    zip_t* archive = zip_open(file.path().c_str(), ZIP_CREATE | ZIP_TRUNCATE, nullptr);
    for (const auto& [name, content] : parts) {
        const auto index =
            zip_file_add(archive, name.c_str(), zip_source_buffer(archive, content.data(), content.size(), 0), 0);
        if (index < 0) throw std::runtime_error(zip_strerror(archive));
        if (password != nullptr)
            zip_file_set_encryption(archive, static_cast<zip_uint64_t>(index), ZIP_EM_AES_256, password);
    }
    if (zip_close(archive) != 0) throw std::runtime_error("the archive of a test");
    std::ifstream read(file.path(), std::ios::binary);
    return {std::istreambuf_iterator<char>(read), {}};
}

struct MadeWorkbook {
    std::string prolog = "<?xml version=\"1.0\"?>";
    std::string properties, styles, strings;
    std::string sheets = "<sheet name=\"Gäste\" sheetId=\"1\" r:id=\"rId1\"/>";

    Parts parts(const std::string& rows) const {
        const std::string relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
        const std::string space =
            "xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\" xmlns:x=\"x\" xmlns:r=\"" + relations +
            "\"";
        const auto relation = [&](const std::string& id, const std::string& kind, const std::string& target) {
            return "<Relationship Id=\"" + id + "\" Type=\"" + relations + "/" + kind + "\" Target=\"" + target +
                   "\"/>";
        };
        return {{"_rels/.rels",
                 "<Relationships>" + relation("rId1", "officeDocument", "xl/workbook.xml") + "</Relationships>"},
                {"xl/workbook.xml",
                 prolog + "<workbook " + space + ">" + properties + "<sheets>" + sheets + "</sheets></workbook>"},
                {"xl/_rels/workbook.xml.rels",
                 "<Relationships>" + relation("rId1", "worksheet", "/xl/worksheets/sheet1.xml") +
                     relation("rId2", "styles", "styles.xml") + relation("rId3", "sharedStrings", "sharedStrings.xml") +
                     relation("rId4", "worksheet", "worksheets/sheet2.xml") + "</Relationships>"},
                {"xl/styles.xml", "<styleSheet " + space + ">" + styles + "</styleSheet>"},
                {"xl/sharedStrings.xml", "<sst " + space + ">" + strings + "</sst>"},
                {"xl/worksheets/sheet2.xml",
                 "<worksheet><sheetData><row><c t=\"str\"><v>hidden</v></c></row></sheetData></worksheet>"},
                {"xl/worksheets/sheet1.xml",
                 prolog + "<worksheet " + space + "><sheetData>" + rows + "</sheetData></worksheet>"}};
    }
    std::string with_rows(const std::string& rows) const { return archive_of(parts(rows)); }
};

}  // namespace kartei::documents

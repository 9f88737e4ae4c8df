// Letters made by hand for the tests, as word processors write them: DOCX and ODT with a body, and parts beside it.
#pragma once

#include "documents/made_workbook_test.hpp"

namespace kartei::documents {

inline std::string word_letter(const std::string& body, const Parts& more = {}, const std::string& links = "") {
    const std::string xml = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
    const std::string office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    Parts parts{
        {"[Content_Types].xml",
         xml + "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"><Default Extension=\"rels\" "
               "ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/><Default Extension=\"xml\" "
               "ContentType=\"application/xml\"/><Override PartName=\"/word/document.xml\" "
               "ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml\"/></Types>"},
        {"_rels/.rels",
         xml + "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship "
               "Id=\"rId1\" Type=\"" + office + "/officeDocument\" Target=\"word/document.xml\"/></Relationships>"},
        {"word/_rels/document.xml.rels",
         xml + "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">" + links +
             "</Relationships>"},
        {"word/document.xml",
         xml + "<w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:body>" + body +
             "<w:sectPr><w:pgSz w:w=\"11906\" w:h=\"16838\"/><w:pgMar w:top=\"1417\" w:right=\"1417\" w:bottom=\"1134\" "
             "w:left=\"1417\" w:header=\"708\" w:footer=\"708\" w:gutter=\"0\"/></w:sectPr></w:body></w:document>"}};
    parts.insert(parts.end(), more.begin(), more.end());
    return archive_of(parts);
}

inline std::string run(const std::string& text, const std::string& format = "") {
    return "<w:r>" + (format.empty() ? "" : "<w:rPr>" + format + "</w:rPr>") + "<w:t xml:space=\"preserve\">" + text +
           "</w:t></w:r>";
}
inline std::string paragraph(const std::string& runs) { return "<w:p>" + runs + "</w:p>"; }

inline std::string writer_letter(const std::string& body, const Parts& more = {}, const std::string& head = "") {
    const std::string xml = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";
    const std::string spaces =
        " xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\" "
        "xmlns:text=\"urn:oasis:names:tc:opendocument:xmlns:text:1.0\" "
        "xmlns:style=\"urn:oasis:names:tc:opendocument:xmlns:style:1.0\" "
        "xmlns:draw=\"urn:oasis:names:tc:opendocument:xmlns:drawing:1.0\" xmlns:xlink=\"http://www.w3.org/1999/xlink\" "
        "xmlns:script=\"urn:oasis:names:tc:opendocument:xmlns:script:1.0\" "
        "xmlns:fo=\"urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0\" office:version=\"1.2\"";
    Parts parts{{"mimetype", "application/vnd.oasis.opendocument.text"},
                {"META-INF/manifest.xml",
                 xml + "<manifest:manifest xmlns:manifest=\"urn:oasis:names:tc:opendocument:xmlns:manifest:1.0\" "
                       "manifest:version=\"1.2\"><manifest:file-entry manifest:full-path=\"/\" "
                       "manifest:media-type=\"application/vnd.oasis.opendocument.text\"/><manifest:file-entry "
                       "manifest:full-path=\"content.xml\" manifest:media-type=\"text/xml\"/><manifest:file-entry "
                       "manifest:full-path=\"styles.xml\" manifest:media-type=\"text/xml\"/></manifest:manifest>"},
                {"styles.xml",
                 xml + "<office:document-styles" + spaces + "><office:automatic-styles><style:page-layout "
                       "style:name=\"pm1\"><style:page-layout-properties fo:page-width=\"21cm\" fo:page-height=\"29.7cm\" "
                       "fo:margin=\"2cm\"/></style:page-layout></office:automatic-styles><office:master-styles>"
                       "<style:master-page style:name=\"Standard\" style:page-layout-name=\"pm1\">" + head +
                     "</style:master-page></office:master-styles></office:document-styles>"},
                {"content.xml", xml + "<office:document-content" + spaces +
                                    "><office:automatic-styles/><office:body><office:text><text:sequence-decls/>" + body +
                                    "</office:text></office:body></office:document-content>"}};
    parts.insert(parts.end(), more.begin(), more.end());
    return archive_of(parts);
}

/// LibreOffice writes no blanks between names.
inline std::size_t pages_set(const std::string& pdf) {
    std::size_t pages = 0;
    for (auto at = pdf.find("/Type/Page"); at != std::string::npos; at = pdf.find("/Type/Page", at + 1))
        if (pdf.compare(at + 10, 1, "s") != 0) ++pages;
    return pages;
}

/// A part of an archive in a file.
inline std::string part_in(const std::string& path, const std::string& name) {
    zip_t* archive = zip_open(path.c_str(), ZIP_RDONLY, nullptr);
    if (archive == nullptr) return "";
    zip_stat_t stat;
    std::string bytes;
    if (zip_stat(archive, name.c_str(), 0, &stat) == 0) {
        bytes.resize(stat.size);
        zip_file_t* file = zip_fopen(archive, name.c_str(), 0);
        (void)zip_fread(file, bytes.data(), bytes.size());
        zip_fclose(file);
    }
    zip_discard(archive);
    return bytes;
}

inline int parts_in(const std::string& path) {
    zip_t* archive = zip_open(path.c_str(), ZIP_RDONLY, nullptr);
    if (archive == nullptr) return -1;
    const auto count = zip_get_num_entries(archive, 0);
    zip_discard(archive);
    return static_cast<int>(count);
}

}  // namespace kartei::documents

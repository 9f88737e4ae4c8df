#include "program/demonstration/letter_file.hpp"

#include <array>

#include "documents/output_file.hpp"
#include "documents/zip_writer.hpp"
#include "modules/mailing/letter_files.hpp"

namespace kartei::program::demonstration {
namespace {

constexpr std::string_view prolog = R"(<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
)";

constexpr std::string_view types =
    R"(<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>)";  // wide: one part of a package

constexpr std::string_view links =
    R"(<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>)";  // wide: likewise

constexpr std::string_view page =
    R"(<w:sectPr><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="2552" w:right="1134" w:bottom="1134" w:left="1417" w:header="708" w:footer="708" w:gutter="0"/></w:sectPr>)";  // wide: likewise

/// The first stands where a window envelope shows it.
constexpr std::array<std::string_view, 7> paragraphs{
    "{{address_block}}",
    "{{today}}",
    "Die neue Spielzeit",
    "{{greeting}}",
    "bald öffnet sich wieder der Vorhang. Als Gast unseres Hauses laden wir Sie zur Vorstellung der neuen Spielzeit ein: am "
    "ersten Sonntag im September um 11 Uhr im Foyer.",
    "Mit freundlichen Grüßen",
    "{{house}}"};

std::string text() {
    std::string body;
    for (const auto words : paragraphs) {
        const bool is_subject = words == paragraphs[2];
        body += "<w:p><w:pPr><w:spacing w:after=\"360\"/></w:pPr><w:r>" +
                std::string(is_subject ? "<w:rPr><w:b/></w:rPr>" : "") + "<w:t xml:space=\"preserve\">" +
                std::string(words) + "</w:t></w:r></w:p>";
    }
    return "<w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:body>" + body +
           std::string(page) + "</w:body></w:document>";
}

}  // namespace

Result<Done> keep_letter_of_word(House& house, const Actor& actor, const std::string& folder) {
    const auto path = folder + "/letter.docx";
    {
        auto file = TRY(documents::OutputFile::create(path));
        documents::ZipWriter zip(*file);
        TRY(zip.add("[Content_Types].xml", std::string(prolog) + std::string(types)));
        TRY(zip.add("_rels/.rels", std::string(prolog) + std::string(links)));
        TRY(zip.add("word/document.xml", std::string(prolog) + text()));
        TRY(zip.finish());
        TRY(file->commit());
    }
    TRY(mailing::keep_letter_file(house, actor, {"Einladung zur Spielzeit", "de", "Einladung.docx", path}));
    return Done{};
}

}  // namespace kartei::program::demonstration

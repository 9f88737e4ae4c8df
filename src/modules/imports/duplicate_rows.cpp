#include "modules/imports/duplicate_rows.hpp"

#include "documents/output_file.hpp"
#include "modules/imports/headings.hpp"
#include "modules/imports/sent_rows.hpp"

namespace kartei::imports {
namespace {

Result<Done> write_row(documents::CsvWriter& out, const SentRows& rows, const Similar& similar, Language language) {
    const auto integer_or_empty = [&](const std::optional<std::int64_t>& number) {
        if (number) out.integer(*number);
        else out.empty();
    };
    out.integer(rows.line());
    integer_or_empty(similar.number);
    integer_or_empty(similar.line);
    out.integer(similar.score);
    out.text(similar.points_in_words(language));
    rows.write_cells(out);
    return out.end_row();
}

}  // namespace

Result<Done> write_duplicate_rows(documents::TableReader& table, const ImportKind& kind, const Columns& columns,
                                  Tally& tally, Language language, const std::string& path) {
    auto file = TRY(documents::OutputFile::create(path));
    SentRows rows(table, kind, columns);
    std::vector<documents::Column> headings;
    for (const auto heading : duplicate_headings) headings.push_back({std::string(heading)});
    for (const auto& heading : rows.header()) headings.push_back({heading});
    documents::CsvWriter out(*file, headings);
    Result<Done> written = Done{};
    tally.each_duplicate([&](std::int64_t line, const Similar& similar) {
        if (!rows.go_to(line)) return false;
        written = write_row(out, rows, similar, language);
        return static_cast<bool>(written);
    });
    TRY(written);
    TRY(out.finish());
    return file->commit();
}

}  // namespace kartei::imports

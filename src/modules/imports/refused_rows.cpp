#include "modules/imports/refused_rows.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "base/texts.hpp"
#include "documents/output_file.hpp"
#include "modules/imports/headings.hpp"
#include "modules/imports/sent_rows.hpp"

namespace kartei::imports {
namespace {

/// What is wrong with one line, said in words.
struct Complaint {
    std::string columns, values, reasons;

    void add(const std::string& column, std::string_view value, const std::string& reason) {
        auto append = [](std::string& to, std::string_view more) {
            if (!to.empty()) to += " | ";
            to += more;
        };
        append(columns, column);
        append(values, value);
        append(reasons, reason);
    }
};

/// Rows that are held back need a place for the number of the customer who is meant.
bool needs_number_column(const SentRows& rows, const ImportKind& kind, const Columns& columns, const Tally& tally) {
    const int number = kind.target("number");
    const auto& header = rows.header();
    return tally.has_held() && number >= 0 && !columns.has(number) &&
           std::none_of(header.begin(), header.end(), [](const auto& heading) { return fold(heading) == "number"; });
}

std::vector<documents::Column> headings(const SentRows& rows, bool with_number) {
    std::vector<documents::Column> list;
    for (const auto heading : refused_headings) list.push_back({std::string(heading)});
    for (const auto& heading : rows.header()) list.push_back({heading});
    if (with_number) list.push_back({"number"});
    return list;
}

Result<Done> write_row(documents::CsvWriter& out, const SentRows& rows, const std::vector<Problem>& problems,
                       Language language) {
    Complaint complaint;
    for (const auto& problem : problems)
        complaint.add(rows.heading_of(problem.target), rows.of_target(problem.target),
                      text(language, problem.key, problem.parameters));
    out.integer(rows.line());
    out.text(complaint.columns);
    out.text(complaint.values);
    out.text(complaint.reasons);
    rows.write_cells(out);
    return out.end_row();
}

}  // namespace

Result<Done> write_refused_rows(documents::TableReader& table, const ImportKind& kind, const Columns& columns,
                                Tally& tally, Language language, const std::string& path) {
    auto file = TRY(documents::OutputFile::create(path));
    SentRows rows(table, kind, columns);
    const auto columns_written = headings(rows, needs_number_column(rows, kind, columns, tally));
    documents::CsvWriter out(*file, columns_written);
    tally.first();
    Tally::LineProblem next;
    for (bool more = tally.next(next); more && rows.go_to(next.line);) {
        std::vector<Problem> problems;
        for (const auto line = next.line; more && next.line == line; more = tally.next(next))
            problems.push_back(next.problem);
        TRY(write_row(out, rows, problems, language));
    }
    TRY(out.finish());
    return file->commit();
}

}  // namespace kartei::imports

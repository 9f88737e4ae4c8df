#include "modules/imports/refused_rows.hpp"

#include "base/text.hpp"
#include "base/texts.hpp"
#include "documents/csv_writer.hpp"
#include "documents/output_file.hpp"
#include "modules/imports/headings.hpp"

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

class RefusedRows {
public:
    RefusedRows(documents::TableReader& table, const ImportKind& kind, const Columns& columns, Language language)
        : table_(table), kind_(kind), columns_(columns), language_(language) {}

    std::vector<documents::Column> headings() const {
        std::vector<documents::Column> list;
        for (const auto heading : refused_headings) list.push_back({std::string(heading)});
        for (const auto& heading : table_.header()) list.push_back({heading});
        return list;
    }

    /// `readable`: cells() belongs to the line.
    Result<Done> write(documents::CsvWriter& out, std::int64_t line, const std::vector<Problem>& problems,
                       bool readable) const {
        Complaint complaint;
        for (const auto& problem : problems) {
            const int column =
                problem.target < 0 ? -1 : columns_.column_of_target[static_cast<std::size_t>(problem.target)];
            const auto heading = column < 0 ? field_name(problem) : table_.header()[static_cast<std::size_t>(column)];
            complaint.add(heading, readable && column >= 0 ? shown(column) : std::string_view(),
                          text(language_, problem.key, problem.parameters));
        }
        out.integer(line);
        out.text(complaint.columns);
        out.text(complaint.values);
        out.text(complaint.reasons);
        if (readable)
            for (std::size_t column = 0; column < table_.header().size(); ++column)
                out.text(shown(static_cast<int>(column)));
        return out.end_row();
    }

private:
    std::string field_name(const Problem& problem) const {
        return problem.target < 0 ? std::string()
                                  : std::string(kind_.targets[static_cast<std::size_t>(problem.target)].field.name);
    }
    std::string_view shown(int column) const {
        const auto cell = table_.cells()[static_cast<std::size_t>(column)];
        const int target = columns_.target_of_column[static_cast<std::size_t>(column)];
        const bool sensitive =
            target >= 0 && kind_.targets[static_cast<std::size_t>(target)].field.privacy == Privacy::sensitive;
        return sensitive || contains_card_number(cell) ? std::string_view() : cell;
    }

    documents::TableReader& table_;
    const ImportKind& kind_;
    const Columns& columns_;
    Language language_;
};

}  // namespace

Result<Done> write_refused_rows(documents::TableReader& table, const ImportKind& kind, const Columns& columns,
                                Tally& tally, Language language, const std::string& path) {
    auto file = TRY(documents::OutputFile::create(path));
    const RefusedRows rows(table, kind, columns, language);
    const auto headings = rows.headings();
    documents::CsvWriter out(*file, headings);
    tally.first();
    Tally::LineProblem next;
    bool more = tally.next(next);
    while (more) {
        auto read = table.next();
        if ((read && !*read) || (!read && !table.may_continue())) break;
        if (table.line() < next.line) continue;
        std::vector<Problem> problems;
        for (const auto line = next.line; more && next.line == line; more = tally.next(next))
            problems.push_back(next.problem);
        TRY(rows.write(out, table.line(), problems, static_cast<bool>(read)));
    }
    TRY(out.finish());
    return file->commit();
}

}  // namespace kartei::imports

// What the smaller kinds of files share (events, labels, permissions, postcodes): each row stands for itself, is looked
// at, put aside and written later as it is, some hundred in one transaction.
#pragma once

#include <set>

#include "modules/imports/import_check.hpp"
#include "modules/imports/packed.hpp"
#include "modules/imports/publication.hpp"

namespace kartei::imports {

/// A row that was put aside, as it was when it was looked at.
class KeptRow {
public:
    KeptRow(const Columns& columns, bool clear_empty) : columns_(columns), clear_empty_(clear_empty) {}
    static std::string pack(const Row& row, const Columns& columns);
    void unpack(std::string_view record);
    Row row() { return Row(columns_, values_.data(), line_, problems_, clear_empty_); }

private:
    const Columns& columns_;
    bool clear_empty_;
    std::int64_t line_ = 0;
    std::vector<Value> values_;
    std::vector<Problem> problems_;
};

class RowByRow : public Importer {
public:
    explicit RowByRow(const ImportContext& context)
        : context_(context), kept_(context.folder), keys_(context.folder, 4 << 20) {}

    void check(sql::Transaction& reading, std::vector<Row>& rows) final;
    void finish(sql::Transaction& reading) override;
    void publish(Publication& publication) final;

protected:
    /// What the row would do, with what it would change; refuses what is wrong. `key`: two rows with the same non-empty
    /// key are refused but the first.
    virtual RowState look(sql::Transaction& reading, Row& row, std::vector<ShownDifference>& differences,
                          std::string& key) = 0;
    /// Before some thousand rows are looked at: what the house holds of them, asked for at once.
    virtual void look_ahead(sql::Transaction&, const std::vector<Row>&) {}
    /// The rows of one transaction: each by itself, unless somebody can do it for all at once.
    virtual void write_all(Publication& publication, sql::Transaction& transaction, audit::Change& change,
                           const std::vector<Row>& rows) {
        for (const auto& row : rows) write(publication, transaction, change, row);
    }
    virtual void write(Publication&, sql::Transaction&, audit::Change&, const Row&) {}
    /// After the rows of one transaction.
    virtual void end_of_chunk(sql::Transaction&, audit::Change&) {}

    /// The value of a target, or what stands there already; empty when the row empties it.
    Value merged(const Row& row, int target, const Value& before) const {
        return row.has(target) ? row.value(target) : row.clears(target) ? Value() : before;
    }

    const ImportContext context_;

private:
    RecordFile kept_;
    SortedRecords keys_;
    std::set<std::int64_t> refused_lines_;
};

/// Differences as a preview shows them.
std::vector<ShownDifference> shown_differences(const std::vector<Difference>& differences, const ReadingRules& rules);

}  // namespace kartei::imports

// Base data in files (banks, operators, destinations, commission tables, fee rules, letter templates): taken over by
// what makes a row unique, and written by `kartei export` under the same names and columns.
#include <algorithm>
#include <deque>

#include "modules/customers/register_export.hpp"
#include "modules/imports/import_kinds.hpp"
#include "modules/imports/row_by_row.hpp"
#include "modules/parameters/base_data.hpp"
#include "modules/parameters/parameter.hpp"

namespace kartei::imports {
namespace {

using parameters::PlainRecord;
using parameters::PlainRow;
using parameters::PlainValues;
using sql::Transaction;

/// One kind of base data as a file: "commission_tables".
struct BaseFile {
    std::string name, change, module, right;
    const PlainRecord* record;
};

const std::deque<BaseFile>& base_files() {
    static const std::deque<BaseFile> files = [] {
        std::deque<BaseFile> all;
        for (const auto base : parameters::base_data_names()) {
            if (base == "postcodes") continue;  // read in a way of their own (postcode_import.cpp)
            std::string name(base);
            std::replace(name.begin(), name.end(), '-', '_');
            all.push_back({name, "import_" + name, std::string(parameters::module_of_base_data(base)),
                           std::string(parameters::right_of_base_data(base)), parameters::base_data(base)});
        }
        return all;
    }();
    return files;
}

class BaseDataImporter final : public RowByRow {
public:
    BaseDataImporter(const ImportContext& context, const BaseFile& file) : RowByRow(context), file_(file) {}

    Result<Done> begin(Transaction& reading) override {
        if (!file_.module.empty() && !module_is_on(*parameters::parameters_of(reading), file_.module))
            return refuse(RefusalKind::conflict, "error.field_absent");
        // Of the ticket side: a file says what holds for the whole house.
        if (file_.record->access && context_.actor.promoters)
            return refuse(RefusalKind::forbidden, "error.of_the_house");
        return Done{};
    }

protected:
    RowState look(Transaction& reading, Row& row, std::vector<ShownDifference>& differences,
                  std::string& key) override {
        const auto values = values_of(row);
        const auto before = find_twin(reading, *file_.record, values);
        auto after = before.value_or(PlainRow{});
        for (const auto& issue : apply_values(reading, *file_.record, after, values))
            row.refuse(context_.kind.target(issue.field), issue.key, issue.parameters);
        if (row.is_refused()) return RowState::refused;
        for (const auto& field : file_.record->unique) key += after.text(field) + '\x1f';
        if (!before) return RowState::added;
        for (const auto& field : file_.record->fields) {
            const auto &old = before->values.find(field.name)->second, &now = after.values.find(field.name)->second;
            if (old != now)
                differences.push_back({std::string(field.name), write_value(field, old, context_.house.rules),
                                       write_value(field, now, context_.house.rules)});
        }
        return differences.empty() ? RowState::unchanged : RowState::changed;
    }

    void write(Publication&, Transaction& transaction, audit::Change& change, const Row& row) override {
        const auto values = values_of(row);
        const auto before = find_twin(transaction, *file_.record, values);
        auto after = before.value_or(PlainRow{});
        if (!apply_values(transaction, *file_.record, after, values).empty())
            throw Overtaken{"a row of the file became wrong"};
        if (before) change_row(transaction, change, *file_.record, *before, after);
        else create_row(transaction, change, *file_.record, after);
    }

private:
    PlainValues values_of(const Row& row) const {
        PlainValues values;
        for (const auto& field : file_.record->fields)
            if (const int target = context_.kind.target(field.name);
                target >= 0 && (row.has(target) || row.clears(target)))
                values.emplace(field.name, row.value(target));
        return values;
    }

    const BaseFile& file_;
};

std::vector<Target> targets_of(const PlainRecord& record) {
    std::vector<Target> targets;
    for (auto field : record.fields) {
        // Wanted of new rows only; the check says so.
        field.traits &= ~static_cast<unsigned>(required);
        targets.push_back({field, record.name});
    }
    return targets;
}

}  // namespace

const std::vector<const ImportKind*>& base_data_imports() {
    static std::deque<ImportKind> kinds;
    static const std::vector<const ImportKind*> all = [] {
        std::vector<const ImportKind*> pointers;
        for (const auto& file : base_files()) {
            kinds.push_back({.name = file.name,
                             .change = file.change,
                             .targets = targets_of(*file.record),
                             .right = file.right,
                             .module = file.module,
                             .make = [&file](ImportContext& context) {
                                 return std::make_unique<BaseDataImporter>(context, file);
                             }});
            pointers.push_back(&kinds.back());
        }
        return pointers;
    }();
    return all;
}

std::vector<customers::RegisterExport> base_data_exports() {
    std::vector<customers::RegisterExport> all;
    for (const auto& file : base_files()) {
        const auto columns = [&file](bool) {
            std::vector<customers::ExportColumn> list;
            for (const auto& field : file.record->fields)
                list.push_back({field, file.record->name + "." + std::string(field.name)});
            return list;
        };
        const auto each = [&file](House&, Transaction& transaction, bool,
                                  const customers::RegisterExport::Take& take) {
            for (const auto& row : all_rows(transaction, *file.record)) {
                std::vector<Value> values;
                for (const auto& field : file.record->fields) values.push_back(row.values.find(field.name)->second);
                if (!take(values)) return;
            }
        };
        const auto count = [&file](Transaction& transaction) {
            return static_cast<std::int64_t>(all_rows(transaction, *file.record).size());
        };
        all.push_back({file.name, columns, count, each});
    }
    return all;
}

}  // namespace kartei::imports

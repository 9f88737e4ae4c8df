// `kartei export labels` and `kartei export permissions`, in the form the imports of these names read back. Of
// permissions the whole ledger, so that a house that takes it over knows what was said before.
#include "modules/consents/consent_export.hpp"

#include "modules/consents/consent_store.hpp"

namespace kartei::consents {
namespace {

using customers::ExportColumn;
using customers::RegisterExport;
using sql::Transaction;

constexpr Field customer_field{"customer", FieldKind::customer_number, 9, Privacy::open, required};

template <class Record>
std::vector<ExportColumn> columns_of(const FieldTable<Record>& table, const std::string& record, const char* name) {
    std::vector<ExportColumn> columns{
        {customer_field, record + ".customer"},
        {{name, FieldKind::text, 120, Privacy::open, required}, record + "." + std::string(name)}};
    for (const auto& member : table)
        if (stands_in_files(member.field.name))
            columns.push_back({member.field, record + "." + std::string(member.field.name)});
    return columns;
}

/// One text for each column; the first is the customer's number.
RegisterExport export_of(const char* name, std::vector<ExportColumn> columns, std::string_view count,
                         std::string_view select) {
    return {name, [columns](bool) { return columns; },
            [count](Transaction& transaction) {
                auto rows = transaction.query(count);
                return rows.next() ? rows.integer(0) : 0;
            },
            [columns, select](House& house, Transaction& transaction, bool, const RegisterExport::Take& take) {
                auto rows = transaction.stream(select);
                bool more = true;
                while (more && rows.next()) {
                    std::vector<Value> values{rows.integer(0)};
                    for (std::size_t i = 1; i < columns.size(); ++i) {
                        const auto written = rows.string(static_cast<int>(i));
                        auto value = written.empty() ? Result<Value>(Value())
                                                     : read_value(columns[i].field, written, house.rules);
                        values.push_back(value ? *value : Value(written));
                    }
                    more = take(values);
                }
            }};
}

}  // namespace

std::vector<customers::RegisterExport> consent_exports() {
    return {export_of(
        "labels", columns_of(label_fields(), "customer_label", "label"),
        "SELECT count(*) FROM customer_label x JOIN customer c ON c.id = x.customer_id WHERE c.number IS NOT NULL",
        "SELECT c.number, l.name, x.granted_at, x.expires_at FROM customer_label x JOIN customer c ON c.id = "
        "x.customer_id JOIN label l ON l.id = x.label_id WHERE c.number IS NOT NULL ORDER BY c.number, l.name"),
            export_of(
        "permissions", columns_of(permission_fields(), "customer_permission", "permission"),
        "SELECT count(*) FROM permission_declaration x JOIN customer c ON c.id = x.customer_id WHERE c.number IS NOT "
        "NULL",
        "SELECT c.number, p.name, x.state, x.channel, x.at, x.source, x.proof, x.wording_version FROM permission_declaration x"
        " JOIN customer c ON c.id = x.customer_id JOIN permission p ON p.id = x.permission_id WHERE c.number IS NOT NULL"
        " ORDER BY c.number, p.name, x.at, x.id")};
}

}  // namespace kartei::consents

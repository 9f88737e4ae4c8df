#include "modules/customers/written_columns.hpp"

#include "modules/customers/customer_store.hpp"

namespace kartei::customers {

WrittenColumns::WrittenColumns() : written_(row_columns().size()), yes_no_(row_columns().size()) {
    const auto fields = customer_fields().size(), first = row_columns().size() - fields;
    for (std::size_t i = 0; i < fields; ++i)
        yes_no_[first + i] = customer_fields()[i].field.kind == FieldKind::yes_no;
}

void WrittenColumns::note(const std::vector<sql::Parameter>& row) {
    for (std::size_t column = 0; column < row.size(); ++column) {
        if (written_[column]) continue;
        const auto& content = row[column].content();
        const auto* number = std::get_if<std::int64_t>(&content);
        const bool no = yes_no_[column] && number && *number == 0;
        written_[column] = !no && !std::holds_alternative<std::monostate>(content);
    }
}

std::vector<std::string> WrittenColumns::names() const {
    std::vector<std::string> names;
    for (std::size_t column = 0; column < written_.size(); ++column)
        if (written_[column]) names.push_back(row_columns()[column]);
    return names;
}

void WrittenColumns::shorten(std::vector<sql::Parameter>& row) const {
    std::size_t kept = 0;
    for (std::size_t column = 0; column < written_.size(); ++column)
        if (written_[column]) row[kept++] = row[column];
    row.erase(row.begin() + static_cast<std::ptrdiff_t>(kept), row.end());
}

}  // namespace kartei::customers

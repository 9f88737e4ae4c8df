#include "modules/customers/register_report.hpp"

#include <charconv>

#include "modules/customers/customer_rules.hpp"

namespace kartei::customers {
namespace {

using lists::CellKind;
using lists::Cells;
using lists::Column;
using sql::Transaction;
using enum FieldKind;

constexpr std::array<std::string_view, 4> orders{"name", "number", "created_at", "changed_at"};
constexpr std::array<std::string_view, 2> directions{"asc", "desc"};
/// Rows read from the register at a time.
constexpr int rows_at_once = 500;

const std::vector<lists::Filter>& filters() {
    static const std::vector<lists::Filter> all{
        {{"filter", FieldKind::text, 120}, "filter", "register.filter"},
        {{"order", choice, 0, Privacy::open, plain, orders}, "order", "register.order"},
        {{"direction", choice, 0, Privacy::open, plain, directions}, "direction", "register.direction"},
        {{"hidden", yes_no}, "hidden", "register.hidden"},
        {{"marked", text_list, 20}, "marked", "register.marked"},
        {{"left_out", text_list, 20}, "left-out", "register.left_out"},
    };
    return all;
}

template <class Write>
auto cell(Write write) {
    return lists::cell<RegisterRow>(write);
}

/// A field of the customers' lines.
Column field_column(std::string_view name, int priority, int width) {
    const auto position = static_cast<std::size_t>(line_position(name));
    const auto& field = line_fields()[position]->field;
    const auto kind = field.kind == date              ? CellKind::date
                      : field.kind == customer_number ? CellKind::integer
                      : field.kind == yes_no          ? CellKind::yes_no
                                                      : CellKind::text;
    Column column{std::string(name), "customer." + std::string(name), "", kind, priority, true,
                  cell([position, kind](const RegisterRow& row, Cells& cells) {
                      const auto text = row.part(position);
                      std::int64_t number = 0;
                      if (kind == CellKind::yes_no) return cells.yes_no(text == "1");
                      if (kind == CellKind::date) return cells.date(text);
                      if (kind == CellKind::integer &&
                          std::from_chars(text.data(), text.data() + text.size(), number).ec == std::errc())
                          return cells.integer(number);
                      cells.text(text);
                  }),
                  {}, width};
    column.values.assign(field.choices.begin(), field.choices.end());
    return column;
}

Column time_column(std::string name, int priority, std::string ListRow::*member) {
    auto key = "register." + name;
    return {std::move(name), std::move(key), "", CellKind::instant, priority, true,
            cell([member](const RegisterRow& row, Cells& cells) { cells.instant(row.row.*member); })};
}

std::string_view part_of(const RegisterRow& row, std::string_view field) {
    return row.part(static_cast<std::size_t>(line_position(field)));
}

/// The number by which he is reached first, as the screen shows it.
Column phone_column() {
    static constexpr std::array<std::string_view, 3> phones{"phone_mobile", "phone_private", "phone_business"};
    return {"phone", "customer.phone", "", CellKind::text, 8, true,
            cell([](const RegisterRow& row, Cells& cells) {
                for (const auto name : phones)
                    if (const auto number = part_of(row, name); !number.empty()) return cells.text(number);
                cells.text("");
            }),
            {}, 130};
}

/// Several fields in one cell, as the screen shows them: "van den" Berg, street with its number.
Column joined_column(std::string name, int priority, int width, std::vector<std::string_view> fields) {
    auto key = "customer." + name;
    return {std::move(name), std::move(key), "", CellKind::text, priority, true,
            cell([fields = std::move(fields)](const RegisterRow& row, Cells& cells) {
                std::string all;
                for (const auto field : fields)
                    if (const auto part = part_of(row, field); !part.empty())
                        all.append(all.empty() ? "" : " ").append(part);
                cells.text(all);
            }),
            {}, width};
}

Column named(Column column, std::string name) {
    column.name = std::move(name);
    return column;
}

std::vector<std::int64_t> ids_of(const std::vector<std::string>& texts) {
    std::vector<std::int64_t> ids;
    for (const auto& text : texts) {
        std::int64_t id = 0;
        std::from_chars(text.data(), text.data() + text.size(), id);
        ids.push_back(id);
    }
    std::sort(ids.begin(), ids.end());
    return ids;
}

/// A row's place is its number in the order of the question, from 1.
class RegisterList final : public lists::List {
public:
    RegisterList(ListQuestion question, std::vector<std::int64_t> marked, std::vector<std::int64_t> left_out)
        : question_(std::move(question)), marked_(std::move(marked)), left_out_(std::move(left_out)) {}

    const std::vector<Column>& columns() const override { return register_columns(); }
    const std::vector<lists::RowKey>& keys() const override { return register_keys(); }

    void read(Transaction& transaction, const lists::Place& after, std::int64_t wanted,
              const lists::TakeRow& take) const override {
        auto question = question_;
        std::from_chars(after.data(), after.data() + after.size(), question.offset);
        if (!marked_.empty()) {
            give(list_marked(transaction, marked_, question), question.offset, take);
            return;
        }
        question.limit = static_cast<int>(std::min<std::int64_t>(wanted, rows_at_once));
        while (true) {
            auto page = list_customers(transaction, question);
            const auto rows = static_cast<int>(page.rows.size());
            if (!give(std::move(page.rows), question.offset, take) || rows < question.limit) return;
        }
    }

private:
    /// Those that are not left out, and never the anonymous customer; `place` counts all of them.
    bool give(std::vector<ListRow> rows, std::int64_t& place, const lists::TakeRow& take) const {
        RegisterRow row;
        for (auto& one : rows) {
            ++place;
            if (one.id == anonymous_customer || std::binary_search(left_out_.begin(), left_out_.end(), one.id))
                continue;
            row.take(std::move(one));
            if (!take(row, std::to_string(place))) return false;
        }
        return true;
    }

    ListQuestion question_;
    std::vector<std::int64_t> marked_, left_out_;
};

Result<std::shared_ptr<const lists::List>> list_asked(House&, Transaction&, const Actor& actor,
                                                      const lists::Question& asked, const std::optional<std::string>&) {
    if (asked.is("hidden") && !actor.may("customers.see_hidden"))
        return refuse(RefusalKind::forbidden, "error.permission", {{"permission", "customers.see_hidden"}});
    ListQuestion question;
    const auto order = std::find(orders.begin(), orders.end(), asked.text("order"));
    if (order != orders.end()) question.order = static_cast<ListOrder>(order - orders.begin());
    question.descending = asked.text("direction") == "desc";
    question.filter = asked.text("filter");
    question.with_hidden = asked.is("hidden");
    return std::shared_ptr<const lists::List>(std::make_shared<RegisterList>(
        std::move(question), ids_of(asked.list("marked")), ids_of(asked.list("left_out"))));
}

}  // namespace

void RegisterRow::take(ListRow one) {
    row = std::move(one);
    split_columns(row.columns, parts);
}

const std::vector<Column>& register_columns() {
    static const std::vector<Column> columns{
        field_column("matchcode", 1, 170),
        joined_column("name", 2, 190, {"name_prefix", "name"}),
        field_column("first_name", 3, 110),
        field_column("number", 4, 140),
        joined_column("street", 7, 150, {"street", "house_number", "house_number_suffix"}),
        field_column("postcode", 5, 94),
        field_column("town", 6, 120),
        phone_column(),
        field_column("email", 9, 190),
        field_column("kind", 10, 96),
        field_column("category", 12, 96),
        field_column("code1", 11, 96),
        named(field_column("last_booked_on", 13, 110), "last_purchase_on"),
        field_column("country", 14, 60),
        time_column("changed_at", 15, &ListRow::changed_at),
    };
    return columns;
}

const std::vector<lists::RowKey>& register_keys() {
    static const std::vector<lists::RowKey> keys{
        {"_customer", [](const lists::Row& row) { return static_cast<const RegisterRow&>(row).row.id; }}};
    return keys;
}

lists::Report register_report() {
    lists::Report report{"register", "customers.read", "register", filters()};
    report.make = list_asked;
    report.columns = register_columns();
    return report;
}

}  // namespace kartei::customers

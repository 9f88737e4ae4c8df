#include "modules/parameters/own_house.hpp"

#include "audit/hold.hpp"
#include "documents/picture.hpp"

namespace kartei::parameters {
namespace {

using documents::Picture;
using sql::Transaction;

constexpr std::int64_t the_house = 1;

std::int64_t keep_content(Transaction& transaction, const Picture& picture) {
    const auto id = take_ids(transaction, "house_logo");
    transaction.execute("INSERT INTO house_logo (id, kind, content) VALUES (:id, :kind, :content)", id,
                        picture.kind == Picture::Kind::png ? "png" : "jpeg", sql::Bytes{picture.bytes});
    return id;
}

std::optional<std::string> content_of(Transaction& transaction, std::int64_t logo) {
    auto rows = transaction.query("SELECT content FROM house_logo WHERE id = :id", logo);
    if (!rows.next()) return std::nullopt;
    return rows.bytes(0);
}

}  // namespace

const PlainRecord& house_record() {
    static const PlainRecord record{"house",
                                    "house",
                                    {{"name", FieldKind::text, 120, Privacy::open, required},
                                     {"logo", FieldKind::integer, 18, Privacy::open}},
                                    "id"};
    return record;
}

PlainRow own_house(Transaction& transaction) { return *find_row(transaction, house_record(), the_house); }

std::shared_ptr<const Picture> house_logo(Transaction& transaction) {
    const auto row = own_house(transaction);
    if (is_empty(row.values.find("logo")->second)) return nullptr;
    auto bytes = content_of(transaction, row.integer("logo"));
    if (!bytes) return nullptr;
    auto picture = documents::read_picture(std::move(*bytes));
    return picture ? std::make_shared<const Picture>(std::move(*picture)) : nullptr;
}

Result<SavedRow> name_house(House& house, Transaction& transaction, const Actor& actor, std::int64_t version,
                            const Value& name) {
    return change(house, transaction, actor, house_record(), the_house, version, {{"name", name}});
}

Result<SavedRow> keep_house_logo(House& house, const Actor& actor, std::string bytes) {
    const auto picture = TRY(documents::read_picture(std::move(bytes)));
    return house.database.write([&](Transaction& transaction) -> Result<SavedRow> {
        hold_house(transaction);
        const auto before = own_house(transaction);
        if (content_of(transaction, before.integer("logo")) == picture.bytes) return SavedRow{before, 0};
        return change(house, transaction, actor, house_record(), the_house, before.version,
                      {{"logo", keep_content(transaction, picture)}});
    });
}

Result<SavedRow> remove_house_logo(House& house, Transaction& transaction, const Actor& actor, std::int64_t version) {
    return change(house, transaction, actor, house_record(), the_house, version, {{"logo", Value()}});
}

}  // namespace kartei::parameters

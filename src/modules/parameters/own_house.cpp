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
    transaction.execute(
        "INSERT INTO house_logo (id, kind, content, width, height) VALUES (:id, :kind, :content, :width, :height)", id,
        documents::name_of(picture.kind), sql::Bytes{picture.bytes}, picture.width, picture.height);
    return id;
}

/// As it was looked at when it was kept: nobody takes it apart again.
std::optional<Picture> logo_of(Transaction& transaction, std::int64_t logo) {
    auto rows = transaction.query("SELECT kind, content, width, height FROM house_logo WHERE id = :id", logo);
    if (!rows.next()) return std::nullopt;
    if (!rows.is_null(2))
        return Picture{documents::picture_kind(rows.text(0)).value_or(Picture::Kind::png),
                       static_cast<int>(rows.integer(2)), static_cast<int>(rows.integer(3)), rows.bytes(1)};
    auto measured = documents::measured_picture(rows.bytes(1));
    return measured ? std::optional(std::move(*measured)) : std::nullopt;
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
    auto picture = logo_of(transaction, row.integer("logo"));
    return picture ? std::make_shared<const Picture>(std::move(*picture)) : nullptr;
}

Result<SavedRow> name_house(House& house, Transaction& transaction, const Actor& actor, std::int64_t version,
                            const Value& name) {
    return change(house, transaction, actor, house_record(), the_house, version, {{"name", name}});
}

Result<SavedRow> keep_house_logo(House& house, const Actor& actor, const std::string& path) {
    const auto picture = TRY(documents::read_picture_apart(path));
    return house.database.write([&](Transaction& transaction) -> Result<SavedRow> {
        hold_house(transaction);
        const auto before = own_house(transaction);
        const auto now = logo_of(transaction, before.integer("logo"));
        if (now && now->bytes == picture.bytes) return SavedRow{before, 0};
        return change(house, transaction, actor, house_record(), the_house, before.version,
                      {{"logo", keep_content(transaction, picture)}});
    });
}

Result<SavedRow> remove_house_logo(House& house, Transaction& transaction, const Actor& actor, std::int64_t version) {
    return change(house, transaction, actor, house_record(), the_house, version, {{"logo", Value()}});
}

}  // namespace kartei::parameters

// How postcodes are taken over: country, postcode and town, each combination once, in the form of
// parameters/postcode.hpp; GeoNames' own tab-separated files too. What is there stays (files.md, "Postcode files as
// found").
#include <unordered_set>

#include "modules/imports/import_kinds.hpp"
#include "modules/imports/row_by_row.hpp"
#include "modules/parameters/postcode.hpp"

namespace kartei::imports {
namespace {

using audit::Conflict;
using sql::Transaction;

std::vector<Target> targets() {
    return {{{"country_code", FieldKind::country, 2, Privacy::open, required}, "postcode"},
            {{"zipcode", FieldKind::text, 12, Privacy::open, required}, "postcode"},
            {{"place", FieldKind::text, 180, Privacy::open, required}, "postcode"}};
}

enum PostcodeTarget { country_code, zipcode, place };

using parameters::Postcode;

std::string key_of(const Postcode& postcode) {
    return postcode.country + '\x1f' + postcode.postcode + '\x1f' + postcode.town;
}

Postcode postcode_of(const Row& row) {
    const auto country = row.text(country_code);
    return {std::string(country), parameters::normal_postcode(country, row.text(zipcode)),
            std::string(row.text(place))};
}

class PostcodeImporter final : public RowByRow {
public:
    explicit PostcodeImporter(const ImportContext& context) : RowByRow(context) {}

    Result<Done> begin(Transaction& reading) override {
        auto rows = reading.stream("SELECT country, postcode, town FROM postcode");
        while (rows.next()) known_.insert(key_of({rows.string(0), rows.string(1), rows.string(2)}));
        return Done{};
    }

protected:
    RowState look(Transaction&, Row& row, std::vector<ShownDifference>&, std::string&) override {
        for (const int target : {country_code, zipcode, place})
            if (!row.has(target) && row.problems().empty()) row.refuse(target, "error.required");
        if (row.is_refused()) return RowState::refused;
        return known_.insert(key_of(postcode_of(row))).second ? RowState::added : RowState::unchanged;
    }
    void write(Publication&, Transaction&, audit::Change&, const Row& row) override {
        chunk_.push_back(postcode_of(row));
    }
    void end_of_chunk(Transaction& transaction, audit::Change& change) override {
        const auto chunk = std::exchange(chunk_, {});
        if (const auto stored = parameters::store_postcodes(transaction, chunk, change.event()); stored.count > 0)
            change.created("postcode", stored.first, stored.last);
    }

private:
    std::unordered_set<std::string> known_;
    std::vector<Postcode> chunk_;
};

}  // namespace

const ImportKind& postcode_import() {
    static const ImportKind kind{
        .name = "postcodes",
        .change = "import_postcodes",
        .targets = targets(),
        .further_columns = true,
        .right = "parameters.manage",
        .headings_if_none = {"country_code", "zipcode", "place", "state", "state_code", "province", "province_code",
                             "community", "community_code", "latitude", "longitude", "accuracy"},
        .make = [](ImportContext& context) { return std::make_unique<PostcodeImporter>(context); }};
    return kind;
}

}  // namespace kartei::imports

#include "audit/no_way_back.hpp"

namespace kartei::audit {

using sql::Transaction;

decltype(Reversible::change) no_change_back(std::string record) {
    return [record](House&, Transaction&, Change&, std::int64_t id, const std::vector<FieldChange>&, bool) {
        return std::vector<Conflict>{{record, id, "", "", "error.cannot_be_undone"}};
    };
}

decltype(Reversible::creation) no_creation_back(std::string record) {
    return [record](House&, Transaction&, Change&, std::int64_t first, std::int64_t, std::int64_t, bool) {
        return std::vector<Conflict>{{record, first, "", "", "error.cannot_be_undone"}};
    };
}

decltype(Reversible::deletion) gone_for_good(std::string record) {
    return [record](House&, Transaction&, Change&, std::int64_t id, const std::string&, bool) {
        return std::vector<Conflict>{{record, id, "", "", "error.gone_for_good"}};
    };
}

}  // namespace kartei::audit

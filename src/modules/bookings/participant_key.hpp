// What participants are found by: name and first name, folded, in a column beside the row's own.
#pragma once

#include "base/text.hpp"
#include "modules/bookings/booking_rows.hpp"

namespace kartei::bookings {

inline bool has_name_key(const RowKind& kind) { return kind.record == "booking_participant"; }

inline std::string name_key_of(const std::string& name, const std::string& first_name) {
    return fold(first_name.empty() ? name : name + ", " + first_name);
}

inline std::string name_key_of(const RowKind& kind, const StoredRow& row) {
    const auto word = [&](std::string_view field) -> std::string {
        for (std::size_t i = 0; i < kind.fields.size(); ++i)
            if (kind.fields[i].name == field)
                if (const auto* text = std::get_if<std::string>(&row.values[i])) return *text;
        return "";
    };
    return name_key_of(word("name"), word("first_name"));
}

}  // namespace kartei::bookings

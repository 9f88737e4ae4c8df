// What GET /fields says of a record beside its fields' kinds: where values come from, whose rows they are and who
// may change them. Records of upper modules join here; the browser and programs beside Kartei read it instead of
// knowing it.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/field.hpp"
#include "web/endpoint.hpp"

namespace kartei::customers {

/// Where the values of a field come from, when not from its kind.
struct Source {
    std::string choice_list = {};  ///< a list of choices (GET /choices, GET /choice-lists)
    std::string base_data = {};    ///< base data, by code
    bool own_words = false;        ///< other words are kept too
    bool value_help = false;       ///< what others were given before is offered (GET /value-help)
};
using Sources = std::map<std::string, Source, std::less<>>;

/// The list in which rows of a record stand: of a customer, or of the house (base data).
struct DeclaredList {
    std::string name;            ///< "bank_accounts"; in GET /customers/{id}/lists and in import and export
    std::string path;            ///< below /customers/{id} or /base-data
    std::string owner;           ///< "customer" or "house"
    std::string right;           ///< to enter, change and delete
    bool ordered = false;        ///< the user decides the order
    bool single = false;         ///< one row at most
    bool holder = false;         ///< belongs to the customer or to a member of his family
    std::string inherited_over;  ///< the link over which another customer's rows hold
    std::string tab = {};        ///< of the customer's screen, where it is entered; "" = beside the tabs
};

struct DeclaredRecord {
    std::string name;  ///< first part of the captions' keys
    std::vector<Field> fields;
    Sources sources = {};
    std::optional<DeclaredList> list = {};
};

/// Of the customer's own fields.
const Sources& customer_sources();

/// The answer of GET /fields and its schema.
web::Json declaration();
web::Json declaration_schema();

}  // namespace kartei::customers

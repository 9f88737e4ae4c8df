// Endpoints and lists of a module that a house can switch off (decisions.md 17): they answer then as if there were nothing.
#pragma once

#include "audit/house.hpp"
#include "lists/report.hpp"
#include "web/endpoint.hpp"

namespace kartei::parameters {

/// `module`: as its parameter has it ("venue"); "" = always there.
web::EndpointTable only_with_module(House& house, std::string_view module, web::EndpointTable table);

/// A list that is there only with a module; `absent`: the text that says so.
lists::Report only_with_module(std::string_view module, std::string_view absent, lists::Report report);
/// A list of tickets and articles: a house that only sells trips has none of them (decisions.md 25).
lists::Report only_with_venue(lists::Report report);

}  // namespace kartei::parameters

// What the endpoints of lists take and answer, as JSON schemas: made of the reports' own tables.
#pragma once

#include "lists/report.hpp"
#include "web/endpoint.hpp"

namespace kartei::lists {

web::Json report_schema();
/// The body that asks for a list.
web::Json question_schema(const Report& report);
web::Json run_schema(bool with_rows);
/// Column names may depend on the type and on the house.
web::Json rows_schema();
web::Json totals_schema();

}  // namespace kartei::lists

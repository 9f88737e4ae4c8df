// The one mapping from a refusal to an HTTP answer: application/problem+json (RFC 9457) in the language of the request.
// A failure (an exception) becomes a problem with a reference number; the log holds the same number and no personal
// data.
#pragma once

#include <exception>
#include <string>
#include <string_view>

#include "base/result.hpp"
#include "web/endpoint.hpp"

namespace kartei::web {

int status_of(RefusalKind kind);

/// {type, title, status, issues:[{field, key, message}]} and the members of `extra` (a 412 carries `current` and
/// `changes`). `record` names the captions of the fields ("customer"). Too many requests and unavailable say
/// Retry-After.
Answer problem(const Refusal& refusal, Language language, const Json& extra = nullptr, std::string_view record = "");

/// The same with a status of its own, for refusals that only HTTP knows (405, 408, 414, 431 …).
Answer problem(int status, const Refusal& refusal, Language language, const Json& extra = nullptr,
               std::string_view record = "");

/// A failure: 500 (or `status`) with a reference, logged once under the name of the operation.
Answer failure(const std::exception& error, int status, std::string_view operation, Language language);

/// The first line of an exception's words without what stands in quotation marks or after '=': databases like to repeat
/// values.
std::string without_values(std::string_view words);

}  // namespace kartei::web

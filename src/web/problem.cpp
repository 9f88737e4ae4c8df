#include "web/problem.hpp"

#include <cxxabi.h>
#include <spdlog/spdlog.h>

#include <cstdlib>
#include <new>
#include <typeinfo>

#include "base/random.hpp"

namespace kartei::web {

namespace {

std::string title_key(int status) {
    switch (status) {
        case 401: return "problem.unauthenticated";
        case 403: return "problem.forbidden";
        case 404: return "problem.not_found";
        case 405: return "problem.method_not_allowed";
        case 408: return "problem.timed_out";
        case 409: return "problem.conflict";
        case 412: return "problem.stale";
        case 413: return "problem.too_large";
        case 414: return "problem.too_large";
        case 415: return "problem.unsupported";
        case 422: return "problem.invalid";
        case 428: return "problem.precondition_required";
        case 429: return "problem.too_many_requests";
        case 431: return "problem.too_large";
        case 503: return "problem.unavailable";
        case 507: return "problem.storage_full";
        default: return status >= 500 ? "problem.failure" : "problem.malformed";
    }
}

Json written(const Issue& issue, Language language, std::string_view record) {
    return {{"field", issue.field}, {"key", issue.key}, {"message", sentence(language, issue, record)}};
}

std::string new_reference() {
    static constexpr std::string_view letters = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ";  // none that is read as another
    std::string reference;
    for (int i = 0; i < 8; ++i) reference += letters[random_below(letters.size())];
    return reference;
}

std::string type_name(const std::exception& error) {
    int status = 0;
    char* name = abi::__cxa_demangle(typeid(error).name(), nullptr, nullptr, &status);
    std::string copy = name ? name : typeid(error).name();
    std::free(name);
    return copy;
}

}  // namespace

int status_of(RefusalKind kind) {
    switch (kind) {
        case RefusalKind::invalid: return 422;
        case RefusalKind::unauthenticated: return 401;
        case RefusalKind::forbidden: return 403;
        case RefusalKind::not_found: return 404;
        case RefusalKind::conflict: return 409;
        case RefusalKind::stale: return 412;
        case RefusalKind::precondition_required: return 428;
        case RefusalKind::too_large: return 413;
        case RefusalKind::unsupported: return 415;
        case RefusalKind::too_many_requests: return 429;
        case RefusalKind::unavailable: return 503;
    }
    return 500;
}

Answer problem(const Refusal& refusal, Language language, const Json& extra, std::string_view record) {
    return problem(status_of(refusal.kind), refusal, language, extra, record);
}

Answer problem(int status, const Refusal& refusal, Language language, const Json& extra, std::string_view record) {
    Answer answer;
    answer.status = status;
    answer.media_type = "application/problem+json";
    answer.json = {{"type", "about:blank"}, {"title", text(language, title_key(status))}, {"status", status},
                   {"issues", Json::array()}};
    for (const auto& issue : refusal.issues) answer.json["issues"].push_back(written(issue, language, record));
    if (extra.is_object()) answer.json.update(extra);
    if (status == 429 || status == 503) answer.headers.emplace_back("Retry-After", status == 429 ? "30" : "5");
    answer.headers.emplace_back("Content-Language", std::string(language_code(language)));
    return answer;
}

Answer failure(const std::exception& error, int status, std::string_view operation, Language language) {
    auto reference = new_reference();
    const bool too_little_memory = dynamic_cast<const std::bad_alloc*>(&error);
    if (too_little_memory) status = 503;
    spdlog::error("request failed: operation={} status={} reference={} type={} reason={}", operation, status, reference,
                  type_name(error), without_values(error.what()));
    const auto* key = too_little_memory ? "error.out_of_memory"
                      : status == 507   ? "error.storage_full"
                      : status == 503   ? "error.unavailable"
                                        : "error.failure";
    return problem(status, refuse(RefusalKind::unavailable, key, {{"reference", reference}}), language,
                   {{"reference", reference}});
}

std::string without_values(std::string_view words) {
    words = words.substr(0, std::min(words.find_first_of("\r\n"), std::size_t{300}));
    std::string clean;
    char quotation = 0;
    for (char c : words) {
        if (quotation && c != quotation) continue;
        if (static_cast<unsigned char>(c) < 0x20) continue;
        bool apostrophe =
            c == '\'' && !quotation && !clean.empty() && std::isalpha(static_cast<unsigned char>(clean.back()));
        bool mark = (c == '\'' && !apostrophe) || c == '"' || c == '`';
        if (mark) quotation = quotation ? 0 : c;
        if (!quotation && !mark && c == '=') return clean + "=…";
        clean += c;
    }
    return clean;
}

}  // namespace kartei::web

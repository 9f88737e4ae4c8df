#include "web/static_files.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <stdexcept>

#include "web/problem.hpp"
#include "web/sha256.hpp"

namespace kartei::web {

namespace {

namespace fs = std::filesystem;

std::string media_type_of(std::string_view name) {
    static const std::map<std::string_view, std::string_view> types = {{"html", "text/html; charset=utf-8"},
                                                                       {"js", "text/javascript; charset=utf-8"},
                                                                       {"mjs", "text/javascript; charset=utf-8"},
                                                                       {"css", "text/css; charset=utf-8"},
                                                                       {"json", "application/json"},
                                                                       {"map", "application/json"},
                                                                       {"webmanifest", "application/manifest+json"},
                                                                       {"svg", "image/svg+xml; charset=utf-8"},
                                                                       {"png", "image/png"},
                                                                       {"jpg", "image/jpeg"},
                                                                       {"webp", "image/webp"},
                                                                       {"avif", "image/avif"},
                                                                       {"ico", "image/x-icon"},
                                                                       {"woff2", "font/woff2"},
                                                                       {"woff", "font/woff"},
                                                                       {"txt", "text/plain; charset=utf-8"},
                                                                       {"wasm", "application/wasm"},
                                                                       {"pdf", "application/pdf"}};
    auto found = types.find(name.substr(std::min(name.rfind('.'), name.size() - 1) + 1));
    return std::string(found == types.end() ? "application/octet-stream" : found->second);
}

/// Names with a hash in them, as the build writes below assets/ ("index-BfX3k9Qa.js"), never change their content.
bool has_hash(std::string_view name) {
    auto dash = name.rfind('-'), dot = name.find('.', dash == std::string_view::npos ? 0 : dash);
    return name.starts_with("assets/") && dash != std::string_view::npos && dot != std::string_view::npos &&
           dot - dash - 1 >= 8;
}

/// Does Accept-Encoding name the coding without forbidding it?
bool accepts(const std::string& accepted, std::string_view coding) {
    auto at = accepted.find(coding);
    if (at == std::string::npos) return false;
    auto element = std::string_view(accepted).substr(at, accepted.find(',', at) - at);
    auto quality = element.find("q=");
    return quality == std::string_view::npos || element.substr(quality + 2).find_first_of("123456789") == 0 ||
           element.substr(quality + 2).find_first_of("123456789", 2) != std::string_view::npos;
}

bool names_tag(const std::string& header, const std::string& tag) {
    return header == "*" || header.find(tag) != std::string::npos;
}

Reply refusal(int status, const char* key, const RequestHead& head) {
    auto language = negotiate_language(head.header("accept-language"));
    return reply_of(problem(status, refuse(RefusalKind::not_found, key, {{"method", head.method}}), language));
}

}  // namespace

StaticFiles::StaticFiles(const std::string& folder) {
    if (folder.empty()) return;
    std::uintmax_t bytes = 0;
    for (const auto& entry : fs::recursive_directory_iterator(folder)) {
        auto name = fs::relative(entry.path(), folder).generic_string();
        if (!entry.is_regular_file() || entry.is_symlink() || name.starts_with('.') ||
            name.find("/.") != std::string::npos)
            continue;
        if ((bytes += entry.file_size()) > most_bytes)
            throw std::runtime_error("the folder of the browser UI is too large");
        std::ifstream in(entry.path(), std::ios::binary);
        std::string content{std::istreambuf_iterator<char>(in), {}};
        if (!in) throw std::runtime_error("cannot read " + entry.path().string());
        add(name, std::move(content));
    }
    std::erase_if(files_, [](const auto& file) { return !file.second.plain; });
}

void StaticFiles::add(const std::string& name, std::string content) {
    auto shared = std::make_shared<const std::string>(std::move(content));
    if (name.ends_with(".gz")) files_[name.substr(0, name.size() - 3)].gzip = shared;
    else if (name.ends_with(".br")) files_[name.substr(0, name.size() - 3)].brotli = shared;
    else {
        auto& file = files_[name];
        file.plain = shared;
        file.tag = sha256_hex({*shared}).substr(0, 32);
        file.media_type = media_type_of(name);
        file.immutable = has_hash(name);
    }
}

const StaticFiles::File* StaticFiles::look_up(const RequestHead& head) const {
    auto name = head.path().substr(1);
    auto found = files_.find(name);
    if (found != files_.end()) return &found->second;
    bool is_page = name.find('.') == std::string::npos && !name.starts_with("assets/");
    found = is_page ? files_.find("index.html") : files_.end();
    return found == files_.end() ? nullptr : &found->second;
}

Reply StaticFiles::find(const RequestHead& head) const {
    if (head.method != "GET" && head.method != "HEAD") {
        auto reply = refusal(405, "error.method_not_allowed", head);
        reply.set("Allow", "GET, HEAD");
        return reply;
    }
    auto file = look_up(head);
    if (!file) return refusal(404, "error.no_such_address", head);
    const auto& accepted = head.header("accept-encoding");
    bool brotli = file->brotli && accepts(accepted, "br");
    bool gzip = !brotli && file->gzip && accepts(accepted, "gzip");
    auto tag = "\"" + file->tag + (brotli ? "-br" : gzip ? "-gz" : "") + "\"";
    Reply reply;
    reply.set("ETag", tag);
    reply.set("Cache-Control", file->immutable ? "public, max-age=31536000, immutable" : "no-cache");
    if (file->brotli || file->gzip) reply.set("Vary", "Accept-Encoding");
    if (names_tag(head.header("if-none-match"), tag)) {
        reply.status = 304;
        return reply;
    }
    reply.set("Content-Type", file->media_type);
    if (brotli || gzip) reply.set("Content-Encoding", brotli ? "br" : "gzip");
    reply.body = brotli ? file->brotli : gzip ? file->gzip : file->plain;
    return reply;
}

}  // namespace kartei::web

#include "settings/settings.hpp"

#include <arpa/inet.h>

#include <algorithm>
#include <charconv>
#include <regex>
#include <toml++/toml.h>

#include "base/codes.hpp"
#include "base/date.hpp"

namespace kartei::settings {
namespace {

std::string_view any(std::string_view) { return {}; }

bool is_between(std::string_view written, int least, int most) {
    int number = 0;
    auto end = written.data() + written.size();
    auto parsed = std::from_chars(written.data(), end, number);
    return parsed.ec == std::errc() && parsed.ptr == end && number >= least && number <= most;
}

std::string_view database_problem(std::string_view written) {
    bool known =
        written.starts_with("sqlite:") || written.starts_with("postgresql://") || written.starts_with("postgres://");
    return known && written.size() > written.find(':') + 1 ? "" : "error.not_a_database";
}

std::string_view address_problem(std::string_view written) {
    std::string text(written);
    unsigned char address[16];
    bool holds = inet_pton(AF_INET, text.c_str(), address) == 1 || inet_pton(AF_INET6, text.c_str(), address) == 1;
    return holds ? "" : "error.not_an_address";
}

std::string_view port_problem(std::string_view written) {
    return is_between(written, 0, 65535) ? "" : "error.not_a_port";
}
std::string_view workers_problem(std::string_view written) {
    return is_between(written, 1, 256) ? "" : "error.not_workers";
}
std::string_view connections_problem(std::string_view written) {
    return is_between(written, 4, 500) ? "" : "error.not_connections";
}
std::string_view seconds_problem(std::string_view written) {
    return is_between(written, 1, 86400) ? "" : "error.not_seconds";
}
std::string_view seconds_or_none_problem(std::string_view written) {
    return is_between(written, 0, 86400) ? "" : "error.not_seconds_or_none";
}
bool is_yes(std::string_view written) { return written == "yes" || written == "true"; }
std::string_view flag_problem(std::string_view written) {
    return is_yes(written) || written == "no" || written == "false" ? "" : "error.neither_yes_nor_no";
}
std::string_view zone_problem(std::string_view written) { return is_time_zone(written) ? "" : "error.not_a_time_zone"; }
std::string_view country_problem(std::string_view written) {
    return written.size() == 2 && country_code(written) == written ? "" : "error.not_a_country";
}
std::string_view currency_problem(std::string_view written) {
    return currency_code(written) == written && !written.empty() ? "" : "error.not_a_currency";
}
std::string_view level_problem(std::string_view written) {
    static constexpr std::string_view levels[] = {"debug", "info", "warning", "error"};
    return std::find(std::begin(levels), std::end(levels), written) != std::end(levels) ? "" : "error.not_a_log_level";
}

std::string_view security_problem(std::string_view written) {
    return written == "none" || written == "starttls" || written == "tls" ? "" : "error.not_a_security";
}
std::string_view rate_problem(std::string_view written) {
    return is_between(written, 1, 100000) ? "" : "error.not_a_rate";
}
std::string_view sms_address_problem(std::string_view written) {
    const bool whole = written.starts_with("https://") || written.starts_with("http://");
    return written.empty() || whole ? "" : "error.not_an_sms_address";
}
std::string_view method_problem(std::string_view written) {
    return written == "POST" || written == "GET" || written == "PUT" ? "" : "error.not_a_method";
}
std::string_view web_address_problem(std::string_view written) {
    const bool whole = written.starts_with("https://") || written.starts_with("http://");
    return written.empty() || (whole && !written.ends_with('/')) ? "" : "error.not_a_public_address";
}

void store(const Setting& setting, Settings& settings, const std::string& written) {
    std::visit(
        [&](auto member) {
            using Content = std::decay_t<decltype(settings.*member)>;
            if constexpr (std::is_same_v<Content, int>) settings.*member = std::stoi(written);
            else if constexpr (std::is_same_v<Content, bool>) settings.*member = is_yes(written);
            else settings.*member = written;
        },
        setting.member);
}

const Setting* find_setting(std::string_view name) {
    for (const auto& setting : all_settings())
        if (setting.name == name) return &setting;
    return nullptr;
}

std::string as_written(const toml::node& value) {
    if (auto text = value.value<std::string>(); text && value.is_string()) return *text;
    if (value.is_boolean()) return value.value_or(false) ? "true" : "false";
    return std::to_string(value.value_or(std::int64_t{0}));
}

}  // namespace

const std::vector<Setting>& all_settings() {
    static const std::vector<Setting> table = {
        {"database", &Settings::database, database_problem},
        {"key_file", &Settings::key_file, any},
        {"listen", &Settings::listen, address_problem},
        {"port", &Settings::port, port_problem},
        {"health_port", &Settings::health_port, port_problem},
        {"socket", &Settings::socket, any},
        {"hosts", &Settings::hosts, any},
        {"behind_proxy", &Settings::behind_proxy, flag_problem},
        {"behind_tls", &Settings::behind_tls, flag_problem},
        {"ui", &Settings::ui, any},
        {"uploads", &Settings::uploads, any},
        {"house", &Settings::house, any},
        {"country", &Settings::country, country_problem},
        {"time_zone", &Settings::time_zone, zone_problem},
        {"currency", &Settings::currency, currency_problem},
        {"log_level", &Settings::log_level, level_problem},
        {"smtp_host", &Settings::smtp_host, any},
        {"smtp_port", &Settings::smtp_port, port_problem},
        {"smtp_security", &Settings::smtp_security, security_problem},
        {"smtp_user", &Settings::smtp_user, any},
        {"smtp_password_file", &Settings::smtp_password_file, any},
        {"smtp_sender", &Settings::smtp_sender, any},
        {"smtp_sender_name", &Settings::smtp_sender_name, any},
        {"smtp_per_minute", &Settings::smtp_per_minute, rate_problem},
        {"public_address", &Settings::public_address, web_address_problem},
        {"sms_url", &Settings::sms_url, sms_address_problem},
        {"sms_method", &Settings::sms_method, method_problem},
        {"sms_headers", &Settings::sms_headers, any},
        {"sms_body", &Settings::sms_body, any},
        {"sms_secret_file", &Settings::sms_secret_file, any},
        {"sms_per_minute", &Settings::sms_per_minute, rate_problem},
        {"workers", &Settings::workers, workers_problem},
        {"connections", &Settings::connections, connections_problem},
        {"connect_seconds", &Settings::connect_seconds, seconds_problem},
        {"pool_seconds", &Settings::pool_seconds, seconds_problem},
        {"lock_seconds", &Settings::lock_seconds, seconds_problem},
        {"statement_seconds", &Settings::statement_seconds, seconds_or_none_problem},
    };
    return table;
}

std::string Setting::option() const {
    std::string option = "--" + std::string(name);
    std::replace(option.begin(), option.end(), '_', '-');
    return option;
}

std::string Setting::environment() const {
    std::string variable = "KARTEI_";
    for (char character : name) variable += character == '_' ? '_' : static_cast<char>(character - 'a' + 'A');
    return variable;
}

std::string Setting::help_key() const { return "setting." + std::string(name); }

Result<Written> read_settings_file(const std::string& path) {
    try {
        Written written;
        Refusal refusal;
        for (auto&& [key, value] : toml::parse_file(path)) {
            std::string name(key.str());
            if (!find_setting(name))
                refusal.issues.push_back({"", "error.unknown_setting", {{"name", name}, {"file", path}}});
            else if (!value.is_string() && !value.is_integer() && !value.is_boolean())
                refusal.issues.push_back({name, "error.wrong_type", {}});
            else written[name] = as_written(value);
        }
        if (!refusal.issues.empty()) return refusal;
        return written;
    } catch (const toml::parse_error& error) {
        auto line = std::to_string(error.source().begin.line);
        return refuse(RefusalKind::invalid, "error.settings_file",
                      {{"file", path}, {"line", line}, {"problem", std::string(error.description())}});
    }
}

Written read_environment(const char* (*value_of)(const char* name)) {
    Written written;
    for (const auto& setting : all_settings())
        if (const char* value = value_of(setting.environment().c_str())) written.emplace(setting.name, value);
    return written;
}

Result<Loaded> load(const std::vector<Source>& sources) {
    Loaded loaded;
    Refusal refusal;
    for (const auto& setting : all_settings()) {
        loaded.sources.emplace(setting.name, "default");
        for (const auto& source : sources) {
            auto found = source.written.find(setting.name);
            if (found == source.written.end()) continue;
            if (auto key = setting.problem(found->second); !key.empty())
                refusal.issues.push_back({std::string(setting.name), std::string(key), {{"value", found->second}}});
            else store(setting, loaded.settings, found->second);
            loaded.sources[std::string(setting.name)] = source.name;
            break;
        }
    }
    if (!refusal.issues.empty()) return refusal;
    return loaded;
}

std::string value_of(const Setting& setting, const Settings& settings) {
    return std::visit(
        [&](auto member) -> std::string {
            const auto& content = settings.*member;
            using Content = std::decay_t<decltype(content)>;
            if constexpr (std::is_same_v<Content, int>) return std::to_string(content);
            else if constexpr (std::is_same_v<Content, bool>) return content ? "yes" : "no";
            else return content;
        },
        setting.member);
}

std::string without_password(const std::string& text) {
    static const std::regex in_address("(://[^:@/]*):[^@/]*@"), in_parameter("([?&](?:ssl)?password=)[^&]*");
    return std::regex_replace(std::regex_replace(text, in_address, "$1:***@"), in_parameter, "$1***");
}

std::string show(const Setting& setting, const Settings& settings) {
    return without_password(value_of(setting, settings));
}

}  // namespace kartei::settings

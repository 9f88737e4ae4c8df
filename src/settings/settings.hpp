// What can be set when the program starts: one table of settings, from which the TOML file, the environment (KARTEI_…),
// the options of the command line, `kartei settings` and the help are made. A setting given nearer to the command wins:
// command line, environment, file, default. What a user sets while working (captions, number ranges, views) are
// parameters in the database, not settings. Knows no module. A setting is added in two places: the member and the row
// in settings.cpp (and its text).
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/result.hpp"

namespace kartei::settings {

struct Settings {
    std::string database = "sqlite:house/kartei.sqlite";  ///< sqlite:PATH or postgresql://…
    std::string key_file;        ///< "" = beside the SQLite file
    std::string listen = "127.0.0.1";
    int port = 8080;
    int health_port = 0;         ///< 0 = none
    std::string socket;          ///< local socket for commands; "" = beside the SQLite file, none for PostgreSQL
    std::string hosts;           ///< further names under which the browser may reach the server, parted by ','
    bool behind_proxy = false;
    bool behind_tls = false;
    std::string ui;              ///< "" = no browser part
    std::string uploads;         ///< "" = the system's folder for temporary files
    std::string house = "Kartei";               ///< of a new house; later the database holds it, as the next three
    std::string country = "DE";
    std::string time_zone = "Europe/Berlin";
    std::string currency = "EUR";
    std::string log_level = "info";
    std::string smtp_host;         ///< mail server; "" = no e-mail is sent
    int smtp_port = 587;
    std::string smtp_security = "starttls";  ///< none, starttls, tls
    std::string smtp_user;         ///< "" = the server asks for none
    std::string smtp_password_file;
    std::string smtp_sender;       ///< address in From
    std::string smtp_sender_name;
    int smtp_per_minute = 60;      ///< messages
    std::string public_address;    ///< under which recipients reach this server ("https://…"), for unsubscribing
    std::string sms_url;           ///< address of the gateway for text messages, with placeholders; "" = none are sent
    std::string sms_method = "POST";
    std::string sms_headers;       ///< parted by '|'
    std::string sms_body;
    std::string sms_secret_file;
    int sms_per_minute = 60;
    int workers = 8;
    int connections = 16;          ///< to the database, for this process
    int connect_seconds = 5;       ///< until a database server that is starting again answers
    int pool_seconds = 10;         ///< for a free connection
    int lock_seconds = 30;         ///< for what another change holds
    int statement_seconds = 900;   ///< for one statement; 0 = as long as it takes
};

struct Setting {
    std::string_view name;  ///< as in the file and on the command line (there with '-' for '_')
    std::variant<std::string Settings::*, int Settings::*, bool Settings::*> member;
    /// "" when the written value is good, else a text key.
    std::string_view (*problem)(std::string_view written);

    std::string option() const;       ///< "--time-zone"
    std::string environment() const;  ///< "KARTEI_TIME_ZONE"
    std::string help_key() const;     ///< "setting.time_zone"
};

const std::vector<Setting>& all_settings();

/// Written values by name.
using Written = std::map<std::string, std::string, std::less<>>;

/// Reads a TOML file of `name = value` lines. Refusals: error.settings_file {file, problem}, error.unknown_setting.
Result<Written> read_settings_file(const std::string& path);

/// What the environment sets; `value_of` is getenv, or a test's stand-in.
Written read_environment(const char* (*value_of)(const char* name));

struct Source {
    std::string_view name;  ///< "command line", "environment", "file", "default"
    Written written;
};

struct Loaded {
    Settings settings;
    std::map<std::string, std::string_view, std::less<>> sources;  ///< setting -> name of the source that decided
};

/// The settings from sources, the first of which wins. Refuses with all bad values at once (field = the setting's
/// name).
Result<Loaded> load(const std::vector<Source>& sources);

/// Canonical text of a setting's value. `show` hides the password in the address of a database.
std::string value_of(const Setting& setting, const Settings& settings);
std::string show(const Setting& setting, const Settings& settings);
/// The text with *** where an address in it holds a password.
std::string without_password(const std::string& text);

}  // namespace kartei::settings

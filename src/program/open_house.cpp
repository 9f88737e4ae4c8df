#include "program/open_house.hpp"

#include <filesystem>
#include <fstream>
#include <stdexcept>

#include "audit/house_key.hpp"
#include "modules/mailing/mail_server.hpp"
#include "modules/mailing/sms_gateway.hpp"
#include "program/joined_modules.hpp"
#include "sql/migrations.hpp"
#include "sql/upkeep.hpp"

namespace kartei::program {

namespace fs = std::filesystem;

namespace {

sql::Limits limits_of(const settings::Settings& settings) {
    using std::chrono::seconds;
    sql::Limits limits;
    limits.connect = seconds(settings.connect_seconds);
    limits.pool = seconds(settings.pool_seconds);
    limits.lock = seconds(settings.lock_seconds);
    limits.statement = seconds(settings.statement_seconds);
    limits.connections = settings.connections;
    return limits;
}

mailing::MailServer mail_server_of(const settings::Settings& settings) {
    return {settings.smtp_host,     settings.smtp_port,   settings.smtp_security,    settings.smtp_user,
            settings.smtp_password_file, settings.smtp_sender, settings.smtp_sender_name, settings.public_address,
            settings.smtp_per_minute};
}

mailing::SmsGateway sms_gateway_of(const settings::Settings& settings) {
    return {settings.sms_url,  settings.sms_method,      settings.sms_headers,
            settings.sms_body, settings.sms_secret_file, settings.sms_per_minute};
}

/// One path for a house, whatever links lead to it: log, lock, key, socket and files lie beside the real file.
std::string real_path(const std::string& path) { return fs::weakly_canonical(fs::absolute(path)).string(); }

/// Any other file is not opened at all: opening writes.
bool is_sqlite_file(const std::string& path) {
    constexpr std::string_view begins = "SQLite format 3";
    std::string read(begins.size(), '\0');
    std::ifstream file(path, std::ios::binary);
    return file.read(read.data(), static_cast<std::streamsize>(read.size())) && read == begins;
}

/// The database of a house that is there.
std::unique_ptr<sql::Database> open_existing(const settings::Settings& settings, const sql::Location& location) {
    const bool sqlite = location.engine == sql::Engine::sqlite;
    const NoHouse no_house(sqlite ? location.target : settings::without_password(location.target));
    if (sqlite && !is_sqlite_file(location.target)) throw no_house;
    const bool was_locked = sqlite && fs::exists(location.target + ".lock");
    try {
        auto database = sql::open(location, limits_of(settings));
        if (sql::has_schema(*database)) return database;
    } catch (const sql::SqlError&) {
        if (!sql::is_missing(location)) throw;
    }
    if (sqlite && !was_locked) fs::remove(location.target + ".lock");  // of another program, perhaps
    throw no_house;
}

}  // namespace

sql::Location location_of(const settings::Settings& settings) {
    auto location = sql::parse_location(settings.database);
    if (!location)
        throw std::runtime_error("not a database: " + settings.database + " (sqlite:FILE or postgresql://…)");
    if (location->engine == sql::Engine::sqlite) location->target = real_path(location->target);
    return *location;
}

std::string key_file_of(const settings::Settings& settings) {
    if (!settings.key_file.empty()) return settings.key_file;
    const auto location = location_of(settings);
    if (location.engine == sql::Engine::sqlite) {
        // A house that was always opened through a link may have its key beside the link.
        const auto beside_link = fs::absolute(sql::parse_location(settings.database)->target).string() + ".key";
        return fs::exists(beside_link) ? beside_link : location.target + ".key";
    }
    throw std::runtime_error("a PostgreSQL house needs --key-file FILE: the key is kept apart from the database");
}

std::string socket_of(const settings::Settings& settings) {
    if (!settings.socket.empty()) return settings.socket;
    const auto location = location_of(settings);
    return location.engine == sql::Engine::sqlite ? location.target + ".socket" : "";
}

OpenHouse open_house(const settings::Settings& settings, Founding founding) {
    mailing::mail_server() = mail_server_of(settings);
    mailing::sms_gateway() = sms_gateway_of(settings);
    const auto location = location_of(settings);
    OpenHouse open;
    if (founding == Founding::forbidden) open.database = open_existing(settings, location);
    fs::path folder = fs::path(key_file_of(settings)).parent_path();
    if (location.engine == sql::Engine::sqlite) {
        folder = fs::path(location.target).parent_path();
        fs::create_directories(folder);
    }
    if (!open.database) open.database = sql::open(location, limits_of(settings));
    sql::migrate(*open.database);
    open.keys = std::make_unique<audit::KeyRing>(audit::open_house_keys(*open.database, key_file_of(settings)));
    found_house(*open.database, settings.house, settings.country, settings.time_zone, settings.currency);
    found_modules(*open.database);
    const auto files =
        folder / (fs::path(location.engine == sql::Engine::sqlite ? location.target : "kartei").filename().string() +
                  ".files");
    fs::create_directories(files);
    fs::permissions(files, fs::perms::owner_all);  // one of an older version was open to all
    open.house = std::make_unique<House>(
        House{*open.database, *open.keys, {}, settings.country, settings.currency, files.string()});
    read_house(*open.house);
    return open;
}

}  // namespace kartei::program

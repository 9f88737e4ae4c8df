#include "base/date.hpp"

#include <fmt/format.h>
#include <unicode/basictz.h>
#include <unicode/timezone.h>

#include <algorithm>
#include <array>
#include <memory>
#include <stdexcept>

#include "base/text.hpp"

namespace kartei {
namespace {

using std::chrono::sys_days;

Refusal not_a_date() { return refuse(RefusalKind::invalid, "error.not_a_date"); }
Refusal not_an_instant() { return refuse(RefusalKind::invalid, "error.not_an_instant"); }
Refusal does_not_exist() { return refuse(RefusalKind::invalid, "error.date_does_not_exist"); }

/// Takes digits and fixed characters off the front of a text.
class Scanner {
public:
    explicit Scanner(std::string_view text) : rest_(text) {}

    /// A number of `least` to `most` digits.
    std::optional<int> number(std::size_t least, std::size_t most) {
        std::size_t count = 0;
        int value = 0;
        while (count < most && count < rest_.size() && rest_[count] >= '0' && rest_[count] <= '9')
            value = value * 10 + (rest_[count++] - '0');
        if (count < least) return std::nullopt;
        rest_.remove_prefix(count);
        return value;
    }
    bool take(char character) {
        if (rest_.empty() || rest_.front() != character) return false;
        rest_.remove_prefix(1);
        return true;
    }
    char next() const { return rest_.empty() ? '\0' : rest_.front(); }
    bool at_end() const { return rest_.empty(); }
    std::string_view rest() const { return rest_; }

private:
    std::string_view rest_;
};

std::optional<Date> made(std::optional<int> year, std::optional<int> month, std::optional<int> day) {
    if (!year || !month || !day) return std::nullopt;
    return Date(std::chrono::year(*year), std::chrono::month(static_cast<unsigned>(*month)),
                std::chrono::day(static_cast<unsigned>(*day)));
}

std::optional<Date> scan_year_first(Scanner& scanner) {
    auto year = scanner.number(4, 4);
    // Behind a year of four digits nobody writes the day first: 1990/03/12 has one reading, 12/03/1990 two.
    const char separator = scanner.next();
    const bool parted = separator == '-' || separator == '/' || separator == '.';
    if (parted) scanner.take(separator);
    auto month = scanner.number(parted ? 1 : 2, 2);
    if (parted && !scanner.take(separator)) return std::nullopt;
    return made(year, month, scanner.number(parted ? 1 : 2, 2));
}

std::optional<Date> scan_day_first(Scanner& scanner) {
    auto day = scanner.number(1, 2);
    char separator = scanner.next();
    if (separator != '.' && separator != '-') return std::nullopt;
    scanner.take(separator);
    auto month = scanner.number(1, 2);
    if (!scanner.take(separator)) return std::nullopt;
    return made(scanner.number(4, 4), month, day);
}

/// A date in any of the four forms, whether it exists or not.
std::optional<Date> scan_date(Scanner& scanner) {
    auto digits = scanner.rest().find_first_not_of("0123456789");
    return std::min(digits, scanner.rest().size()) >= 4 ? scan_year_first(scanner) : scan_day_first(scanner);
}

/// In German, Dutch and English, whole or as people shorten them; those that several months share are none.
struct MonthName {
    std::string_view name;
    int month;
};
constexpr std::array month_names{
    MonthName{"januar", 1},    MonthName{"janner", 1},   MonthName{"januari", 1},  MonthName{"january", 1},
    MonthName{"jan", 1},       MonthName{"februar", 2},  MonthName{"februari", 2}, MonthName{"february", 2},
    MonthName{"feb", 2},       MonthName{"marz", 3},     MonthName{"maerz", 3},    MonthName{"maart", 3},
    MonthName{"march", 3},     MonthName{"mar", 3},      MonthName{"mrt", 3},      MonthName{"mrz", 3},
    MonthName{"april", 4},     MonthName{"apr", 4},      MonthName{"mai", 5},      MonthName{"mei", 5},
    MonthName{"may", 5},       MonthName{"juni", 6},     MonthName{"june", 6},     MonthName{"jun", 6},
    MonthName{"juli", 7},      MonthName{"july", 7},     MonthName{"jul", 7},      MonthName{"august", 8},
    MonthName{"augustus", 8},  MonthName{"aug", 8},      MonthName{"september", 9}, MonthName{"sept", 9},
    MonthName{"sep", 9},       MonthName{"oktober", 10}, MonthName{"october", 10}, MonthName{"okt", 10},
    MonthName{"oct", 10},      MonthName{"november", 11}, MonthName{"nov", 11},    MonthName{"dezember", 12},
    MonthName{"december", 12}, MonthName{"dez", 12},     MonthName{"dec", 12}};

int month_called(std::string_view folded) {
    const auto found = std::find_if(month_names.begin(), month_names.end(),
                                    [&](const auto& one) { return one.name == folded; });
    return found == month_names.end() ? 0 : found->month;
}

bool is_of_digits(std::string_view word, std::size_t least, std::size_t most) {
    return word.size() >= least && word.size() <= most && word.find_first_not_of("0123456789") == word.npos;
}

/// "12. März 1990", "12-mrt-1990", "March 12, 1990" as 1990-03-12; a year of four digits is what makes it certain.
std::string with_month_as_number(std::string_view written) {
    const auto has_letter = std::any_of(written.begin(), written.end(), [](unsigned char byte) {
        return byte >= 0x80 || ((byte | 0x20) >= 'a' && (byte | 0x20) <= 'z' && byte != 'T' && byte != 'Z');
    });
    if (!has_letter) return std::string(written);
    const auto folded = fold(written);
    const auto parts = words(folded);
    if (parts.size() != 3) return std::string(written);
    const bool month_first = month_called(parts[0]) > 0;
    const int month = month_called(parts[month_first ? 0 : 1]);
    const auto day = parts[month_first ? 1 : 0];
    if (month == 0 || !is_of_digits(day, 1, 2) || !is_of_digits(parts[2], 4, 4)) return std::string(written);
    return fmt::format("{}-{}-{}", parts[2], month, day);
}

bool exists(Date date) { return date.ok() && date.year() >= std::chrono::year(1); }

/// HH:MM, HH:MM:SS or HH:MM:SS.fff
bool scan_time(Scanner& scanner, LocalTime& local) {
    auto hour = scanner.number(1, 2);
    if (!hour || !scanner.take(':')) return false;
    auto minute = scanner.number(2, 2);
    if (!minute) return false;
    auto second = std::optional(0);
    if (scanner.take(':')) {
        second = scanner.number(2, 2);
        if (second && (scanner.take('.') || scanner.take(',')) && !scanner.number(1, 9)) return false;
    }
    if (!second || *hour > 23 || *minute > 59 || *second > 59) return false;
    local.hour = *hour, local.minute = *minute, local.second = *second;
    return true;
}

/// "Z", "+02:00", "+0200" or "+02"; in minutes east of Greenwich.
std::optional<int> scan_offset(Scanner& scanner) {
    if (scanner.take('Z') || scanner.take('z')) return 0;
    int sign = scanner.take('+') ? 1 : scanner.take('-') ? -1 : 0;
    auto hours = sign != 0 ? scanner.number(2, 2) : std::nullopt;
    if (!hours) return std::nullopt;
    auto minutes = std::optional(0);
    if (scanner.take(':') || !scanner.at_end()) minutes = scanner.number(2, 2);
    if (!minutes || *hours > 23 || *minutes > 59) return std::nullopt;
    return sign * (*hours * 60 + *minutes);
}

Instant as_if_utc(const LocalTime& local) {
    return sys_days(local.date) + std::chrono::hours(local.hour) + std::chrono::minutes(local.minute) +
           std::chrono::seconds(local.second);
}

std::unique_ptr<icu::BasicTimeZone> open_zone(std::string_view name) {
    auto id = icu::UnicodeString::fromUTF8(icu::StringPiece(name.data(), static_cast<std::int32_t>(name.size())));
    std::unique_ptr<icu::TimeZone> zone(icu::TimeZone::createTimeZone(id));
    auto* basic = dynamic_cast<icu::BasicTimeZone*>(zone.get());
    if (!basic || *zone == icu::TimeZone::getUnknown()) return nullptr;
    zone.release();
    return std::unique_ptr<icu::BasicTimeZone>(basic);
}

/// The zone of a name. A thread nearly always asks for the same one again, a million times in an import.
const icu::BasicTimeZone& zone_named(std::string_view name) {
    thread_local std::string last_name;
    thread_local std::unique_ptr<icu::BasicTimeZone> last_zone;
    if (!last_zone || last_name != name) {
        auto zone = open_zone(name);
        if (!zone) throw std::invalid_argument("unknown time zone: " + std::string(name));
        last_zone = std::move(zone);
        last_name = name;
    }
    return *last_zone;
}

double icu_time(Instant instant) { return static_cast<double>(instant.time_since_epoch().count()) * 1000.0; }

void demand(UErrorCode status) {
    if (U_FAILURE(status)) throw std::runtime_error(std::string("time zone: ") + u_errorName(status));
}

/// Midnight that falls into the hour left out begins the day all the same.
bool is_midnight(const LocalTime& local) { return local.hour + local.minute + local.second == 0; }

/// A time that the clock shows on that day; of one shown twice the first.
Result<Instant> instant_on_the_clock(const LocalTime& local, std::string_view zone) {
    const auto instant = instant_of(local, zone);
    if (as_if_utc(local_time(instant, zone)) != as_if_utc(local) && !is_midnight(local))
        return refuse(RefusalKind::invalid, "error.time_does_not_exist");
    return instant;
}

}  // namespace

Result<Date> read_date(std::string_view written) {
    const auto text = with_month_as_number(written);
    Scanner scanner(text);
    auto date = scan_date(scanner);
    if (!date) return not_a_date();
    if (scanner.take(' ') || scanner.take('T')) {
        LocalTime local;
        if (!scan_time(scanner, local) || local.hour + local.minute + local.second != 0) return not_a_date();
        // Midnight of whatever zone begins the day that is written.
        scanner.take(' ');
        if (!scanner.at_end() && !scan_offset(scanner)) return not_a_date();
    }
    if (!scanner.at_end()) return not_a_date();
    if (!exists(*date)) return does_not_exist();
    return *date;
}

std::string write_date(Date date) {
    return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(date.year()), static_cast<unsigned>(date.month()),
                       static_cast<unsigned>(date.day()));
}

Date add_days(Date date, int days) { return sys_days(date) + std::chrono::days(days); }

int days_between(Date first, Date last) { return static_cast<int>((sys_days(last) - sys_days(first)).count()); }

int weekday_of(Date date) { return static_cast<int>(std::chrono::weekday(sys_days(date)).iso_encoding()); }

bool is_time_zone(std::string_view zone) { return open_zone(zone) != nullptr; }

Result<Instant> read_instant(std::string_view text, std::string_view zone) {
    Scanner scanner(text);
    auto date = scan_date(scanner);
    if (!date) return not_an_instant();
    if (!exists(*date)) return does_not_exist();
    LocalTime local{*date};
    if (scanner.at_end()) return instant_of(local, zone);
    if (!scanner.take('T') && !scanner.take(' ')) return not_an_instant();
    if (!scan_time(scanner, local)) return not_an_instant();
    if (scanner.at_end()) return instant_on_the_clock(local, zone);
    scanner.take(' ');
    auto offset = scan_offset(scanner);
    if (!offset || !scanner.at_end()) return not_an_instant();
    return as_if_utc(local) - std::chrono::minutes(*offset);
}

std::string write_instant(Instant instant) {
    auto day = std::chrono::floor<std::chrono::days>(instant);
    auto seconds = static_cast<int>((instant - day).count());
    return fmt::format("{}T{:02}:{:02}:{:02}Z", write_date(Date(day)), seconds / 3600, seconds / 60 % 60, seconds % 60);
}

Instant instant_of(const LocalTime& local, std::string_view zone) {
    UErrorCode status = U_ZERO_ERROR;
    std::int32_t raw = 0, summer = 0;
    auto wall = as_if_utc(local);
    zone_named(zone).getOffsetFromLocal(icu_time(wall), UCAL_TZ_LOCAL_FORMER, UCAL_TZ_LOCAL_FORMER, raw, summer,
                                        status);
    demand(status);
    return wall - std::chrono::seconds((raw + summer) / 1000);
}

LocalTime local_time(Instant instant, std::string_view zone) {
    UErrorCode status = U_ZERO_ERROR;
    std::int32_t raw = 0, summer = 0;
    zone_named(zone).getOffset(icu_time(instant), false, raw, summer, status);
    demand(status);
    auto wall = instant + std::chrono::seconds((raw + summer) / 1000);
    auto day = std::chrono::floor<std::chrono::days>(wall);
    auto seconds = static_cast<int>((wall - day).count());
    return {Date(day), seconds / 3600, seconds / 60 % 60, seconds % 60};
}

Instant start_of_day(Date date, std::string_view zone) { return instant_of(LocalTime{date}, zone); }

}  // namespace kartei

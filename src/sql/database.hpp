// The database behind one interface: SQLite (embedded, default) and PostgreSQL 15+. Only sql/sqlite.cpp and
// sql/postgresql.cpp know a driver. SQL is written once, portable, with :named parameters, and stands in the store
// files of the modules, directly above the function that runs it.
//
// Invariants (docs/architecture.md, "Data"): on SQLite exactly one connection writes and checkpoints, readers are
// opened read-only, one process owns the file. Writers are served first come, first served, so that a long job made of
// short transactions keeps nobody waiting. A failed fsync ends the process.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <type_traits>
#include <variant>
#include <vector>

#include "base/result.hpp"

namespace kartei::sql {

enum class Engine { sqlite, postgresql };

/// What went wrong in the database, as far as a caller can act on it.
enum class Fault { unique, foreign_key, check, busy, storage_full, interrupted, connection, other };

class SqlError : public std::runtime_error {
public:
    SqlError(Fault fault, const std::string& message) : std::runtime_error(message), fault_(fault) {}
    Fault fault() const { return fault_; }

private:
    Fault fault_;
};

/// Bytes in a parameter (a std::string_view alone is text).
struct Bytes {
    std::string_view view;
};

/// One bound value. Views must live until the statement has been executed.
class Parameter {
public:
    using Content = std::variant<std::monostate, std::int64_t, std::string_view, Bytes>;

    Parameter(std::nullptr_t) {}
    Parameter(std::nullopt_t) {}
    template <class T, std::enable_if_t<std::is_integral_v<T>, int> = 0>
    Parameter(T value) : content_(static_cast<std::int64_t>(value)) {}
    Parameter(std::string_view value) : content_(value) {}
    Parameter(const std::string& value) : content_(std::string_view(value)) {}
    Parameter(const char* value) : content_(std::string_view(value)) {}
    Parameter(Bytes value) : content_(value) {}
    template <class T>
    Parameter(const std::optional<T>& value) {
        if (value) content_ = Parameter(*value).content_;
    }

    const Content& content() const { return content_; }

private:
    Content content_;
};

/// Empty text as NULL: the database never holds ''.
inline Parameter text_or_null(std::string_view text) { return text.empty() ? Parameter(nullptr) : Parameter(text); }

/// A result being read row by row. Views stay valid until the next call of next(). Columns count from 0.
class Rows {
public:
    class Source {
    public:
        virtual ~Source() = default;
        virtual bool next() = 0;
        virtual bool is_null(int column) const = 0;
        virtual std::int64_t integer(int column) const = 0;  ///< NULL reads as 0
        virtual std::string_view text(int column) const = 0;  ///< NULL reads as ""
        virtual std::string bytes(int column) const = 0;
    };

    explicit Rows(std::unique_ptr<Source> source) : source_(std::move(source)) {}

    bool next() { return source_->next(); }
    bool is_null(int column) const { return source_->is_null(column); }
    std::int64_t integer(int column) const { return source_->integer(column); }
    std::string_view text(int column) const { return source_->text(column); }
    std::string string(int column) const { return std::string(source_->text(column)); }
    std::string bytes(int column) const { return source_->bytes(column); }
    std::optional<std::int64_t> optional_integer(int column) const {
        return is_null(column) ? std::nullopt : std::optional(integer(column));
    }

private:
    std::unique_ptr<Source> source_;
};

/// Many rows into one table as fast as the engine can (COPY on PostgreSQL, one prepared statement on SQLite).
class BulkInsert {
public:
    virtual ~BulkInsert() = default;
    virtual void add(const std::vector<Parameter>& row) = 0;  ///< one value per column, in the order given at creation
    virtual void finish() = 0;                                 ///< must be called; errors of the last rows come here
};

/// One transaction. Obtained from Database::write, read or read_group, never made by hand.
class Transaction {
public:
    virtual ~Transaction() = default;

    /// Runs a SELECT (or … RETURNING). Parameters bind in the order in which their :names first appear in the text.
    /// The result of PostgreSQL is fetched whole: for results that can be large use stream().
    template <class... Arguments>
    Rows query(std::string_view sql, const Arguments&... arguments) {
        return run_query(sql, {Parameter(arguments)...});
    }
    /// Runs a statement that returns no rows; gives the number of rows changed.
    template <class... Arguments>
    std::int64_t execute(std::string_view sql, const Arguments&... arguments) {
        return run_execute(sql, {Parameter(arguments)...});
    }
    /// Like query, in bounded memory on both engines, whatever the size of the result.
    template <class... Arguments>
    Rows stream(std::string_view sql, const Arguments&... arguments) {
        return run_stream(sql, {Parameter(arguments)...});
    }

    virtual Rows run_query(std::string_view sql, const std::vector<Parameter>& parameters) = 0;
    virtual std::int64_t run_execute(std::string_view sql, const std::vector<Parameter>& parameters) = 0;
    virtual Rows run_stream(std::string_view sql, const std::vector<Parameter>& parameters) = 0;
    virtual std::unique_ptr<BulkInsert> bulk_insert(std::string_view table,
                                                    const std::vector<std::string>& columns) = 0;
    virtual Engine engine() const = 0;
    /// Stops the statement that runs now, from any thread; it ends with SqlError(Fault::interrupted).
    virtual void interrupt() = 0;
};

template <class T>
struct is_result : std::false_type {};
template <class T>
struct is_result<Result<T>> : std::true_type {};

/// Where a house's data lives.
struct Location {
    Engine engine = Engine::sqlite;
    std::string target;  ///< file path for SQLite, connection URI for PostgreSQL
};
/// Reads `sqlite:PATH`, a bare path, or `postgresql://…`.
Result<Location> parse_location(std::string_view text);

class Database {
public:
    virtual ~Database() = default;

    /// Opens (and on SQLite creates) the database. Throws SqlError; Fault::busy when another process owns the SQLite
    /// file.
    static std::unique_ptr<Database> open(const Location& location);

    virtual Engine engine() const = 0;
    virtual const Location& location() const = 0;

    /// Runs `work(Transaction&)` in a writing transaction and commits when it returns, unless it returns a Result that
    /// holds a refusal, or throws: then everything is rolled back. On PostgreSQL a serialization failure or deadlock
    /// runs `work` again (up to 5 times), so `work` must have no effect outside the transaction.
    template <class Work>
    auto write(Work&& work) -> std::invoke_result_t<Work, Transaction&> {
        using Outcome = std::invoke_result_t<Work, Transaction&>;
        if constexpr (std::is_void_v<Outcome>) {
            run_write([&](Transaction& transaction) { work(transaction); return true; });
        } else {
            std::optional<Outcome> outcome;
            run_write([&](Transaction& transaction) {
                outcome.emplace(work(transaction));
                if constexpr (is_result<Outcome>::value) return static_cast<bool>(*outcome);
                else return true;
            });
            return std::move(*outcome);
        }
    }

    /// Runs `work(Transaction&)` on one unchanging state of the data; it cannot write.
    template <class Work>
    auto read(Work&& work) -> std::invoke_result_t<Work, Transaction&> {
        auto transaction = begin_read();
        return work(*transaction);
    }

    /// A reading transaction that ends when it is destroyed (for answers that are streamed).
    virtual std::unique_ptr<Transaction> begin_read() = 0;
    /// Several reading transactions that all see one and the same state (for work split over threads).
    virtual std::vector<std::unique_ptr<Transaction>> read_group(int size) = 0;

    /// Copies the whole database while others go on working (SQLite online backup). Throws on PostgreSQL, where
    /// pg_basebackup and pg_dump are the means (docs/operating.md).
    virtual void backup_to(const std::string& path) = 0;

protected:
    /// `work` returns whether to commit.
    virtual void run_write(const std::function<bool(Transaction&)>& work) = 0;
};

}  // namespace kartei::sql

// One criterion of a document, ready to be looked for: who meets it, and what decided for one customer. Made by the
// reader of documents (document_reader.hpp), which has checked everything. Knows no groups and no counts.
#pragma once

#include <functional>
#include <memory>
#include <nlohmann/json.hpp>

#include "audit/house.hpp"
#include "base/actor.hpp"
#include "modules/selections/comparison.hpp"
#include "modules/selections/people.hpp"
#include "modules/selections/source.hpp"

namespace kartei::selections {

/// Asked now and then while rows are read: whoever wanted to know does not any more.
using Stopped = std::function<bool()>;
/// Thrown where it was stopped; caught by the engine.
struct Superseded {};

struct Looking {
    const House& house;
    sql::Transaction& transaction;
    const People& people;
    const Stopped& stopped;

    void check() const {
        if (stopped && stopped()) throw Superseded{};
    }
};

class Criterion {
public:
    virtual ~Criterion() = default;
    /// Whoever of the people meets it.
    virtual Set look(const Looking& looking) const = 0;
    /// What decided for one customer, by name; sensitive values are not among it.
    virtual nlohmann::json values(const Looking& looking, std::int64_t customer) const = 0;
};

/// Cells of the columns that a criterion reads, in their order.
using Cells = std::vector<Cell>;
using RowTest = std::function<bool(const Cells&)>;

/// The columns that tests read; a test asks for them and is told where they will stand.
class Columns {
public:
    std::size_t place_of(const Column& column);
    /// The country beside a postcode.
    std::size_t place_of_sql(const std::string& sql, bool is_number);

    const std::vector<std::string>& sql() const { return sql_; }
    bool is_number(std::size_t place) const { return numbers_[place]; }
    const std::vector<std::string>& joins() const { return joins_; }
    const std::vector<const Column*>& shown() const { return shown_; }

private:
    std::vector<std::string> sql_, joins_;
    std::vector<bool> numbers_;
    std::vector<const Column*> shown_;  ///< the column at a place; null for a country
};

/// A field of the customer himself. Those of a document are read together.
class FieldCriterion final : public Criterion {
public:
    FieldCriterion(Columns columns, RowTest test) : columns_(std::move(columns)), test_(std::move(test)) {}
    Set look(const Looking& looking) const override;
    nlohmann::json values(const Looking& looking, std::int64_t customer) const override;

    /// All of them in one reading.
    static std::vector<Set> look_together(const Looking& looking, const std::vector<const FieldCriterion*>& criteria);

private:
    Columns columns_;
    RowTest test_;
};

/// What must hold of the sums over a customer's rows; what is not asked holds. `events`: different event dates.
struct Totals {
    CellTest count, events, sum, first, last;
    bool is_asked() const { return count || events || sum || first || last; }
};

/// Rows of a list or a fact that fit, summed up for each customer: at least one, unless something else is asked.
class RowsCriterion final : public Criterion {
public:
    struct Plan {
        const Source* source = nullptr;
        Columns columns;
        RowTest test;                                       ///< none: every row
        std::optional<std::vector<std::int64_t>> events;    ///< those chosen or seen, ascending; none: all
        Totals totals;
    };
    explicit RowsCriterion(Plan plan) : plan_(std::move(plan)) {}
    Set look(const Looking& looking) const override;
    nlohmann::json values(const Looking& looking, std::int64_t customer) const override;

private:
    struct Sums;
    Sums add_up(const Looking& looking) const;
    bool fits(const Sums& sums, std::size_t ordinal) const;

    Plan plan_;
};

/// What a customer declared about a permission, as it held at the end of a day.
class PermissionCriterion final : public Criterion {
public:
    PermissionCriterion(std::int64_t permission, std::string state, std::string before)
        : permission_(permission), state_(std::move(state)), before_(std::move(before)) {}
    Set look(const Looking& looking) const override;
    nlohmann::json values(const Looking& looking, std::int64_t customer) const override;

private:
    std::int64_t permission_;
    std::string state_, before_;
};

/// A field that was changed since an instant, as the audit tells; "" = any field.
class ChangeCriterion final : public Criterion {
public:
    ChangeCriterion(std::string field, std::string since) : field_(std::move(field)), since_(std::move(since)) {}
    Set look(const Looking& looking) const override;
    nlohmann::json values(const Looking& looking, std::int64_t customer) const override;

private:
    std::string field_, since_;
};

}  // namespace kartei::selections

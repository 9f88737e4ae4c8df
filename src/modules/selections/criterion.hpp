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
#include "modules/selections/table.hpp"

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
    /// The rows that it looks at; none: it asks the database itself.
    virtual std::optional<Wanted> wanted() const = 0;
    /// Whoever of the people meets it. `view`: what it wanted, of the same people.
    virtual Set look(const Looking& looking, const View& view) const = 0;
    /// What decided for one customer, by name; sensitive values are not among it.
    virtual nlohmann::json values(const Looking& looking, std::int64_t customer) const = 0;
};

/// A field of the customer himself.
class FieldCriterion final : public Criterion {
public:
    FieldCriterion(Columns columns, RowTest test) : columns_(std::move(columns)), test_(std::move(test)) {}
    std::optional<Wanted> wanted() const override { return Wanted{&customer_source(), columns_}; }
    Set look(const Looking& looking, const View& view) const override;
    nlohmann::json values(const Looking& looking, std::int64_t customer) const override;

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
    explicit RowsCriterion(Plan plan);
    std::optional<Wanted> wanted() const override {
        return wanted_for(bool(plan_.totals.events), bool(plan_.totals.sum), asks_days());
    }
    Set look(const Looking& looking, const View& view) const override;
    nlohmann::json values(const Looking& looking, std::int64_t customer) const override;

private:
    bool asks_days() const { return plan_.totals.first || plan_.totals.last; }
    Wanted wanted_for(bool events, bool sum, bool days) const;

    Plan plan_;
};

/// What a customer declared about a permission, as it held at the end of a day.
class PermissionCriterion final : public Criterion {
public:
    PermissionCriterion(std::int64_t permission, std::string state, std::string before)
        : permission_(permission), state_(std::move(state)), before_(std::move(before)) {}
    std::optional<Wanted> wanted() const override;
    Set look(const Looking& looking, const View& view) const override;
    nlohmann::json values(const Looking& looking, std::int64_t customer) const override;

private:
    std::int64_t permission_;
    std::string state_, before_;
};

/// A field that was changed since an instant, as the audit tells; "" = any field.
class ChangeCriterion final : public Criterion {
public:
    ChangeCriterion(std::string field, std::string since) : field_(std::move(field)), since_(std::move(since)) {}
    std::optional<Wanted> wanted() const override;
    Set look(const Looking& looking, const View& view) const override;
    nlohmann::json values(const Looking& looking, std::int64_t customer) const override;

private:
    std::string field_, since_;
};

}  // namespace kartei::selections

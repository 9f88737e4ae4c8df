// How customers are taken over. Private to customer_check.cpp, customer_duplicates.cpp and customer_publication.cpp.
// New customers go in four sweeps, each in the order of the table it fills, because an import in any other order makes
// the database write every page many times: rows, then lines in the order of names, then search terms; existing ones go
// one by one through the same action as a change by hand. Between the sweeps a new customer may be changed by somebody
// who found him by his number: his lines and terms are then made by that change, and left alone here.
#pragma once

#include <map>
#include <set>

#include "modules/consents/consent_store.hpp"
#include "modules/consents/label_terms.hpp"
#include "modules/customers/customer_actions.hpp"
#include "modules/customers/number_supply.hpp"
#include "modules/customers/written_columns.hpp"
#include "modules/duplicates/batch_check.hpp"
#include "modules/imports/customer_choices.hpp"
#include "modules/imports/import_check.hpp"
#include "modules/imports/known_customers.hpp"
#include "modules/imports/name_book.hpp"
#include "modules/imports/packed.hpp"
#include "modules/imports/publication.hpp"
#include "modules/parameters/parameter.hpp"

namespace kartei::imports {

class CustomerImporter final : public Importer {
public:
    explicit CustomerImporter(const ImportContext& context);

    Result<Done> begin(sql::Transaction& reading) override;
    void check(sql::Transaction& reading, std::vector<Row>& rows) override;
    void finish(sql::Transaction& reading) override;
    void open(sql::Transaction& transaction, audit::Change& change) override;
    void publish(Publication& publication) override;

private:
    /// The customer a row is about, and the old system's key that leads to him.
    struct Identity {
        std::optional<std::int64_t> id;
        std::optional<std::int64_t> number;
        std::string source, key;
        bool key_is_new = false;
    };
    using NewValues = customers::NewValues;

    // --- check
    Identity identify(sql::Transaction& reading, Row& row);
    void identify_by_source(sql::Transaction& reading, Row& row, Identity& identity);
    NewValues values_of(const Row& row, const customers::Customer& before = {}) const;
    void refuse_unknown_choices(Row& row) const;
    void look_at_agency(Row& row);
    void check_new(sql::Transaction& reading, Row& row, const Identity& identity);
    void check_existing(sql::Transaction& reading, Row& row, const Identity& identity,
                        const customers::Customer& before);
    void check_right_to_add(Row& row, const Identity& identity);
    void refuse_impossible(Row& row, const NewValues& values) const;
    bool has_new_labels(sql::Transaction& reading, Row& row, std::int64_t customer);
    void refuse_labels_that_are_over(sql::Transaction& reading, Row& row, std::int64_t customer);
    void note_keys(const Row& row, const Identity& identity, RowState state);
    void note_links(const Row& row, RowState state, const customers::Customer& before);
    std::string packed(const Row& row, const Identity& identity, const NewValues& values);
    void demand_numbers(Row& row, const Identity& identity, bool has_debtor_number);
    void check_numbers(Row& row, const Identity& identity, const customers::Customer* before);
    static void note_number(SortedRecords& numbers, const Row& row, std::int64_t number, RowState state, bool is_new);
    void refuse_doubles(SortedRecords& numbers, int target, std::vector<std::int64_t>& given);
    void refuse_double_keys();
    void refuse_unknown_links();
    std::vector<std::int64_t> numbers_not_given();
    void refuse_later(std::int64_t line, Problem problem, RowState counted_as);
    void note_lacking(const std::string& kind, std::optional<std::int64_t> number, std::optional<std::int64_t> debtor);
    void count_lacking();
    /// False for lines that were put aside and will not be written after all.
    bool is_written(std::int64_t line) const;

    // --- probable duplicates among the new rows
    /// A row as it was put aside.
    struct Stored {
        std::int64_t line = 0;
        std::int64_t id = 0, number = 0;
        std::string source, key;
        std::vector<std::int64_t> labels;  ///< ids
        std::vector<std::pair<int, Value>> values;
    };
    bool next_new(RecordReader& reader, customers::Customer& customer);
    void find_duplicates(sql::Transaction& reading);
    void note_duplicates(sql::Transaction& reading, const std::vector<duplicates::Likeness>& found);
    Similar described(const Stored& stored) const;
    void note_duplicate(const Stored& stored, const Similar& similar);
    nlohmann::json shown(const Stored& stored) const;

    // --- publication
    /// A new customer ready to be written.
    struct Ready {
        std::int64_t id = 0;
        std::vector<std::string> kept;    ///< texts of the row
        std::vector<sql::Parameter> row;  ///< values of Chunk::columns
        std::string source, key;
        std::vector<std::int64_t> labels;
    };
    /// What one transaction writes; ids ascend without a gap.
    struct Chunk {
        std::vector<Ready> rows;
        std::vector<std::string> columns;
        std::string digest;
    };
    struct Taking;
    class Derived;

    Stored unpack(std::string_view record) const;
    Chunk next_chunk(RecordReader& reader, std::size_t rows, std::int64_t event);
    void prepare_some(Taking& taking);
    customers::Customer begun(const Stored& stored, std::int64_t event);
    Ready prepare(customers::Customer& customer, const Stored& stored) const;
    void derive(const customers::Customer& customer, std::vector<std::int64_t> labels, Derived& derived) const;
    std::optional<consents::CustomerLabel> label_of_new(std::int64_t customer, std::int64_t label) const;
    void publish_rows(Publication& publication);
    void write_rows(sql::Transaction& transaction, audit::Change& change, const Chunk& chunk);
    void write_extras(sql::Transaction& transaction, audit::Change& change, const Chunk& chunk);
    void publish_lines(Publication& publication);
    void publish_terms(Publication& publication);
    void publish_changes(Publication& publication);
    void write_change(Publication& publication, sql::Transaction& transaction, audit::Change& change,
                      const Stored& stored);

    ImportContext context_;
    int number_, debtor_number_, source_, source_key_, labels_, kind_, agency_;  ///< targets
    std::optional<KnownCustomers> known_;
    std::optional<KnownSources> known_sources_;
    std::optional<KnownDebtors> known_debtors_;
    std::optional<CustomerChoices> choices_;
    std::set<std::int64_t> agencies_, new_agencies_;  ///< ids of those there, numbers of those in the file (J-165)
    std::set<std::int64_t> unseen_;  ///< customers hidden from who imports; read only for files that name others
    /// Kinds of whom each brings his own number (J-032) or debtor number (J-036).
    std::set<std::pair<std::string, customers::Target>> without_proposal_;
    NameBook label_names_;
    std::map<std::string, std::set<std::int64_t>> label_ids_;
    std::map<std::int64_t, consents::LabelTerms> label_terms_;  ///< as they are when the file is read, then when it is written

    RecordFile added_, changed_;
    SortedRecords numbers_, debtors_, keys_, links_;
    std::vector<std::int64_t> given_numbers_, given_debtors_;  ///< of new customers, ascending
    std::set<int> filled_;                      ///< targets that a row put aside has a value for
    std::set<std::int64_t> refused_lines_;      ///< put aside and refused later
    std::vector<std::int64_t> left_out_;        ///< lines of probable duplicates that are not created, ascending
    customers::LackingByKind lacking_;
    customers::BroughtNumbers brought_;
    customers::NumberSupply supply_;
    std::shared_ptr<const parameters::ParameterValues> parameters_;
    std::int64_t next_id_ = 0;
    std::string today_, written_at_;
    customers::WrittenColumns written_columns_;
    SortedRecords lines_, terms_;
};

}  // namespace kartei::imports

// The publication of customers; see customer_importer.hpp for the sweeps.
#include <algorithm>

#include "modules/customers/name_buckets.hpp"
#include "modules/customers/name_spelling.hpp"
#include "modules/imports/ahead.hpp"
#include "modules/imports/customer_importer.hpp"
#include "modules/imports/customer_source.hpp"
#include "modules/imports/sweep.hpp"

namespace kartei::imports {
namespace {

using audit::Change;
using customers::Customer;
using customers::customer_fields;
using sql::Transaction;

/// As many terms take as long as one row of the register.
constexpr std::size_t terms_per_row = 8;

}  // namespace

void CustomerImporter::open(Transaction& transaction, Change& change) {
    today_ = context_.house.today();
    label_names_.settle([&](const std::string& name, const std::string&) {
        return consents::find_or_create_label(transaction, change, name);
    });
    label_terms_ = consents::all_label_terms(transaction);
    const auto created = context_.tally.counts().created();
    if (created > 0) next_id_ = take_ids(transaction, "customer", created);
    parameters_ = parameters::parameters_of(transaction);
    if (const auto drawn = supply_.draw(transaction, lacking_, given_numbers_, given_debtors_, brought_); !drawn)
        throw Unwritable{drawn.refusal()};
}

void CustomerImporter::publish(Publication& publication) {
    publish_rows(publication);
    publication.progress().begin_phase("imports.phase_lists", lines_.count() + terms_.count());
    publish_lines(publication);
    publish_terms(publication);
    publication.progress().begin_phase("imports.phase_changing", changed_.count());
    publish_changes(publication);
}

void CustomerImporter::publish_rows(Publication& publication) {
    auto reader = added_.read();
    auto pace = publication.new_pace();
    written_at_ = context_.house.now();
    Ahead<Chunk> chunks([&] { return next_chunk(reader, pace.rows(), publication.event()); });
    for (;;) {
        const auto chunk = chunks.next([](const Chunk& chunk) { return chunk.rows.empty(); });
        const auto count = chunk.rows.size();
        if (count == 0) break;
        publication.step([&](Transaction& transaction, Change& change) { write_rows(transaction, change, chunk); },
                         count, &pace);
        publication.progress().add(static_cast<std::int64_t>(count));
    }
}

void CustomerImporter::write_rows(Transaction& transaction, Change& change, const Chunk& chunk) {
    auto insert = transaction.bulk_insert("customer", chunk.columns);
    for (const auto& ready : chunk.rows) insert->add(ready.row);
    insert->finish();
    change.created("customer", chunk.rows.front().id, chunk.rows.back().id, chunk.digest);
    write_extras(transaction, change, chunk);
}

/// Labels and keys of old systems.
void CustomerImporter::write_extras(Transaction& transaction, Change& change, const Chunk& chunk) {
    std::int64_t labelled = 0, keyed = 0;
    for (const auto& ready : chunk.rows) {
        labelled += static_cast<std::int64_t>(ready.labels.size());
        keyed += !ready.key.empty();
    }
    const auto first = chunk.rows.front().id, last = chunk.rows.back().id;
    if (labelled > 0) {
        auto insert = transaction.bulk_insert("customer_label", consents::customer_label_columns());
        for (const auto& ready : chunk.rows)
            for (const auto label : ready.labels)
                if (const auto row = label_of_new(ready.id, label))
                    insert->add(consents::customer_label_parameters(*row, change.event()));
        insert->finish();
        change.created("customer_label", first, last);
    }
    if (keyed > 0) {
        auto insert = transaction.bulk_insert("customer_source", source_columns());
        for (const auto& ready : chunk.rows)
            if (!ready.key.empty()) insert->add({ready.source, ready.key, ready.id, change.event()});
        insert->finish();
        change.created("customer_source", first, last);
    }
}

void CustomerImporter::publish_lines(Publication& publication) {
    struct Line {
        std::string key, columns, consents;
        std::int64_t customer, hidden;
    };
    auto read = [](std::string_view record) {
        Unpacker unpacker(record);
        Line line;
        line.key = unpacker.ordered_text();
        line.customer = static_cast<std::int64_t>(unpacker.ordered());
        line.hidden = unpacker.number();
        line.columns = unpacker.text();
        line.consents = unpacker.text();
        return line;
    };
    sweep(publication, lines_, read, [&](Transaction& transaction, Change&, const std::vector<Line>& lines) {
        Publication::hold(transaction, hold_customers);
        publication.look_around(transaction);
        auto insert =
            transaction.bulk_insert("customer_line", {"name_key", "customer_id", "hidden", "columns", "consents"});
        std::vector<customers::NewLine> counted;
        for (const auto& line : lines) {
            if (publication.touched("customer", line.customer)) continue;
            insert->add({line.key, line.customer, line.hidden, line.columns, sql::text_or_null(line.consents)});
            counted.push_back({line.key, line.hidden != 0});
        }
        insert->finish();
        customers::count_lines_in_bulk(transaction, counted);
    });
}

void CustomerImporter::publish_terms(Publication& publication) {
    struct Term {
        int kind;
        std::string term;
        std::int64_t customer;
    };
    auto read = [](std::string_view record) {
        Unpacker unpacker(record);
        Term term;
        term.kind = unpacker.bytes(1)[0];
        term.term = unpacker.ordered_text();
        term.customer = static_cast<std::int64_t>(unpacker.ordered());
        return term;
    };
    auto write = [&](Transaction& transaction, Change&, const std::vector<Term>& terms) {
        Publication::hold(transaction, hold_customers);
        publication.look_around(transaction);
        auto insert = transaction.bulk_insert("customer_term", {"kind", "term", "customer_id"});
        std::vector<std::string_view> words;
        for (const auto& term : terms) {
            if (publication.touched("customer", term.customer)) continue;
            insert->add({term.kind, term.term, term.customer});
            if (term.kind != static_cast<int>(customers::TermKind::name)) continue;
            const auto word = customers::word_of_term(term.term);
            if (words.empty() || words.back() != word) words.push_back(word);
        }
        insert->finish();
        for (const auto word : words) customers::remember_word(transaction, word);
    };
    sweep(publication, terms_, read, write, terms_per_row);
}

void CustomerImporter::publish_changes(Publication& publication) {
    auto reader = changed_.read();
    sweep(publication, reader, [this](std::string_view record) { return unpack(record); },
          [&](Transaction& transaction, Change& change, const std::vector<Stored>& rows) {
              for (const auto& stored : rows)
                  if (!refused_lines_.contains(stored.line)) write_change(publication, transaction, change, stored);
          });
}

void CustomerImporter::write_change(Publication& publication, Transaction& transaction, Change& change,
                                    const Stored& stored) {
    const auto before = customers::find_customer(transaction, stored.id);
    if (!before) throw Overtaken{"customer " + std::to_string(stored.id) + " was deleted meanwhile"};
    NewValues values;
    for (const auto& [target, value] : stored.values)
        values.emplace(customer_fields()[static_cast<std::size_t>(target)].field.name, value);
    const auto saved =
        customers::change_customer(publication.house(), transaction, change, context_.actor, *before, values);
    if (!saved) throw Overtaken{"customer " + std::to_string(stored.id) + ": " + saved.refusal().issues.front().key};
    for (const auto label : stored.labels) {
        if (consents::find_label(transaction, stored.id, label)) continue;
        const auto given = consents::label_to_give(publication.house(), transaction, label_terms_[label],
                                                   {stored.id, label, change.at(), publication.actor().name, ""},
                                                   consents::LabelSource::file);
        if (given) consents::store_label(transaction, change, *given);
    }
    if (!stored.labels.empty()) consents::refresh_consents(transaction, stored.id);
    if (!stored.key.empty()) link_source(transaction, change, stored.source, stored.key, stored.id);
}

}  // namespace kartei::imports

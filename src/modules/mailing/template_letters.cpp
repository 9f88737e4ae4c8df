#include "modules/mailing/template_letters.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <fstream>

#include "base/codes.hpp"
#include "documents/merged_letters.hpp"
#include "documents/office.hpp"
#include "documents/output_file.hpp"
#include "modules/customers/customer_rules.hpp"
#include "modules/customers/letter_salutation.hpp"
#include "modules/mailing/letter_files.hpp"

namespace kartei::mailing {
namespace {

namespace fs = std::filesystem;
using documents::LetterTemplate;
using documents::MergedLetters;
using parameters::PlainRow;
using sql::Transaction;

/// The row of a language, else that of the house, else the first.
const PlainRow* row_for(const std::vector<PlainRow>& rows, std::string_view language, std::string_view of_house) {
    for (const auto wanted : {language, of_house})
        for (const auto& row : rows)
            if (row.text("language") == wanted) return &row;
    return rows.empty() ? nullptr : &rows.front();
}

std::string_view language_of_house(const House& house) {
    return language_code(language_of_house_in(house.country));
}

bool makes_documents(const SendingOrder& order) { return order.as_document || documents::office().program.empty(); }

/// Pieces of a file, one after the other.
template <class Take>
Result<Done> each_piece(const std::string& path, Take take) {
    std::ifstream in(path, std::ios::binary);
    std::string some(64 << 10, '\0');
    while (in) {
        in.read(some.data(), static_cast<std::streamsize>(some.size()));
        TRY(take(std::string_view(some).substr(0, static_cast<std::size_t>(in.gcount()))));
    }
    return Done{};
}

class TemplateLetters final : public SendingFile {
public:
    TemplateLetters(House& house, const SendingOrder& order, std::string path, std::vector<PlainRow> rows,
                    StillWanted still_wanted)
        : house_(house),
          order_(order),
          path_(std::move(path)),
          rows_(std::move(rows)),
          still_wanted_(std::move(still_wanted)),
          folder_(house.folder) {
        const auto ending = fs::path(path_).extension();
        is_archive_ = ending == ".zip";
        as_document_ = ending == ".docx" || ending == ".odt" || (is_archive_ && makes_documents(order));
    }

    Result<Done> open() {
        if (!is_archive_) return Done{};
        file_ = TRY(documents::OutputFile::create(path_));
        archive_ = std::make_unique<documents::ZipWriter>(*file_);
        return Done{};
    }

    Result<Done> add(Transaction& transaction, const Issued& to) override {
        const auto language = customers::language_of_letters(to.customer(), house_.country);
        auto& part = TRY(part_for(transaction, language_code(language))).get();
        TRY(part.letters->add(letter_file_values(house_, transaction, to.customer(), language, part.made)));
        ++letters_;
        const bool full = part.letters->letters() >= letters_in_a_document || part.letters->bytes() >= bytes_in_a_document;
        return full && is_archive_ ? close(part) : Result<Done>(Done{});
    }

    Result<Done> finish() override {
        if (letters_ == 0) return refuse(RefusalKind::conflict, "error.nobody_takes_part");
        for (auto& [id, part] : parts_)
            if (part.letters) TRY(close(part));
        if (!is_archive_) return Done{};
        TRY(archive_->finish());
        return file_->commit();
    }

private:
    struct Part {
        LetterTemplate made;
        std::string language, path;
        std::unique_ptr<MergedLetters> letters;
    };

    Result<std::reference_wrapper<Part>> part_for(Transaction& transaction, std::string_view language) {
        const auto* row = row_for(rows_, language, language_of_house(house_));
        if (!row) return no_such();
        auto& part = parts_[row->id];
        if (part.made.format.empty()) {
            auto made = parts_of(house_, transaction, *row);
            if (!made) return no_such();
            part.made = std::move(*made), part.language = row->text("language");
        }
        if (!part.letters) {
            if (!is_archive_ && documents_++ > 0) return needs_archive();
            part.path = folder_.path() + "/" + std::to_string(++files_) + "." + part.made.format;
            part.letters = TRY(MergedLetters::create(part.path, part.made));
        } else if (!is_archive_ && part.letters->letters() >= letters_in_a_document) return needs_archive();
        return std::ref(part);
    }

    /// The document is whole: set, and put where it belongs.
    Result<Done> close(Part& part) {
        TRY(part.letters->finish());
        part.letters.reset();
        auto made = fs::path(part.path);
        if (!as_document_) {
            TRY(documents::set_as_pdf(folder_.path(), made.filename().string(), still_wanted_));
            made.replace_extension(".pdf");
        }
        TRY(is_archive_ ? put_into_archive(part, made) : put_at_path(made));
        fs::remove(part.path), fs::remove(made);
        return still_wanted_();
    }
    Result<Done> put_into_archive(const Part& part, const fs::path& made) {
        TRY(archive_->begin(fmt::format("{}-{:03}{}", part.language, ++in_archive_, made.extension().string())));
        TRY(each_piece(made.string(), [&](std::string_view bytes) { return archive_->write(bytes); }));
        return archive_->end();
    }
    Result<Done> put_at_path(const fs::path& made) {
        auto file = TRY(documents::OutputFile::create(path_));
        TRY(each_piece(made.string(), [&](std::string_view bytes) { return file->write(bytes); }));
        return file->commit();
    }

    Refusal no_such() const {
        return refuse_field("letter_file", "error.no_such_letter_file", {{"name", order_.letter_file}, {"names", "–"}});
    }
    static Refusal needs_archive() {
        return refuse(RefusalKind::conflict, "error.letters_need_archive",
                      {{"max", std::to_string(letters_in_a_document)}});
    }

    House& house_;
    const SendingOrder& order_;
    const std::string path_;
    const std::vector<PlainRow> rows_;
    const StillWanted still_wanted_;
    documents::ScratchFolder folder_;
    bool is_archive_ = false, as_document_ = false;
    std::unique_ptr<documents::OutputFile> file_;
    std::unique_ptr<documents::ZipWriter> archive_;
    std::map<std::int64_t, Part> parts_;
    std::int64_t letters_ = 0;
    int files_ = 0, documents_ = 0, in_archive_ = 0;
};

}  // namespace

Result<Done> check_letter_file(Transaction& transaction, const std::string& name) {
    if (!letter_files_named(transaction, name).empty()) return Done{};
    std::vector<std::string> names;
    for (const auto& row : all_rows(transaction, letter_file_record()))
        if (names.empty() || names.back() != row.text("name")) names.push_back(row.text("name"));
    std::string all;
    for (const auto& one : names) all.append(all.empty() ? "" : ", ").append(one);
    return refuse_field("letter_file", "error.no_such_letter_file",
                        {{"name", name}, {"names", all.empty() ? std::string("–") : all}});
}

std::string ending_of_letters(const House& house, Transaction& transaction, const SendingOrder& order,
                              std::int64_t recipients) {
    const auto rows = letter_files_named(transaction, order.letter_file);
    const auto* row = row_for(rows, language_of_house(house), "");
    const auto part = row ? parts_of(house, transaction, *row) : std::nullopt;
    std::uint64_t letter = 0;
    if (part)
        for (const auto& piece : part->pieces) letter += piece.text.size();
    if (rows.size() > 1 || recipients > letters_in_a_document ||
        letter * static_cast<std::uint64_t>(recipients) > bytes_in_a_document)
        return ".zip";
    return makes_documents(order) && part ? "." + part->format : ".pdf";
}

Result<std::unique_ptr<SendingFile>> template_letters(House& house, Transaction& transaction, const SendingOrder& order,
                                                      const std::string& path, StillWanted still_wanted) {
    TRY(check_letter_file(transaction, order.letter_file));
    auto rows = letter_files_named(transaction, order.letter_file);
    const auto ending = fs::path(path).extension().string();
    if (ending != ".zip" && ending != ".docx" && ending != ".odt" && documents::office().program.empty())
        return refuse(RefusalKind::unavailable, "error.no_office");
    if ((ending == ".docx" || ending == ".odt") && ending != "." + rows.front().text("format"))
        return refuse_field("out", "error.letters_other_format", {{"format", rows.front().text("format")}});
    auto made = std::make_unique<TemplateLetters>(house, order, path, std::move(rows), std::move(still_wanted));
    TRY(made->open());
    return std::unique_ptr<SendingFile>(std::move(made));
}

std::vector<std::string> fields_of(const House& house, Transaction& transaction, const std::string& name) {
    std::vector<std::string> all;
    for (const auto& row : letter_files_named(transaction, name))
        if (const auto part = parts_of(house, transaction, row))
            for (auto& field : part->certain_fields())
                if (std::find(all.begin(), all.end(), field) == all.end()) all.push_back(std::move(field));
    return all;
}

void count_missing(House& house, Transaction& transaction, const SendingOrder& order, const Issued& to,
                   std::map<std::string, std::int64_t>& missing) {
    const auto language = customers::language_of_letters(to.customer(), house.country);
    const auto values = letter_file_values(house, transaction, to.customer(), language, {}).values;
    for (const auto& field : order.fields_of_file) {
        const auto found = values.find(field);
        if (found == values.end() || found->second.empty()) ++missing[field];
    }
}

}  // namespace kartei::mailing

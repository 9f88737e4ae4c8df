#include "documents/table_apart.hpp"

#include <fcntl.h>
#include <signal.h>
#include <spdlog/spdlog.h>
#include <sys/stat.h>

#include <optional>
#include <stdexcept>

#include "base/module.hpp"
#include "documents/byte_source.hpp"
#include "documents/reading_process.hpp"
#include "documents/table_wire.hpp"

namespace kartei::documents {
namespace {

/// A parser takes in at least so many bytes of a file in a second of work, workbooks unpacked and all.
constexpr std::uint64_t slowest = 256 << 10;

using Got = ReadingProcess::Got;
using Kind = FrameReader::Kind;

class TableApart final : public TableReader {
public:
    TableApart(const ReadingProgram& program, const Descriptor& file, const ReadingOrder& order)
        : process_(program.words, file, packed_order(order)) {}

    /// Headings, or why there are none.
    Result<Done> open() {
        const auto kind = next_thing();
        if (kind == Kind::header) {
            header_ = frames_.headings;
            return Done{};
        }
        return kind == Kind::refusal ? refuse_rest(frames_.refusal) : refuse_rest(why_it_ended(kind));
    }

    Result<bool> next() override {
        if (refusal_) return *refusal_;
        if (ended_) return false;
        const auto kind = next_thing();
        switch (kind) {
            case Kind::row:
                line_ = frames_.line;
                row_ = frames_.cells;
                return true;
            case Kind::end: return !(ended_ = true);
            case Kind::refusal:
                line_ = frames_.line;
                refused_cells_ = frames_.refused_cells;
                if (frames_.may_continue) return frames_.refusal;
                return refuse_rest(frames_.refusal);
            default: return refuse_rest(why_it_ended(kind));
        }
    }
    bool may_continue() const override { return !refusal_; }
    void stop() override { process_.kill(); }

    std::uint64_t bytes_read() const override { return frames_.bytes_read; }
    std::uint64_t bytes_total() const override { return frames_.bytes_total; }
    std::optional<CsvDialect> csv_dialect() const override { return frames_.dialect; }
    std::vector<std::string> sheet_names() const override { return frames_.sheets; }

private:
    /// `nothing_left`: the process sent no more frames.
    Kind next_thing() {
        for (;;) {
            const auto kind = has_frame_ ? frames_.next() : Kind::nothing_left;
            if (kind == Kind::header && !header_.empty()) return Kind::broken;
            if (kind != Kind::nothing_left) return kind;
            const auto got = process_.read_frame(frame_);
            if (got == Got::end) return Kind::nothing_left;
            if (got == Got::too_long || !frames_.begin(frame_)) return Kind::broken;
            has_frame_ = true;
        }
    }

    Refusal refuse_rest(Refusal refusal) {
        refusal_ = std::move(refusal);
        process_.finish();
        return *refusal_;
    }

    /// What a person is told, and for whoever runs the house one line in the log.
    Refusal why_it_ended(Kind kind) {
        const auto [signal, code] = process_.finish();
        if (kind == Kind::failure && frames_.failure == ReadingFailure::disk)
            throw std::runtime_error("the disk failed while a table file was read");
        const bool memory = kind == Kind::failure && frames_.failure == ReadingFailure::memory;
        spdlog::warn("reading a sent file ended early: signal={} exit={} line={}{}{}", signal, code, line_,
                     memory ? " out of memory" : "", kind == Kind::broken ? " broken frame" : "");
        if (memory) return refuse(RefusalKind::too_large, "error.table_reader_memory");
        if (signal == SIGXCPU) return refuse(RefusalKind::too_large, "error.table_reader_slow");
        if (signal == 0 && code != 0 && header_.empty())
            return refuse(RefusalKind::unavailable, "error.table_reader_not_started");
        return refuse(RefusalKind::invalid, "error.table_reader_died", {{"line", std::to_string(line_)}});
    }

    ReadingProcess process_;
    std::string frame_;
    FrameReader frames_;
    bool has_frame_ = false, ended_ = false;
    std::optional<Refusal> refusal_;
};

std::uint64_t size_of(const Descriptor& file) {
    struct stat status {};
    return ::fstat(file.number(), &status) == 0 && S_ISREG(status.st_mode) ? static_cast<std::uint64_t>(status.st_size)
                                                                           : 0;
}

Result<std::unique_ptr<TableReader>> opened(const ReadingProgram& program, const std::filesystem::path& path,
                                            ReadingOrder order) {
    const auto file = TRY(open_for_reading(path));
    order.memory = program.memory;
    order.cpu_seconds = program.least_cpu_seconds + size_of(file) / slowest;
    auto table = std::make_unique<TableApart>(program, file, order);
    TRY(table->open());
    return std::unique_ptr<TableReader>(std::move(table));
}

}  // namespace

ReadingProgram& reading_program() {
    static ReadingProgram program;
    return program;
}

const TableForm* find_table_form(std::string_view name) {
    for (const auto& form : handed_in<NamedForm>())
        if (form.name == name) return &form.open;
    return nullptr;
}

Result<std::unique_ptr<TableReader>> open_table_apart(const std::filesystem::path& path, const TableWanted& wanted,
                                                      const ReadingProgram& program) {
    if (program.words.empty()) return open_table(path, wanted);
    return opened(program, path, {path.filename().string(), wanted});
}

Result<std::unique_ptr<TableReader>> open_form_apart(const std::filesystem::path& path, const FormWanted& wanted,
                                                     const ReadingProgram& program) {
    if (program.words.empty()) return (*find_table_form(wanted.form))(TRY(open_for_reading(path)), wanted);
    return opened(program, path, {path.filename().string(), {}, wanted});
}

}  // namespace kartei::documents

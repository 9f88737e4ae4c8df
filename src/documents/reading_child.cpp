#include "documents/reading_child.hpp"

#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <ctime>
#include <new>
#include <string>
#include <system_error>

#include "documents/confinement.hpp"
#include "documents/table_wire.hpp"
#include "documents/text_decoder.hpp"

namespace kartei::documents {
namespace {

constexpr std::size_t largest_order = 64 << 10;
constexpr int bad_order = 2, cannot_confine = 3;

std::string read_order() {
    std::string order(largest_order, '\0');
    std::size_t size = 0;
    while (size < order.size()) {
        const auto got = ::read(STDIN_FILENO, order.data() + size, order.size() - size);
        if (got < 0 && errno == EINTR) continue;
        if (got <= 0) break;
        size += static_cast<std::size_t>(got);
    }
    order.resize(size);
    return order;
}

/// Nobody listens any more: there is nothing left to do.
void send(std::string_view bytes) {
    while (!bytes.empty()) {
        const auto sent = ::write(STDOUT_FILENO, bytes.data(), bytes.size());
        if (sent < 0 && errno == EINTR) continue;
        if (sent <= 0) ::_exit(0);
        bytes.remove_prefix(static_cast<std::size_t>(sent));
    }
}

void send_rows(FrameWriter& frames, TableReader& table) {
    for (;;) {
        const auto more = table.next();
        if (!more) frames.refusal(more.refusal(), table.may_continue(), table.line(), table.refused_cells());
        else if (*more) frames.row(table);
        if (more ? !*more : !table.may_continue()) break;
        if (frames.size() >= usual_frame) send(frames.take(&table));
    }
}

void send_table(FrameWriter& frames, const ReadingOrder& order) {
    const auto* form = find_table_form(order.form.form);
    auto table = !form ? open_table(Descriptor(file_to_read), order.file_name, order.wanted)
                                             : (*form)(Descriptor(file_to_read), order.form);
    if (!table) {
        frames.refusal(table.refusal(), false, 0);
        send(frames.take(nullptr));
        return;
    }
    frames.header(**table);
    send(frames.take(table->get()));  // whoever wants the headings alone need not wait for rows
    send_rows(frames, **table);
    frames.end();
    send(frames.take(table->get()));
}

/// Libraries look for files when they are first used; later they may not. libzip asks for the local time zone.
void load_what_libraries_load() {
    load_converters();
    ::setenv("TZ", "UTC0", 1);
    ::tzset();
}

void send_failure(ReadingFailure failure) {
    FrameWriter frames;
    frames.failure(failure);
    send(frames.take(nullptr));
}

}  // namespace

int read_for_parent() {
    const auto order = unpacked_order(read_order());
    if (!order) return bad_order;
    try {
        load_what_libraries_load();
        confine({order->memory, order->cpu_seconds});
    } catch (const std::exception&) {
        return cannot_confine;
    }
    try {
        // Frames given up half-way are gone with it: their memory is free again for saying so.
        FrameWriter frames;
        send_table(frames, *order);
    } catch (const std::bad_alloc&) {
        send_failure(ReadingFailure::memory);
    } catch (const std::system_error&) {
        send_failure(ReadingFailure::disk);
    }
    // Without the destructors of the whole program: they know nothing of where they are.
    ::_exit(0);
}

}  // namespace kartei::documents

// How far the work of a command is, on the terminal that it was typed at; nothing where its output goes elsewhere.
#pragma once

#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <csignal>
#include <iostream>
#include <utility>

#include "audit/command.hpp"
#include "base/texts.hpp"
#include "jobs/job.hpp"

namespace kartei {

enum class Stopping { kills, is_asked };

/// Shows the phase and how far it is, ten times a second at most, in one line.
class TerminalProgress final : public jobs::Progress {
public:
    /// is_asked: Ctrl+C asks the work to stop and take back what it did; the second one kills it. Inside a server the
    /// signals are the server's, and who typed has stopped it when he has gone.
    explicit TerminalProgress(const Terminal& terminal, Stopping stopping = Stopping::kills)
        : terminal_(terminal),
          language_(terminal.actor.language),
          shows_progress_(&terminal.err == &std::cerr && ::isatty(STDERR_FILENO)),
          stopping_(stopping),
          hears_signals_(stopping == Stopping::is_asked && !terminal.in_server) {
        if (!hears_signals_) return;
        asked() = 0;
        struct sigaction once {};
        once.sa_handler = [](int) { asked() = 1; };
        once.sa_flags = SA_RESETHAND;
        ::sigaction(SIGINT, &once, &before_);
    }
    ~TerminalProgress() override {
        clear();
        if (hears_signals_) ::sigaction(SIGINT, &before_, nullptr);
    }
    TerminalProgress(const TerminalProgress&) = delete;
    TerminalProgress& operator=(const TerminalProgress&) = delete;

    /// Before something else is said there.
    void clear() {
        if (std::exchange(shown_, false)) terminal_.err << "\r\x1b[K" << std::flush;
    }
    bool is_cancelled() override {
        if (stopping_ == Stopping::kills) return false;
        return hears_signals_ ? asked() != 0 : is_set(terminal_.in_server->gone) || must_stop();
    }
    bool must_stop() override {
        return stopping_ == Stopping::is_asked && terminal_.in_server && is_set(terminal_.in_server->stopping);
    }
    std::string result_file(std::string_view) override { return ""; }

private:
    static bool is_set(const std::shared_ptr<const std::atomic<bool>>& flag) { return flag && *flag; }
    /// Of the process, which runs one command that hears signals.
    static volatile std::sig_atomic_t& asked() {
        static volatile std::sig_atomic_t asked = 0;
        return asked;
    }
    void changed(bool at_once) override {
        if (!shows_progress_) return;
        const auto now = std::chrono::steady_clock::now();
        if (!at_once && now - last_ < std::chrono::milliseconds(100)) return;
        last_ = now;
        shown_ = true;
        terminal_.err << '\r' << text(language_, phase());
        if (total() > 0) terminal_.err << "  " << std::min<std::int64_t>(100, done() * 100 / total()) << " %";
        terminal_.err << "\x1b[K" << std::flush;
    }

    const Terminal& terminal_;
    Language language_;
    const bool shows_progress_;  ///< err is a terminal
    std::chrono::steady_clock::time_point last_{};
    bool shown_ = false;
    const Stopping stopping_;
    const bool hears_signals_;
    struct sigaction before_ {};
};

}  // namespace kartei

// Who stops a command: Ctrl+C in a process of its own; inside a server whoever typed it, by going, and the server's end.
#include "audit/terminal_progress.hpp"

#include <gtest/gtest.h>

#include <csignal>
#include <sstream>

namespace kartei {
namespace {

using Flag = std::shared_ptr<std::atomic<bool>>;
Flag flag() { return std::make_shared<std::atomic<bool>>(false); }

auto handler_of_sigint() {
    struct sigaction now {};
    ::sigaction(SIGINT, nullptr, &now);
    return now.sa_handler;
}

struct Typed {
    std::istringstream in;
    std::ostringstream out, err;
    Terminal terminal(std::optional<InServer> in_server = std::nullopt) {
        return {in, out, err, Actor::system(), ".", std::move(in_server)};
    }
};

TEST(StoppedCommands, OfAProcessOfItsOwnHearCtrlC) {
    Typed typed;
    const auto before = handler_of_sigint();
    const auto terminal = typed.terminal();
    {
        TerminalProgress progress(terminal, Stopping::is_asked);
        EXPECT_FALSE(progress.is_cancelled());
        ::raise(SIGINT);
        EXPECT_TRUE(progress.is_cancelled());
        EXPECT_FALSE(progress.must_stop());
    }
    EXPECT_EQ(handler_of_sigint(), before);
}

TEST(StoppedCommands, InsideAServerEndWithWhoeverTypedThem) {
    Typed typed;
    const auto before = handler_of_sigint();
    const auto gone = flag(), another = flag(), stopping = flag();
    const auto terminal = typed.terminal(InServer{gone, stopping}), other = typed.terminal(InServer{another, stopping});
    TerminalProgress progress(terminal, Stopping::is_asked), beside(other, Stopping::is_asked), import(terminal);
    EXPECT_EQ(handler_of_sigint(), before) << "the server's signals are its own";
    EXPECT_FALSE(progress.is_cancelled() || progress.must_stop());
    *gone = true;
    EXPECT_TRUE(progress.is_cancelled());
    EXPECT_FALSE(progress.must_stop()) << "behind the point of no return it goes on";
    EXPECT_FALSE(beside.is_cancelled()) << "somebody else's command";
    EXPECT_FALSE(import.is_cancelled()) << "what cannot be asked is not stopped half-way";
    *stopping = true;
    EXPECT_TRUE(progress.must_stop() && beside.is_cancelled() && beside.must_stop());
}

}  // namespace
}  // namespace kartei

// What the door says, by the rules alone.
#include "modules/admission/scan_rules.hpp"

#include <gtest/gtest.h>

namespace kartei::admission {
namespace {

using orders::Ticket;
using orders::TicketState;

Instant at(const char* text) { return *read_instant(text, "UTC"); }

class DoorRules : public testing::Test {
protected:
    DoorRules() {
        ticket.event_id = 7, ticket.entrance = "B";
        asked.ticket = &ticket, asked.event_id = 7, asked.entrance = "B", asked.now = at("2026-05-01T17:30:00Z");
        const auto doors = doors_of("2026-05-01T18:00:00Z", "", 120, 240);
        asked.opens = doors.opens, asked.closes = doors.closes;
    }
    std::string_view said() const { return verdict_of(asked); }
    Ticket ticket;
    Circumstances asked;
};

TEST_F(DoorRules, ASoldTicketAtItsDateAndDoorComesIn) {
    EXPECT_EQ(said(), "valid");
    asked.event_id = 0, asked.entrance = "";
    EXPECT_EQ(said(), "valid") << "at a door that lets everybody in";
    ticket.entrance = "", asked.entrance = "A";
    EXPECT_EQ(said(), "valid") << "a ticket without a door may take any";
}

TEST_F(DoorRules, WhatIsWrongWithTheTicketComesFirst) {
    asked.event_id = 8, asked.entrance = "A";
    ticket.state = TicketState::reserved;
    EXPECT_EQ(said(), "unpaid");
    ticket.state = TicketState::deleted;
    EXPECT_EQ(said(), "deleted");
    ticket.refunded = 2000;
    EXPECT_EQ(said(), "refunded");
    ticket.refunded = 0;
    EXPECT_EQ(said(), "deleted") << "nothing was given back";
    asked.ticket = nullptr;
    EXPECT_EQ(said(), "unknown");
    asked.was_exchanged = true;
    EXPECT_EQ(said(), "exchanged");
}

TEST_F(DoorRules, ThenTheDateWhoIsInTheDoorAndTheTime) {
    ticket.scanned_at = "2026-05-01T17:00:00Z", asked.event_id = 8, asked.entrance = "A",
    asked.now = at("2026-05-01T12:00:00Z");
    EXPECT_EQ(said(), "wrong_event");
    asked.event_id = 7, asked.is_cancelled = true;
    EXPECT_EQ(said(), "cancelled");
    asked.is_cancelled = false;
    EXPECT_EQ(said(), "already_scanned");
    ticket.scanned_at = "";
    EXPECT_EQ(said(), "wrong_entrance");
    asked.entrance = "B";
    EXPECT_EQ(said(), "too_early");
    asked.now = at("2026-05-01T16:00:00Z");
    EXPECT_EQ(said(), "valid") << "two hours before";
    asked.now = at("2026-05-01T22:00:01Z");
    EXPECT_EQ(said(), "too_late");
}

TEST_F(DoorRules, AKnownEndHoldsInsteadOfTheHours) {
    EXPECT_EQ(*doors_of("2026-05-01T18:00:00Z", "2026-05-01T20:30:00Z", 60, 240).closes, at("2026-05-01T20:30:00Z"));
    EXPECT_EQ(*doors_of("2026-05-01T18:00:00Z", "2026-05-01T17:00:00Z", 60, 240).closes, at("2026-05-01T22:00:00Z"))
        << "an end before the beginning is none";
    EXPECT_FALSE(doors_of("", "", 60, 240).opens) << "without a time the door is open";
}

TEST_F(DoorRules, EveryVerdictIsOneOfSixAnswers) {
    for (const auto verdict : verdicts()) {
        const auto answer = answer_of(verdict);
        EXPECT_TRUE(answer == "valid" || answer == "already_scanned" || answer == "wrong_event" ||
                    answer == "wrong_entrance" || answer == "not_open" || answer == "invalid")
            << verdict;
    }
    EXPECT_EQ(answer_of("refunded"), "invalid");
    EXPECT_EQ(answer_of("too_late"), "not_open");
}

}  // namespace
}  // namespace kartei::admission

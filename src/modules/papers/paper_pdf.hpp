// A paper of a booking as PDF on the house's letter (DIN 5008), as often as copies are wanted. Pure: the same paper
// gives the same page. Must not know where its words come from.
#pragma once

#include <string>

#include "modules/mailing/letter.hpp"
#include "modules/papers/paper.hpp"

namespace kartei::papers {

std::string paper_pdf(const Paper& paper, const mailing::Sender& sender);

/// What a bank's program reads from the code on a paper (EPC069-12 v3.0, version 002): "" where nobody is to transfer
/// anything, or where the house has no IBAN or does not reckon in euros.
std::string transfer_code(const Paper& paper);

}  // namespace kartei::papers

// Statements for tests, as a bank writes them.
#pragma once

#include <fmt/format.h>

#include <string>
#include <vector>

#include "base/money.hpp"
#include "modules/books/statement.hpp"

namespace kartei::books {

/// A camt.053.001.08 around what stands in its statement.
inline std::string camt(const std::string& content, const std::string& number = "7") {
    return "<?xml version=\"1.0\" encoding=\"UTF-8\"?><Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:camt.053.001.08\">"
           "<BkToCstmrStmt><GrpHdr><MsgId>M1</MsgId></GrpHdr><Stmt><Id>S1</Id><ElctrncSeqNb>" +
           number +
           "</ElctrncSeqNb><Acct><Id><IBAN>DE89370400440532013000</IBAN></Id><Ccy>EUR</Ccy></Acct>" +
           content + "</Stmt></BkToCstmrStmt></Document>";
}

inline std::string balance(const char* code, std::int64_t amount) {
    return fmt::format("<Bal><Tp><CdOrPrtry><Cd>{}</Cd></CdOrPrtry></Tp><Amt Ccy=\"EUR\">{}</Amt><CdtDbtInd>{}</CdtDbtInd>"
                       "<Dt><Dt>2026-03-01</Dt></Dt></Bal>",
                       code, write_money(amount < 0 ? -amount : amount), amount < 0 ? "DBIT" : "CRDT");
}

inline std::string entry_xml(const BankEntry& entry) {
    const bool debit = entry.amount < 0;
    const auto side = debit != entry.returned ? "Cdtr" : "Dbtr";
    const auto amount = write_money(debit ? -entry.amount : entry.amount);
    std::string details = fmt::format("<Refs><EndToEndId>{}</EndToEndId></Refs><Amt Ccy=\"EUR\">{}</Amt>"
                                      "<CdtDbtInd>{}</CdtDbtInd>",
                                      entry.end_to_end.empty() ? "NOTPROVIDED" : entry.end_to_end, amount,
                                      debit ? "DBIT" : "CRDT");
    if (entry.charges != 0)
        details += "<Chrgs><Rcrd><Amt Ccy=\"EUR\">" + write_money(entry.charges) + "</Amt></Rcrd></Chrgs>";
    details += fmt::format("<RltdPties><{0}><Pty><Nm>{1}</Nm></Pty></{0}>", side, entry.name);
    if (!entry.iban.empty()) details += fmt::format("<{0}Acct><Id><IBAN>{1}</IBAN></Id></{0}Acct>", side, entry.iban);
    details += "</RltdPties><RmtInf><Ustrd>" + entry.text + "</Ustrd></RmtInf>";
    if (!entry.reason.empty()) details += "<RtrInf><Rsn><Cd>" + entry.reason + "</Cd></Rsn></RtrInf>";
    return fmt::format("<Ntry><Amt Ccy=\"EUR\">{}</Amt><CdtDbtInd>{}</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts><BookgDt><Dt>{}</Dt>"
                       "</BookgDt><ValDt><Dt>2026-03-01</Dt></ValDt><AcctSvcrRef>{}</AcctSvcrRef><NtryDtls><TxDtls>{}"
                       "</TxDtls></NtryDtls></Ntry>",
                       amount, debit ? "DBIT" : "CRDT", entry.booked_on.empty() ? "2026-03-01" : entry.booked_on,
                       entry.bank_reference, details);
}

inline std::string camt053(const std::vector<BankEntry>& entries, std::int64_t opening, std::int64_t closing,
                           const std::string& number = "7") {
    auto content = balance("OPBD", opening) + balance("CLBD", closing);
    for (const auto& entry : entries) content += entry_xml(entry);
    return camt(content, number);
}

}  // namespace kartei::books

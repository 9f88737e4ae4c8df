// pain.008.001.08 (ISO 20022) as the EPC's guidelines 2025 and DK Anlage 3 want it: a block for each sequence type,
// sums over the whole and each block, structured addresses only. Written here, not by a library: every value is in the
// characters of SEPA before it comes, so that three of them are all there is to escape.
#include <array>

#include "base/money.hpp"
#include "base/sepa.hpp"
#include "modules/payments/direct_debit.hpp"

namespace kartei::payments {
namespace {

constexpr std::array<std::string_view, 3> sequences{"FRST", "RCUR", "OOFF"};
constexpr int currency_digits = 2;  // of EUR

/// Elements within each other, each on a line of its own.
class Xml {
public:
    /// An element with what is written into it.
    template <class Inner>
    void within(std::string_view name, Inner inner) {
        line("<", name, ">");
        ++depth_;
        inner();
        --depth_;
        line("</", name, ">");
    }
    /// Nothing for an empty value.
    void leaf(std::string_view name, std::string_view value, std::string_view attributes = "") {
        if (value.empty()) return;
        text_.append(static_cast<std::size_t>(depth_) * 2, ' ');
        text_.append("<").append(name).append(attributes).append(">");
        for (const char c : value) append_escaped(c);
        text_.append("</").append(name).append(">\n");
    }
    void raw(std::string_view line) { text_.append(line).append("\n"); }
    std::string take() { return std::move(text_); }

private:
    void line(std::string_view before, std::string_view name, std::string_view after) {
        text_.append(static_cast<std::size_t>(depth_) * 2, ' ');
        text_.append(before).append(name).append(after).append("\n");
    }
    void append_escaped(char c) {
        if (c == '&') text_ += "&amp;";
        else if (c == '<') text_ += "&lt;";
        else if (c == '>') text_ += "&gt;";
        else text_ += c;
    }

    std::string text_;
    int depth_ = 0;
};

using Items = std::vector<const DebitItem*>;

Items of_sequence(const std::vector<DebitItem>& items, std::string_view sequence) {
    Items chosen;
    for (const auto& item : items)
        if (item.sequence == sequence) chosen.push_back(&item);
    return chosen;
}

std::string sum_of(const Items& items) {
    std::int64_t sum = 0;
    for (const auto* item : items) sum += item->amount;
    return write_money(sum, currency_digits);
}

void write_agent(Xml& xml, std::string_view name, const std::string& bic) {
    xml.within(name, [&] {
        xml.within("FinInstnId", [&] {
            if (!bic.empty()) xml.leaf("BICFI", bic);
            else xml.within("Othr", [&] { xml.leaf("Id", "NOTPROVIDED"); });
        });
    });
}

void write_account(Xml& xml, std::string_view name, const std::string& iban) {
    xml.within(name, [&] { xml.within("Id", [&] { xml.leaf("IBAN", iban); }); });
}

void write_mandate(Xml& xml, const DebitItem& item) {
    xml.within("DrctDbtTx", [&] {
        xml.within("MndtRltdInf", [&] {
            xml.leaf("MndtId", item.mandate);
            xml.leaf("DtOfSgntr", item.mandate_on);
            if (!item.amended) return;
            xml.leaf("AmdmntInd", "true");
            // "Same mandate, new debtor account": the number of the old one is told to nobody.
            xml.within("AmdmntInfDtls", [&] {
                xml.within("OrgnlDbtrAcct", [&] {
                    xml.within("Id", [&] { xml.within("Othr", [&] { xml.leaf("Id", "SMNDA"); }); });
                });
            });
        });
    });
}

/// Within the EEA an address is not asked for, and what is not asked for is not told.
void write_debtor(Xml& xml, const DebitItem& item) {
    xml.within("Dbtr", [&] {
        xml.leaf("Nm", sepa_text(item.name, 70));
        if (is_eea_country(item.iban.substr(0, 2))) return;
        xml.within("PstlAdr", [&] {
            xml.leaf("StrtNm", sepa_text(item.address.street, 70));
            xml.leaf("PstCd", sepa_text(item.address.postcode, 16));
            xml.leaf("TwnNm", sepa_text(item.address.town, 35));
            xml.leaf("Ctry", item.address.country);
        });
    });
}

void write_item(Xml& xml, const DebitItem& item) {
    xml.within("DrctDbtTxInf", [&] {
        xml.within("PmtId", [&] { xml.leaf("EndToEndId", item.end_to_end); });
        xml.leaf("InstdAmt", write_money(item.amount, currency_digits), " Ccy=\"EUR\"");
        write_mandate(xml, item);
        write_agent(xml, "DbtrAgt", item.bic);
        write_debtor(xml, item);
        write_account(xml, "DbtrAcct", item.iban);
        xml.within("RmtInf", [&] { xml.leaf("Ustrd", sepa_text(item.remittance, 140)); });
    });
}

void write_scheme_id(Xml& xml, const Creditor& creditor) {
    xml.within("CdtrSchmeId", [&] {
        xml.within("Id", [&] {
            xml.within("PrvtId", [&] {
                xml.within("Othr", [&] {
                    xml.leaf("Id", creditor.identifier);
                    xml.within("SchmeNm", [&] { xml.leaf("Prtry", "SEPA"); });
                });
            });
        });
    });
}

void write_block(Xml& xml, const DebitRun& run, std::string_view sequence, const Items& items) {
    xml.within("PmtInf", [&] {
        xml.leaf("PmtInfId", run.message_id + "-" + std::string(sequence));
        xml.leaf("PmtMtd", "DD");
        xml.leaf("NbOfTxs", std::to_string(items.size()));
        xml.leaf("CtrlSum", sum_of(items));
        xml.within("PmtTpInf", [&] {
            xml.within("SvcLvl", [&] { xml.leaf("Cd", "SEPA"); });
            xml.within("LclInstrm", [&] { xml.leaf("Cd", run.scheme == "b2b" ? "B2B" : "CORE"); });
            xml.leaf("SeqTp", sequence);
        });
        xml.leaf("ReqdColltnDt", run.collect_on);
        xml.within("Cdtr", [&] { xml.leaf("Nm", sepa_text(run.creditor.name, 70)); });
        write_account(xml, "CdtrAcct", run.creditor.iban);
        write_agent(xml, "CdtrAgt", run.creditor.bic);
        xml.leaf("ChrgBr", "SLEV");
        write_scheme_id(xml, run.creditor);
        for (const auto* item : items) write_item(xml, *item);
    });
}

}  // namespace

std::string debit_file(const DebitRun& run, const std::vector<DebitItem>& items) {
    Items all;
    for (const auto& item : items) all.push_back(&item);
    Xml xml;
    xml.raw(R"(<?xml version="1.0" encoding="UTF-8"?>)");
    xml.raw(R"(<Document xmlns="urn:iso:std:iso:20022:tech:xsd:pain.008.001.08">)");
    xml.within("CstmrDrctDbtInitn", [&] {
        xml.within("GrpHdr", [&] {
            xml.leaf("MsgId", run.message_id);
            xml.leaf("CreDtTm", run.made_at);
            xml.leaf("NbOfTxs", std::to_string(items.size()));
            xml.leaf("CtrlSum", sum_of(all));
            xml.within("InitgPty", [&] { xml.leaf("Nm", sepa_text(run.creditor.name, 70)); });
        });
        for (const auto sequence : sequences)
            if (const auto chosen = of_sequence(items, sequence); !chosen.empty())
                write_block(xml, run, sequence, chosen);
    });
    xml.raw("</Document>");
    return xml.take();
}

}  // namespace kartei::payments

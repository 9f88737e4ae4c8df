// How printed lists look: A4 or Letter upright, headings on every sheet, no row cut in two, black on white.
#include "lists/print.hpp"

namespace kartei::lists {

std::string_view print_style() {
    return R"(@page { margin: 14mm 12mm 16mm; @bottom-right { content: counter(page) " / " counter(pages); font: 8pt sans-serif; } }
* { box-sizing: border-box; }
html { color-scheme: only light; background: #fff; color: #000; }
body { margin: 0 auto; max-width: 190mm; padding: 4mm; font: 10pt/1.3 "Noto Sans", "Segoe UI", Arial, sans-serif; }
h1 { font-size: 14pt; margin: 0 0 1mm; }
header p { margin: 0 0 1mm; font-size: 8.5pt; }
.event + .event { break-before: page; }
table { width: 100%; border-collapse: collapse; margin-top: 3mm; }
thead { display: table-header-group; }
th, td { text-align: left; vertical-align: top; padding: 0.8mm 1.5mm 0.8mm 0; overflow-wrap: anywhere; }
thead th { font-size: 8pt; border-bottom: 0.4mm solid #000; }
thead .running th { font-size: 11pt; border: 0; padding-bottom: 1.5mm; }
thead .running span { font-weight: normal; }
tbody tr { break-inside: avoid; }
tbody td { border-bottom: 0.1mm solid #999; }
tbody th { font-size: 11pt; padding-top: 2.5mm; border-bottom: 0.2mm solid #000; break-after: avoid; }
.here { width: 9mm; }
.here::before { content: ""; display: inline-block; width: 3.6mm; height: 3.6mm; border: 0.3mm solid #000; }
.here.yes::before { content: "\2713"; line-height: 3.2mm; text-align: center; }
.name { font-weight: 600; min-width: 38mm; }
.seat { white-space: nowrap; }
.code { font-family: monospace; font-size: 8.5pt; }
.number { text-align: right; padding-right: 3mm; }
.note { font-size: 8.5pt; }
.sums { font-weight: 600; }
@page across { size: landscape; }
.across { page: across; font-size: 8.5pt; }
@media print { body { padding: 0; max-width: none; } }
)";
}

}  // namespace kartei::lists

/** A4 on paper, readable on a screen, in black and white too: what came and what went is told by its sign. */
export const STYLE = `
@page { size: A4; margin: 16mm 14mm; }
:root { color-scheme: light; }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 182mm; padding: 8mm 0; font: 9.5pt/1.45 system-ui, sans-serif; color: #16202b; background: #fff; overflow-wrap: anywhere; }
@media print { body { padding: 0; } }
header { border-bottom: 1.2pt solid #16202b; margin-bottom: 5mm; }
h1 { font-size: 17pt; line-height: 1.2; margin: 0 0 1mm; }
h2 { font-size: 11.5pt; margin: 6mm 0 2mm; border-bottom: 0.4pt solid #b6c0ca; break-after: avoid; }
h3 { font-size: 9.5pt; margin: 3mm 0 1mm; break-after: avoid; }
p { margin: 0 0 2mm; }
.kind, .dim { color: #52606d; }
.kind { margin: 0; text-transform: uppercase; letter-spacing: 0.06em; font-size: 8pt; }
.outcome { font-weight: 600; }
.outcome.done { color: #0b6b3a; }
.outcome.checks-failed, .outcome.failed, .outcome.interrupted { color: #a3160f; }
aside { border: 0.8pt solid #a3160f; border-left-width: 3pt; padding: 2.5mm 3.5mm 1mm; margin-bottom: 4mm; }
dl { display: grid; grid-template-columns: 28mm 1fr; gap: 0.6mm 3mm; margin: 0 0 3mm; }
dt { color: #52606d; }
dd { margin: 0; }
table { width: 100%; border-collapse: collapse; margin-bottom: 2mm; font-size: 8.5pt; }
thead { display: table-header-group; }
tr { break-inside: avoid; }
th { text-align: left; font-weight: 600; color: #52606d; border-bottom: 0.6pt solid #8794a1; }
th, td { padding: 0.8mm 2mm 0.8mm 0; vertical-align: top; }
td { border-bottom: 0.3pt solid #dde3e9; font-variant-numeric: tabular-nums; }
code { font: 7.8pt/1.4 ui-monospace, Consolas, monospace; }
.difference { font: 7.4pt/1.45 ui-monospace, Consolas, monospace; white-space: pre-wrap; border: 0.3pt solid #dde3e9; padding: 1.5mm 2mm; margin-bottom: 2mm; }
.come { color: #0b6b3a; }
.gone { color: #a3160f; }
`;

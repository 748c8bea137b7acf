/// The report's style sheet and script.
enum ReportStyle {
  /// Sorts a table by the column whose header is pressed. Without it the tables are in the order of their first figure.
  static let script: StaticString = #"""
    "use strict";
    for (const table of document.querySelectorAll("table.sortable")) {
      const body = table.tBodies[0];
      const value = (row, index) => {
        const cell = row.cells[index];
        return cell.dataset.key === undefined ? cell.textContent : Number(cell.dataset.key);
      };
      const compare = (a, b) => typeof a === "number" && typeof b === "number" ? a - b
        : String(a).localeCompare(String(b), document.documentElement.lang, { numeric: true });
      [...table.tHead.rows[0].cells].forEach((header, index) => {
        const button = document.createElement("button");
        button.type = "button";
        button.append(...header.childNodes);
        header.append(button);
        button.addEventListener("click", () => {
          const isDown = header.getAttribute("aria-sort") === (header.className ? "descending" : "ascending");
          const sign = (header.className ? 1 : -1) * (isDown ? 1 : -1);
          for (const other of table.tHead.rows[0].cells) other.removeAttribute("aria-sort");
          header.setAttribute("aria-sort", sign > 0 ? "ascending" : "descending");
          body.append(...[...body.rows].sort((a, b) => sign * compare(value(a, index), value(b, index))));
        });
      });
    }
    """#

  /// SHA-256 of the script, in base64: what the page's policy lets run.
  static let scriptHash = "t02rXfX0FVOJBf/9N61U8NY6wixQegzXxQD7Z0OjtNI="

  /// Light and dark, wide and narrow, screen and paper.
  static let css: StaticString = #"""

    :root {
      color-scheme: light dark;
      --page: #ffffff; --text: #1c2128; --quiet: #59636e; --line: #d5dbe1; --panel: #f4f6f8;
      --accent: #0b5cad; --sea: #edeff1; --land: #ffffff; --border: #b4bec8; --edge: #ffffff; --hot: #b3261e;
    }
    @media (prefers-color-scheme: dark) {
      :root {
        --page: #14181d; --text: #e8ebee; --quiet: #a3adb8; --line: #343d47; --panel: #1c2229;
        --accent: #78b8f5; --sea: #171d24; --land: #29323c; --border: #53606d; --edge: #e8ebee; --hot: #ff8a65;
      }
    }
    * { box-sizing: border-box; }
    html { -webkit-text-size-adjust: 100%; scroll-behavior: smooth; }
    body {
      margin: 0 auto; padding: 1.5rem clamp(1rem, 4vw, 3rem) 4rem; max-width: 76rem;
      background: var(--page); color: var(--text);
      font: 1rem/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Liberation Sans", sans-serif;
      overflow-wrap: anywhere;
    }
    h1 { font-size: clamp(1.6rem, 4.5vw, 2.4rem); line-height: 1.15; margin: 0.5rem 0; text-wrap: balance; }
    h2 { font-size: 1.45rem; line-height: 1.2; margin: 3rem 0 1rem; padding-top: 0.75rem; border-top: 2px solid var(--text); }
    h3 { font-size: 1.1rem; margin: 1.5rem 0 0.5rem; }
    p, ul { max-width: 46rem; }
    a { color: var(--accent); }
    a:focus-visible, button:focus-visible, [tabindex]:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
    .lead { font-size: 1.15rem; color: var(--quiet); margin: 0.25rem 0 1rem; }
    .note, figcaption { font-size: 0.9rem; color: var(--quiet); }
    nav ul { display: flex; flex-wrap: wrap; gap: 0.25rem 1.25rem; list-style: none; margin: 0; padding: 0; max-width: none; }
    nav a { display: inline-block; padding: 0.25rem 0; }
    .figures { display: grid; grid-template-columns: repeat(auto-fit, minmax(10.5rem, 1fr)); gap: 0.75rem; margin: 0; }
    .figures div { display: flex; flex-direction: column-reverse; justify-content: flex-end; padding: 0.9rem 1rem; background: var(--panel); border-radius: 0.5rem; }
    .figures dt { color: var(--quiet); font-size: 0.95rem; }
    .figures dd { margin: 0; overflow-wrap: normal; font-size: 1.6rem; font-weight: 700; line-height: 1.2; font-variant-numeric: tabular-nums; }
    .figures .long { grid-column: span 2; }
    .figures .long dd { font-size: 1.15rem; padding-top: 0.4rem; }
    .maps { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 32rem), 1fr)); gap: 0 1.5rem; align-items: start; }
    .legend { display: flex; flex-wrap: wrap; gap: 0.35rem 1.25rem; list-style: none; margin: 0 0 1rem; padding: 0; max-width: none; }
    .swatch { display: inline-block; width: 0.85em; height: 0.85em; margin-right: 0.45em; border-radius: 50%; border: 1px solid var(--edge); vertical-align: -0.05em; print-color-adjust: exact; -webkit-print-color-adjust: exact; }
    figure { margin: 0 0 2rem; }
    .map { display: block; width: 100%; height: auto; max-height: 92vh; background: var(--sea); border-radius: 0.5rem; overflow: hidden; print-color-adjust: exact; -webkit-print-color-adjust: exact; }
    figcaption { margin-top: 0.5rem; max-width: 46rem; }
    .land { fill: var(--land); stroke: var(--border); stroke-width: 1; stroke-linejoin: round; fill-rule: evenodd; }
    .place { fill-opacity: 0.85; stroke: var(--edge); stroke-width: 1.2; }
    .place path { stroke-width: 0.75; }
    .rough { fill: var(--quiet); fill-opacity: 0.15; stroke: var(--quiet); stroke-width: 2; stroke-dasharray: 4 3; }
    .inset { fill: none; stroke: var(--border); }
    .map text { font-size: 22px; font-family: inherit; fill: var(--text); }
    .map .name { font-weight: 600; paint-order: stroke; stroke: var(--land); stroke-width: 5px; stroke-linejoin: round; }
    .map .faint { fill: var(--quiet); font-size: 20px; }
    .scale { fill: none; stroke: var(--quiet); stroke-width: 2; }
    .buyer { fill: none; stroke: var(--hot); stroke-width: 5; }
    .wide { grid-column: 1 / -1; }
    .wide .map { max-height: 85vh; }
    @media (min-width: 60rem) { .wide .map text { font-size: 16px; } .wide .map .faint { font-size: 15px; } }
    .heat { fill: var(--hot); shape-rendering: crispEdges; }
    .h1 { fill-opacity: 0.08; } .h2 { fill-opacity: 0.16; } .h3 { fill-opacity: 0.24; } .h4 { fill-opacity: 0.32; } .h5 { fill-opacity: 0.4; }
    .h6 { fill-opacity: 0.49; } .h7 { fill-opacity: 0.58; } .h8 { fill-opacity: 0.68; } .h9 { fill-opacity: 0.79; } .h10 { fill-opacity: 0.9; }
    .scroll { overflow-x: auto; margin: 0 0 1.75rem; }
    table { border-collapse: collapse; width: 100%; font-size: 0.95rem; overflow-wrap: normal; }
    caption { text-align: left; font-weight: 700; font-size: 1.05rem; padding: 0.25rem 0 0.5rem; }
    .hidden { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
    th, td { text-align: left; vertical-align: top; padding: 0.4rem 0.75rem 0.4rem 0; border-bottom: 1px solid var(--line); }
    thead th { color: var(--quiet); font-weight: 600; vertical-align: bottom; }
    tbody th { font-weight: 500; min-width: 9rem; overflow-wrap: anywhere; }
    .number { text-align: right; font-variant-numeric: tabular-nums; }
    @media (min-width: 60rem) { td.number { white-space: nowrap; } tbody th { min-width: 13rem; } }
    td.bar { width: 30%; min-width: 5rem; vertical-align: middle; }
    .bar span { display: block; height: 0.9rem; border-radius: 2px; background: var(--accent); print-color-adjust: exact; -webkit-print-color-adjust: exact; }
    th button { font: inherit; color: inherit; background: none; border: 0; padding: 0; cursor: pointer; text-align: inherit; text-decoration: underline dotted; text-underline-offset: 0.25em; }
    th[aria-sort="ascending"] button::after { content: " \2191"; }
    th[aria-sort="descending"] button::after { content: " \2193"; }
    pre { padding: 0.75rem 1rem; background: var(--panel); border-radius: 0.5rem; white-space: pre-wrap; overflow-wrap: anywhere; }
    @media (max-width: 40rem) {
      .map text { font-size: 26px; } .map .faint { font-size: 24px; }
      td.bar { min-width: 3rem; }
      .figures { grid-template-columns: 1fr 1fr; }
      .figures dd { font-size: 1.25rem; } .figures .long dd { font-size: 1.1rem; }
    }
    @media (prefers-reduced-motion: reduce) { html { scroll-behavior: auto; } }
    @media print {
      :root { --page: #fff; --text: #000; --quiet: #444; --line: #bbb; --panel: #f4f4f4; --accent: #0b5cad; --sea: #f3f6f8; --land: #fff; --border: #999; --edge: #fff; --hot: #b3261e; }
      @page { margin: 15mm; }
      body { max-width: none; padding: 0; font-size: 10pt; }
      nav { display: none; }
      h2 { margin-top: 1.5rem; }
      h2, h3, caption { break-after: avoid; }
      figure, tr, .figures { break-inside: avoid; }
      .map { max-height: 13.5cm; }
      .maps { display: block; }
      thead { break-after: avoid; }
      .scroll { overflow: visible; }
      thead { display: table-header-group; }
      th button { text-decoration: none; }
    }

    """#
}

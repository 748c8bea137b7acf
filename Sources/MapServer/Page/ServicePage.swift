/// The page at `/`: a search box, the layers on a map, and a table dropped, geocoded and downloaded.
///
/// One document without anything to fetch but Leaflet: from this machine where Debian's `libjs-leaflet` is installed, else from
/// the network; where neither gives it the map is the drawing `/map.svg`.
enum ServicePage {
  static let html = """
    <!doctype html>
    <html lang="fr">
    <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>cartomarches</title>
    <style>\(style)</style>
    </head>
    <body>
    <header>
      <h1>cartomarches</h1>
      <form id="search" role="search">
        <label for="q">Commune ou code postal</label>
        <input id="q" type="search" autocomplete="off" role="combobox" aria-expanded="false" aria-controls="found"
          aria-autocomplete="list" placeholder="59530 Le Quesnoy">
        <ul id="found" role="listbox" aria-label="Lieux trouvés" hidden></ul>
      </form>
    </header>
    <main>
      <div id="map" aria-label="Carte des fournisseurs"></div>
      <section aria-label="Tableau">
        <h2>Géolocaliser un tableau</h2>
        <label id="drop" for="file">Déposez un tableau ici (CSV, Excel, LibreOffice), ou <u>choisissez-le</u>.
          <input id="file" type="file" accept=".csv,.tsv,.txt,.xlsx,.xls,.ods,.json"></label>
        <p id="state" role="status" aria-live="polite"></p>
        <a id="download" hidden>Télécharger le tableau géolocalisé</a>
        <fieldset id="layers" hidden><legend>Calques</legend></fieldset>
        <p class="small">Les tableaux déposés ne sont ni gardés ni transmis.
          <a href="openapi.json">API</a> · <a href="health">état</a></p>
      </section>
    </main>
    <script>\(script)</script>
    </body>
    </html>

    """

  private static let style = """
    *{box-sizing:border-box}
    body{margin:0;font:16px/1.45 system-ui,sans-serif;color:#1c2733;background:#fff;display:flex;flex-direction:column;height:100vh}
    header{display:flex;flex-wrap:wrap;gap:.5rem 1.5rem;align-items:end;padding:.6rem 1rem;border-bottom:1px solid #c8d0d8}
    h1{font-size:1.2rem;margin:0}h2{font-size:1rem;margin:0 0 .5rem}
    form{position:relative;flex:1 1 16rem;max-width:30rem}
    label{display:block;font-size:.85rem}
    input[type=search]{width:100%;font:inherit;padding:.5rem;border:1px solid #5b6b7b;border-radius:4px}
    #found{position:absolute;z-index:2000;left:0;right:0;margin:0;padding:0;list-style:none;background:#fff;
      border:1px solid #5b6b7b;max-height:50vh;overflow:auto}
    #found li{padding:.5rem;cursor:pointer}
    #found li[aria-selected=true],#found li:hover{background:#0b5394;color:#fff}
    #found small{opacity:.85}
    main{flex:1;display:flex;min-height:0}
    #map{flex:1;min-width:0;background:#eef2f5;overflow:hidden}
    #map img{width:100%;height:100%;object-fit:contain}
    section{width:20rem;padding:1rem;overflow:auto;border-left:1px solid #c8d0d8}
    #drop{border:2px dashed #5b6b7b;border-radius:6px;padding:1.2rem .8rem;text-align:center;cursor:pointer;font-size:1rem}
    #drop.over{background:#e3eefa;border-color:#0b5394}
    #file{position:absolute;opacity:0;width:1px;height:1px}
    :focus-visible,#drop:focus-within{outline:3px solid #e69138;outline-offset:2px}
    #download{display:block;margin:.5rem 0;padding:.6rem;background:#0b5394;color:#fff;text-align:center;border-radius:4px}
    fieldset{border:1px solid #c8d0d8;margin:1rem 0;padding:.5rem .8rem}
    fieldset label{font-size:1rem;padding:.2rem 0}
    .dot{display:inline-block;width:.8em;height:.8em;border-radius:50%;margin:0 .3em}
    .small{font-size:.85rem;color:#44525f}
    .many{background:#0b5394;color:#fff;border-radius:50%;text-align:center;font-weight:600;border:2px solid #fff}
    [hidden]{display:none!important}
    @media(max-width:700px){main{flex-direction:column}section{width:auto;border-left:0;border-top:1px solid #c8d0d8;max-height:45vh}}
    """
}

import MapLayers

extension ServicePage {
  private static let france = MapView.france

  /// The page's script. Texts from tables and answers only ever become text nodes.
  static let script = #"""
    'use strict';
    const $ = id => document.getElementById(id);
    const say = text => { $('state').textContent = text; };
    const make = (tag, text) => { const e = document.createElement(tag); if (text) e.textContent = text; return e; };

    // The map: Leaflet from this machine, else from the network, else the drawing.
    let map = null, placed = null, shown = new Map();
    const sources = ['assets/leaflet', 'https://unpkg.com/leaflet@1.9.4/dist'];
    const load = base => new Promise((done, fail) => {
      const css = make('link'); css.rel = 'stylesheet'; css.href = base + '/leaflet.css'; document.head.append(css);
      const js = make('script'); js.src = base + '/leaflet.js'; js.onload = done;
      js.onerror = () => { css.remove(); fail(new Error(base)); };
      document.head.append(js);
    });
    async function start() {
      for (const base of sources) { try { await load(base); break; } catch (e) { continue; } }
      const layers = await fetch('layers').then(r => r.ok ? r.json() : {layers: []}).catch(() => ({layers: []}));
      if (!window.L) return draw(layers);
      map = L.map('map', {maxZoom: 18});
      L.tileLayer('https://tile.openstreetmap.org/{z}/{x}/{y}.png',
        {attribution: '© OpenStreetMap'}).addTo(map);
      const box = (layers.layers[0] || {}).bbox;
      if (box) map.fitBounds([[box[1], box[0]], [box[3], box[2]]], {maxZoom: 12}); else map.setView([\#(france.centre.latitude), \#(france.centre.longitude)], \#(france.zoom));
      placed = L.layerGroup().addTo(map);
      list(layers.layers);
      map.on('moveend', refresh);
      refresh();
    }
    function draw(layers) {
      if (!layers.layers.length) { $('map').append(make('p', 'Aucune carte : ni Leaflet, ni tableau servi.')); return; }
      const img = make('img'); img.src = 'map.svg'; img.alt = 'Carte des fournisseurs'; $('map').append(img);
    }
    function list(layers) {
      layers.forEach((layer, number) => {
        const label = make('label'), box = make('input'), dot = make('span');
        box.type = 'checkbox'; box.checked = number === 0; dot.className = 'dot'; dot.style.background = layer.colour;
        box.onchange = () => { if (box.checked) show(layer); else hide(layer); };
        label.append(box, dot, layer.title + ' (' + layer.features + ')');
        $('layers').append(label);
        if (box.checked) show(layer);
      });
      $('layers').hidden = !layers.length;
    }
    function show(layer) { shown.set(layer.name, {layer, group: L.layerGroup().addTo(map)}); refresh(); }
    function hide(layer) { shown.get(layer.name).group.remove(); shown.delete(layer.name); }
    async function refresh() {
      const b = map.getBounds(), box = [b.getWest(), b.getSouth(), b.getEast(), b.getNorth()].join(',');
      for (const {layer, group} of shown.values()) {
        const url = 'layers/' + layer.name + '.geojson?bbox=' + box + '&zoom=' + map.getZoom();
        const data = await fetch(url).then(r => r.json()).catch(() => null);
        if (!data) continue;
        group.clearLayers();
        for (const feature of data.features) marker(feature, layer.colour).addTo(group);
      }
    }
    function marker(feature, colour) {
      const [lng, lat] = feature.geometry.coordinates, p = feature.properties;
      if (p.cluster) {
        const size = 26 + 6 * Math.log10(p.point_count), icon = make('div', p.point_count_abbreviated);
        icon.style.lineHeight = (size - 4) + 'px';
        const m = L.marker([lat, lng], {keyboard: true, title: p.point_count + ' fournisseurs',
          icon: L.divIcon({className: 'many', iconSize: [size, size], html: icon})});
        return m.on('click', () => map.setView([lat, lng], map.getZoom() + 2));
      }
      const m = L.circleMarker([lat, lng], {radius: 7, color: '#fff', weight: 2, fillColor: colour, fillOpacity: 1});
      return m.bindPopup(() => popup(p));
    }
    const labels = {place: 'Lieu', category: 'Catégorie', contracts: 'Marchés', amount_sum: 'Montants connus',
      result_method: 'Méthode', method: 'Méthode', result_radius_m: 'Rayon', radius_m: 'Rayon'};
    const units = {amount_sum: ' €', result_radius_m: ' m', radius_m: ' m'};
    function popup(p) {
      const e = make('div'); e.append(make('strong', p.name || p.result_label || p.place || ''));
      for (const key in labels) {
        if (p[key] === undefined || p[key] === '') continue;
        const value = units[key] ? Number(p[key]).toLocaleString('fr-FR') + units[key] : p[key];
        e.append(make('div', labels[key] + ' : ' + value));
      }
      return e;
    }

    // The search box: a list to choose from with the arrow keys, Enter and Escape.
    let found = [], chosen = -1, asked = 0, wait = 0;
    const box = $('q'), options = $('found');
    box.oninput = () => { clearTimeout(wait); wait = setTimeout(search, 60); };
    async function search() {
      const text = box.value.trim(), turn = ++asked;
      if (!text) return close();
      const answer = await fetch('search?limit=8&q=' + encodeURIComponent(text)).then(r => r.json()).catch(() => null);
      if (turn !== asked || !answer || !answer.features) return;
      found = answer.features; chosen = -1; options.replaceChildren();
      found.forEach((f, n) => {
        const item = make('li', f.properties.label + ' '); item.id = 'o' + n; item.setAttribute('role', 'option');
        item.append(make('small', [f.properties.postcode, f.properties.context].filter(Boolean).join(' · ')));
        item.onmousedown = e => { e.preventDefault(); choose(n); }; options.append(item);
      });
      options.hidden = !found.length; box.setAttribute('aria-expanded', String(!options.hidden));
    }
    function close() { options.hidden = true; box.setAttribute('aria-expanded', 'false'); }
    function mark(n) {
      chosen = n;
      [...options.children].forEach((e, i) => e.setAttribute('aria-selected', String(i === n)));
      box.setAttribute('aria-activedescendant', 'o' + n); options.children[n].scrollIntoView({block: 'nearest'});
    }
    function choose(n) {
      const f = found[n]; if (!f) return;
      box.value = f.properties.label; close();
      const [lng, lat] = f.geometry.coordinates;
      say(f.properties.label + ', ' + f.properties.context + ' : ' + lat + ', ' + lng);
      if (map) { map.setView([lat, lng], 12); L.popup().setLatLng([lat, lng]).setContent(popup(f.properties)).openOn(map); }
    }
    box.onkeydown = e => {
      if (e.key === 'ArrowDown' && found.length) { mark((chosen + 1) % found.length); e.preventDefault(); }
      else if (e.key === 'ArrowUp' && found.length) { mark((chosen + found.length - 1) % found.length); e.preventDefault(); }
      else if (e.key === 'Escape') close();
    };
    box.onblur = close;
    $('search').onsubmit = async e => { e.preventDefault(); if (!found.length) await search(); choose(Math.max(0, chosen)); };

    // A table: sent, placed, shown, kept for the download.
    // It may be dropped anywhere: beside the frame a browser would leave the page to show it.
    const drop = $('drop');
    document.ondragover = e => { e.preventDefault(); drop.classList.add('over'); };
    document.ondragleave = e => { if (!e.relatedTarget) drop.classList.remove('over'); };
    document.ondrop = e => { e.preventDefault(); drop.classList.remove('over'); send(e.dataTransfer.files[0]); };
    $('file').onchange = e => send(e.target.files[0]);
    async function send(file) {
      if (!file) return;
      say('Traitement de « ' + file.name + ' »…'); $('download').hidden = true;
      const form = new FormData(); form.append('data', file);
      try {
        const answer = await fetch('search/csv', {method: 'POST', body: form});
        if (!answer.ok) throw new Error((await answer.json()).message);
        const blob = await answer.blob(), link = $('download');
        if (link.href) URL.revokeObjectURL(link.href);
        link.href = URL.createObjectURL(blob);
        link.download = file.name.replace(/\.[^.]*$/, '') + '.geocoded.csv'; link.hidden = false;
        place(await blob.text());
      } catch (error) { say('« ' + file.name + ' » : ' + error.message); }
    }
    function place(text) {
      const rows = read(text), head = rows.shift() || [], at = name => head.lastIndexOf(name);
      const label = at('result_label');
      const lat = at(head.includes('latitude_2') ? 'latitude_2' : 'latitude');
      const lng = at(head.includes('longitude_2') ? 'longitude_2' : 'longitude');
      const spot = r => [parseFloat(r[lat]), parseFloat(r[lng])], found = rows.filter(r => !spot(r).some(isNaN));
      say(found.length + ' lignes placées sur ' + rows.length + (found.length < rows.length ? ' ; la colonne result_note dit pourquoi.' : '.'));
      if (!map) return;
      placed.clearLayers();
      const shown = found.slice(0, 5000);
      for (const row of shown) {
        const p = {name: row[label]}; head.forEach((name, n) => { if (name.startsWith('result_')) p[name] = row[n]; });
        L.circleMarker(spot(row), {radius: 6, color: '#fff', weight: 1.5, fillColor: '#cc4125', fillOpacity: .9})
          .bindPopup(() => popup(p)).addTo(placed);
      }
      if (shown.length) map.fitBounds(shown.map(spot), {maxZoom: 12});
    }
    // RFC 4180 with the delimiter that the first line has most of.
    function read(text) {
      const line = text.slice(0, text.search(/\r?\n|$/));
      const mark = [';', ',', '\t', '|'].sort((a, b) => line.split(b).length - line.split(a).length)[0];
      const rows = []; let row = [], cell = '', quoted = false;
      for (let i = 0; i < text.length; i++) {
        const c = text[i];
        if (quoted) { if (c !== '"') cell += c; else if (text[i + 1] === '"') { cell += c; i++; } else quoted = false; }
        else if (c === '"' && cell === '') quoted = true;
        else if (c === mark) { row.push(cell); cell = ''; }
        else if (c === '\n') { row.push(cell.replace(/\r$/, '')); rows.push(row); row = []; cell = ''; }
        else cell += c;
      }
      if (cell !== '' || row.length) { row.push(cell); rows.push(row); }
      return rows;
    }
    start();
    """#
}

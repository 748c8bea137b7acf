"""The peers' programs, as one would write them: a join of the table with the gazetteer, written as CSV."""

DUCKDB = """
import duckdb, sys
table, places, out = sys.argv[1:]
db = duckdb.connect(config={"threads": 2})
text = "all_varchar=true"
db.execute(f"copy (select t.*, p.citycode, p.latitude, p.longitude from read_csv('{table}', {text}) t "
           f"left join read_csv('{places}', {text}) p using (postcode, city)) to '{out}' (header, delimiter ',')")
"""

POLARS = """
import polars as pl, sys
table, places, out = sys.argv[1:]
left = pl.read_csv(table, infer_schema=False)
left.join(pl.read_csv(places, infer_schema=False), on=["postcode", "city"], how="left", maintain_order="left").write_csv(out)
"""

PANDAS = """
import pandas as pd, sys
table, places, out = sys.argv[1:]
pd.read_csv(table, dtype=str).merge(pd.read_csv(places, dtype=str), on=["postcode", "city"], how="left").to_csv(out, index=False)
"""

SUPERCLUSTER = """
const fs = require('fs')
const load = async () => (await import('supercluster')).default
load().then(Supercluster => {
  const points = JSON.parse(fs.readFileSync(process.argv[1]))
    .map(p => ({type: 'Feature', properties: {}, geometry: {type: 'Point', coordinates: p}}))
  const start = process.hrtime.bigint()
  const index = new Supercluster({radius: 60, extent: 512, maxZoom: 16}).load(points)
  const seconds = Number(process.hrtime.bigint() - start) / 1e9
  console.log(JSON.stringify({seconds, clusters: index.getClusters([-180, -85, 180, 85], 8).length}))
})
"""

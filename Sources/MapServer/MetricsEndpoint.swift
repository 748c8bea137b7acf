import Hummingbird

/// `GET /metrics`: counts and values of the moment for Prometheus.
struct MetricsEndpoint: Sendable {
  let metrics: ServiceMetrics
  let tables: WorkGate
  let answers: AnswerStore
  let store: LayerStore

  var endpoint: Endpoint {
    .get("/metrics") { _, _ in
      let kept = answers.counts
      let text = metrics.text(
        counters: [
          ("cartomarches_answers_reused_total", "Searches answered with an answer given before.", kept.found),
          ("cartomarches_answers_worked_out_total", "Searches answered anew.", kept.missed),
        ],
        gauges: [
          ("cartomarches_tables_under_way", "Tables being geocoded.", Double(tables.count)),
          ("cartomarches_layer_rows", "Rows of the tables whose layers are served.", Double(store.layers?.rows ?? 0)),
          (
            "cartomarches_layer_rows_placed", "Rows of them that have a position.",
            Double(store.layers?.placedRows ?? 0)
          ),
          ("cartomarches_ready", "1 once the tables are read.", store.isReady ? 1 : 0),
        ])
      return Response(
        .ok, "text/plain; version=0.0.4; charset=utf-8", Array(text.utf8), headers: [.cacheControl: "no-store"])
    }
  }
}

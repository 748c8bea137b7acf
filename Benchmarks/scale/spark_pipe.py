"""Geocodes a table on Spark: each partition goes through the program as a filter, in order.

    spark-submit Benchmarks/scale/spark_pipe.py PROGRAM TABLE OUTPUT_DIR PARTITIONS
"""

import shlex
import sys

from pyspark import SparkContext

program, table, output, partitions = sys.argv[1:]
# A partition has no header, and one without rows is no table.
filter_ = (
    "IFS= read -r first || exit 0; "
    f"{{ printf '%s\\n' \"$first\"; cat; }} | {shlex.quote(program)} geocode - --quiet --threads 1 "
    "--no-header --encoding utf-8 --delimiter , --column postcode=6 --column city=7"
)
context = SparkContext(appName="geocode")
context.setLogLevel("ERROR")
lines = context.textFile(table, int(partitions))
header = lines.first()
rows = lines.mapPartitionsWithIndex(lambda number, part: (line for n, line in enumerate(part) if number or n))
rows.pipe(f"sh -c {shlex.quote(filter_)}", checkCode=True).saveAsTextFile(output)

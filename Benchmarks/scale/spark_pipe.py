"""Geocodes a table on Spark: each partition goes through the program as a filter, in order.

    spark-submit Benchmarks/scale/spark_pipe.py PROGRAM TABLE OUTPUT_DIR PARTITIONS
"""

import shlex
import sys

from pyspark import SparkContext

program, table, output, partitions = sys.argv[1:]
context = SparkContext(appName="geocode")
context.setLogLevel("ERROR")
lines = context.textFile(table, int(partitions))
header = lines.first()
# Each partition gets the header, so that every part of the table is understood alike; its own comes off the answer.
filter_ = f"{{ echo {shlex.quote(header)}; cat; }} | {shlex.quote(program)} geocode - --quiet --threads 1 | tail -n +2"
rows = lines.mapPartitionsWithIndex(lambda number, part: (line for n, line in enumerate(part) if number or n))
rows.pipe(f"sh -c {shlex.quote(filter_)}", checkCode=True).saveAsTextFile(output)

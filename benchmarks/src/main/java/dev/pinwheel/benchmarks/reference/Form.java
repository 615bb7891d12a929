package dev.pinwheel.benchmarks.reference;

/** Which net is built beside one of Pinwheel's. */
public enum Form {
  /** The same function: filters expanded every pass, statistics per field on a 5-D view. */
  EXPANDED,
  /** An ordinary net of the expanded width: free filters and statistics for every channel. */
  PLAIN
}

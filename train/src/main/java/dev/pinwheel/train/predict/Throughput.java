package dev.pinwheel.train.predict;

/**
 * What predictions took.
 *
 * @param images how many images were predicted
 * @param bad how many files could not be taken
 * @param seconds from the first file to the last prediction
 * @param decodingSeconds reading and decoding, summed over threads
 * @param netSeconds the net
 */
public record Throughput(
    int images, int bad, double seconds, double decodingSeconds, double netSeconds) {
  /**
   * The speed.
   *
   * @return images a second
   */
  public double rate() {
    return images / seconds;
  }

  /**
   * How much of the work was to read and decode files.
   *
   * @return a fraction of the two sums
   */
  public double decodingShare() {
    return decodingSeconds / (decodingSeconds + netSeconds);
  }
}

package dev.pinwheel.export;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.IntConsumer;

/** A file as ONNX Runtime computes it, on the processor. */
final class OnnxSession implements AutoCloseable {
  private final OrtEnvironment environment;
  private final OrtSession session;
  private final IntConsumer progress;

  private OnnxSession(OrtEnvironment environment, OrtSession session, IntConsumer progress) {
    this.environment = environment;
    this.session = session;
    this.progress = progress;
  }

  /**
   * Opens a file.
   *
   * @param file the file
   * @param threads how many threads compute
   * @param progress told of each run
   * @return the session
   * @throws ExportException if ONNX Runtime refuses it, or does not run on this platform
   */
  static OnnxSession open(Path file, int threads, IntConsumer progress) {
    OrtEnvironment environment = environment();
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      // A number of one's own; by default it would pin threads to processors, even forbidden ones.
      options.setIntraOpNumThreads(threads);
      return new OnnxSession(
          environment, environment.createSession(file.toString(), options), progress);
    } catch (OrtException e) {
      throw refused(e);
    }
  }

  static OrtEnvironment environment() {
    try {
      return OrtEnvironment.getEnvironment();
    } catch (LinkageError e) {
      throw new ExportException(
          "ONNX Runtime, which verifies the file, does not run on "
              + System.getProperty("os.name")
              + " "
              + System.getProperty("os.arch")
              + " ("
              + e.getMessage()
              + "): export on Linux, macOS on ARM, or Windows",
          e);
    }
  }

  private static ExportException refused(OrtException e) {
    return new ExportException("ONNX Runtime refuses the file: " + e.getMessage(), e);
  }

  /**
   * Runs it.
   *
   * @param images image by image, channel by channel, row by row
   * @param shape with the axis of the images
   * @return the output's numbers, in the same order
   * @throws ExportException if ONNX Runtime fails
   */
  float[] run(float[] images, long... shape) {
    try (OnnxTensor input = OnnxTensor.createTensor(environment, FloatBuffer.wrap(images), shape);
        OrtSession.Result result = session.run(Map.of(OnnxWriter.IMAGES, input))) {
      FloatBuffer output = ((OnnxTensor) result.get(0)).getFloatBuffer();
      float[] numbers = new float[output.remaining()];
      output.get(numbers);
      progress.accept(1);
      return numbers;
    } catch (OrtException e) {
      throw refused(e);
    }
  }

  @Override
  public void close() {
    try {
      session.close();
    } catch (OrtException e) {
      throw refused(e);
    }
  }
}

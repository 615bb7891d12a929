package dev.pinwheel.nn.check;

import dev.pinwheel.nn.engine.Tensors;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;

/** Relative errors, computed in double precision whatever is compared. */
public final class Errors {
  private Errors() {}

  /**
   * The error of two maps, ‖a − b‖ / max(‖a‖, ‖b‖) in the Euclidean norm.
   *
   * @param a a map
   * @param b another one of the same shape
   * @return between 0 and 2; 0 where both are zero; infinite where a value is no number
   */
  public static double relative(double[] a, double[] b) {
    double error = relative(a, b, 0, a.length);
    return Double.isNaN(error) ? Double.POSITIVE_INFINITY : error;
  }

  /** The error of each image; rows of all images follow each other. */
  static double[] perImage(Tensor a, Tensor b, long images) {
    try (PointerScope scope = new PointerScope()) {
      double[] x = Tensors.toDoubles(a);
      double[] y = Tensors.toDoubles(b);
      int each = Math.toIntExact(x.length / images);
      double[] errors = new double[(int) images];
      for (int i = 0; i < errors.length; i++) {
        errors[i] = relative(x, y, i * each, (i + 1) * each);
      }
      return errors;
    }
  }

  /** The error of several tensors taken as one vector. */
  static double joint(List<Tensor> a, List<Tensor> b) {
    double difference = 0;
    double left = 0;
    double right = 0;
    for (int i = 0; i < a.size(); i++) {
      double[] x = Tensors.toDoubles(a.get(i));
      double[] y = Tensors.toDoubles(b.get(i));
      for (int j = 0; j < x.length; j++) {
        difference += (x[j] - y[j]) * (x[j] - y[j]);
        left += x[j] * x[j];
        right += y[j] * y[j];
      }
    }
    return quotient(difference, left, right);
  }

  static double max(double[] errors) {
    double worst = 0;
    for (double e : errors) {
      if (Double.isNaN(e)) {
        return Double.NaN;
      }
      worst = Math.max(worst, e);
    }
    return worst;
  }

  static List<Integer> within(double[] errors, double limit) {
    List<Integer> kept = new ArrayList<>();
    for (int i = 0; i < errors.length; i++) {
      if (errors[i] <= limit) {
        kept.add(i);
      }
    }
    return kept;
  }

  private static double relative(double[] x, double[] y, int from, int to) {
    double difference = 0;
    double left = 0;
    double right = 0;
    for (int i = from; i < to; i++) {
      difference += (x[i] - y[i]) * (x[i] - y[i]);
      left += x[i] * x[i];
      right += y[i] * y[i];
    }
    return quotient(difference, left, right);
  }

  private static double quotient(double difference, double left, double right) {
    double norm = Math.sqrt(Math.max(left, right));
    return norm == 0 ? 0 : Math.sqrt(difference) / norm;
  }
}

package dev.pinwheel.nn.engine;

import java.nio.LongBuffer;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BinaryOperator;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * Lets one thread at a time compute what the process has not computed before.
 *
 * <p>oneDNN compiles a correlation and its derivatives for each shape when it meets it first, and
 * keeps them for all threads. Two threads that meet one at the same time may end the process: on
 * processors with AVX-512, oneDNN 3.7.1 then computes the derivative by the map with memory that it
 * was not given (in one of four starts of a training by two threads in float32, on a Zen 5). So
 * whoever comes first computes it once with zeros while the others wait, and afterwards all take
 * what was kept.
 */
final class FirstUse {
  private static final Set<LongBuffer> COMPILED = ConcurrentHashMap.newKeySet();

  private FirstUse() {}

  /**
   * Has an operation compiled together with the derivatives that will be asked for, if it is not
   * yet.
   *
   * @param shape all that tells it from others
   * @param x what it is applied to
   * @param filters its filters; it or x requires a gradient
   * @param operation the operation
   */
  static void compile(
      LongBuffer shape, Tensor x, Tensor filters, BinaryOperator<Tensor> operation) {
    if (COMPILED.contains(shape)) {
      return;
    }
    synchronized (COMPILED) {
      if (COMPILED.contains(shape)) {
        return;
      }
      try (PointerScope scope = new PointerScope()) {
        Tensor zeros = torch.zeros_like(x.detach()).set_requires_grad(x.requires_grad());
        Tensor none = torch.zeros_like(filters.detach()).set_requires_grad(filters.requires_grad());
        operation.apply(zeros, none).sum().backward();
      }
      COMPILED.add(shape);
    }
  }
}

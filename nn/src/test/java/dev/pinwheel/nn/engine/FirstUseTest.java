package dev.pinwheel.nn.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pinwheel.nn.NativeScope;
import java.nio.LongBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BinaryOperator;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What two threads compute for the first time at once. */
@ExtendWith(NativeScope.class)
class FirstUseTest {
  private static final int CHANNELS = 40;

  @Test
  void threadsThatMeetAShapeTogetherSurviveIt() throws Exception {
    int before = Engine.threads();
    ExecutorService threads = Executors.newFixedThreadPool(2);
    try {
      for (int side = 6; side < 30; side++) {
        int pixels = side;
        CyclicBarrier together = new CyclicBarrier(2);
        Callable<double[]> one =
            () -> {
              Engine.setThreads(1);
              together.await();
              return derivatives(pixels);
            };
        List<double[]> found = new ArrayList<>();
        for (Future<double[]> result : threads.invokeAll(List.of(one, one))) {
          found.add(result.get());
        }
        // AssertJ takes minutes to tell two long arrays apart.
        assertThat(Arrays.equals(found.get(0), found.get(1))).isTrue();
        DoubleSummaryStatistics numbers = Arrays.stream(found.get(0)).summaryStatistics();
        assertThat(numbers.getMin()).isEqualTo(CHANNELS);
        assertThat(numbers.getMax()).isEqualTo(9 * CHANNELS);
      }
    } finally {
      threads.shutdownNow();
      Engine.setThreads(before);
    }
  }

  /** By the map, of the sum of a correlation with ones: how many filters' taps see a pixel. */
  private static double[] derivatives(int side) {
    try (PointerScope scope = new PointerScope()) {
      Tensor x = torch.ones(64, side, side, CHANNELS).permute(0, 3, 1, 2).set_requires_grad(true);
      Tensor filters = torch.ones(CHANNELS, 3, 3, CHANNELS).permute(0, 3, 1, 2);
      filters.set_requires_grad(true);
      Tensor y =
          Correlations.of(
              x, filters, new TensorOptional(), new Correlations.Motion(1, 0, 1, 1, false));
      y.sum().backward();
      return Tensors.toDoubles(x.grad());
    }
  }

  @Test
  void theSecondWaitsForTheFirst() throws Exception {
    LongBuffer shape = LongBuffer.wrap(new long[] {-1, 2, -3});
    CountDownLatch begun = new CountDownLatch(1);
    AtomicInteger computed = new AtomicInteger();
    List<String> order = Collections.synchronizedList(new ArrayList<>());
    BinaryOperator<Tensor> slow =
        (x, filters) -> {
          begun.countDown();
          LockSupport.parkNanos(200_000_000);
          computed.incrementAndGet();
          order.add("computed");
          return x.mul(filters);
        };
    Tensor numbers = torch.ones(3).set_requires_grad(true);
    ExecutorService threads = Executors.newSingleThreadExecutor();
    try {
      Future<?> first = threads.submit(() -> FirstUse.compile(shape, numbers, numbers, slow));
      begun.await();
      FirstUse.compile(shape.duplicate(), numbers, numbers, slow);
      order.add("second");
      first.get();
    } finally {
      threads.shutdownNow();
    }
    assertThat(computed).hasValue(1);
    assertThat(order).containsExactly("computed", "second");
    assertThat(numbers.grad().defined()).isFalse();
  }

  @Test
  void nothingIsLeftInTheGradients() {
    Tensor x = torch.ones(3, 2, 7, 7).set_requires_grad(true);
    Tensor filters = torch.ones(5, 2, 3, 3).set_requires_grad(true);
    Tensor shift = torch.ones(5).set_requires_grad(true);
    Tensor y =
        Correlations.of(
            x, filters, Tensors.some(shift), new Correlations.Motion(1, 0, 1, 1, false));
    assertThat(x.grad().defined()).isFalse();
    assertThat(filters.grad().defined()).isFalse();
    assertThat(shift.grad().defined()).isFalse();
    y.sum().backward();
    assertThat(Tensors.toDoubles(shift.grad())).containsOnly(3 * 5 * 5);
  }
}

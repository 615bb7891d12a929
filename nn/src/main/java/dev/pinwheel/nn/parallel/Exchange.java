package dev.pinwheel.nn.parallel;

import dev.pinwheel.nn.module.BatchPart;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * Sums over the parts of a batch, always in the order of the parts. The threads meet at each sum;
 * they spin meanwhile, as the wait is shorter than a sleep.
 */
final class Exchange {
  private static final int SPINS = 1 << 14;
  private static final long NAP_NANOS = 20_000;

  private final int parts;
  // Two turns of slots: who is one sum ahead must not overwrite what others still read.
  private final double[][][] slots;
  private final AtomicInteger arrived = new AtomicInteger();
  private volatile int turn;
  private volatile boolean broken;

  Exchange(int parts) {
    this.parts = parts;
    this.slots = new double[2][parts][];
  }

  /** The view of one part, for one step. */
  BatchPart part(int index) {
    return new BatchPart() {
      @Override
      public int index() {
        return index;
      }

      @Override
      public double[] sum(double[] own) {
        return Exchange.this.sum(index, own);
      }
    };
  }

  /** Lets all who wait, and who will wait, give up. */
  void abandon() {
    broken = true;
  }

  private double[] sum(int index, double[] own) {
    int now = turn;
    double[][] board = slots[now & 1];
    board[index] = own;
    if (arrived.incrementAndGet() == parts) {
      arrived.set(0);
      turn = now + 1;
    } else {
      await(now);
    }
    double[] sum = new double[own.length];
    for (double[] one : board) {
      for (int i = 0; i < sum.length; i++) {
        sum[i] += one[i];
      }
    }
    return sum;
  }

  private void await(int now) {
    for (int spin = 0; turn == now; spin++) {
      if (broken) {
        throw new CancellationException("another part of the batch failed");
      }
      if (spin < SPINS) {
        Thread.onSpinWait();
      } else {
        LockSupport.parkNanos(NAP_NANOS);
      }
    }
  }
}

package dev.pinwheel.cli;

import dev.pinwheel.benchmarks.BenchListener;

/** Moves a bar as the benchmarks move on. */
final class BenchBar implements BenchListener {
  private final Bars.Bar bar;

  private BenchBar(Bars.Bar bar) {
    this.bar = bar;
  }

  static BenchListener over(Bars.Bar bar) {
    return new BenchBar(bar);
  }

  @Override
  public void at(String words) {
    bar.note(words);
  }

  @Override
  public void advance(long units) {
    bar.advance(units);
  }
}

package dev.pinwheel.nn;

import dev.pinwheel.nn.layer.Induction;
import dev.pinwheel.nn.layer.Sequential;
import dev.pinwheel.nn.module.Layer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** A layer at its place in a net: its name there, and the spatial size of what it takes. */
public final class LayerSite {
  private final String name;
  private final Layer layer;
  private final int[] inputSize;
  private final boolean induced;

  private LayerSite(String name, Layer layer, int[] inputSize, boolean induced) {
    this.name = name;
    this.layer = layer;
    this.inputSize = inputSize.clone();
    this.induced = induced;
  }

  /**
   * The layer's name.
   *
   * @return unique in the net
   */
  public String name() {
    return name;
  }

  /**
   * The layer.
   *
   * @return the layer
   */
  public Layer layer() {
    return layer;
  }

  /**
   * The spatial size of what the layer takes here.
   *
   * @return one number per axis
   */
  public int[] inputSize() {
    return inputSize.clone();
  }

  /**
   * Whether the layer stands within an {@link Induction}: then it respects a subgroup, and need
   * respect no more.
   *
   * @return whether it does
   */
  public boolean isInduced() {
    return induced;
  }

  /** Names every layer below a chain; the chain itself stays nameless. */
  static List<LayerSite> walk(Sequential chain, int[] inputSize) {
    List<LayerSite> sites = new ArrayList<>();
    walk(chain, inputSize, sites::add);
    return sites;
  }

  /** Visits every layer below a chain, before its size formula, and its parts', are asked. */
  static void walk(Sequential chain, int[] inputSize, Consumer<LayerSite> visitor) {
    walk("", chain, inputSize, false, visitor);
  }

  private static void walk(
      String prefix, Layer parent, int[] inputSize, boolean induced, Consumer<LayerSite> visitor) {
    Map<String, Integer> counts = new HashMap<>();
    boolean chained = parent instanceof Sequential;
    int[] size = inputSize.clone();
    for (Layer child : parent.children()) {
      String name = prefix + child.kind() + counts.merge(child.kind(), 1, Integer::sum);
      visitor.accept(new LayerSite(name, child, size, induced));
      walk(name + ".", child, size, induced || child instanceof Induction, visitor);
      int[] output;
      try {
        output = child.outputSize(size);
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException("layer " + name + ": " + e.getMessage(), e);
      }
      if (chained) {
        size = output;
      }
    }
  }

  @Override
  public String toString() {
    return name + ": " + layer;
  }
}

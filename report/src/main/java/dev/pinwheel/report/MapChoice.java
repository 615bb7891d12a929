package dev.pinwheel.report;

import dev.pinwheel.group.PointGroup;
import dev.pinwheel.nn.LayerSite;
import dev.pinwheel.nn.feature.FeatureType;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Which layers' maps are shown, for which turns, in which orientations.
 *
 * @param group that turns the images
 * @param sites at most two layers
 * @param shown elements of the group: how the copies are turned
 * @param columns elements of the group: which orientations are shown
 */
record MapChoice(
    PointGroup group, List<LayerSite> sites, List<Integer> shown, List<Integer> columns) {
  private static final int ROWS = 8;
  private static final int COLUMNS = 16;

  /** The least side of a map that is worth looking at, of the first layer and of a deeper one. */
  private static final int LEAST = 3;

  private static final int DEEP = 8;

  MapChoice {
    sites = List.copyOf(sites);
    shown = List.copyOf(shown);
    columns = List.copyOf(columns);
  }

  /** Chooses; no layer where none gives what can be shown. */
  static MapChoice of(Subject subject) {
    PointGroup group = subject.hasGroup() ? subject.net().group() : subject.group();
    int columnStep = step(group.order(), COLUMNS);
    int rowStep = columnStep * step((group.order() + columnStep - 1) / columnStep, ROWS);
    List<LayerSite> fit =
        subject.net().sites().stream()
            .filter(site -> !site.isInduced() && side(site) >= LEAST)
            .filter(
                site ->
                    subject.hasGroup()
                        ? regular(site.layer().output(), group).isPresent()
                        : site.layer().window().isPresent())
            .toList();
    List<LayerSite> deep = fit.stream().skip(1).filter(site -> side(site) >= DEEP).toList();
    List<LayerSite> sites =
        fit.isEmpty()
            ? fit
            : deep.isEmpty() ? fit.subList(0, 1) : List.of(fit.get(0), deep.get(deep.size() - 1));
    return new MapChoice(
        group, sites, every(rowStep, group.order()), every(columnStep, group.order()));
  }

  /** Whether all copies are turned exactly. */
  boolean isOnGrid() {
    return shown.stream().allMatch(g -> Motion.of(group, g).degrees() % 90 == 0);
  }

  private static int step(int all, int most) {
    return (all + most - 1) / most;
  }

  private static List<Integer> every(int step, int all) {
    return IntStream.iterate(0, i -> i < all, i -> i + step).boxed().toList();
  }

  /** The shorter side of a layer's map; 0 where maps have not two axes. */
  private static int side(LayerSite site) {
    int[] size = site.layer().outputSize(site.inputSize());
    return size.length == 2 ? Math.min(size[0], size[1]) : 0;
  }

  /** The number of the part of a type whose fields are functions on a whole group. */
  static Optional<Integer> regular(FeatureType type, PointGroup group) {
    return IntStream.range(0, type.parts().size())
        .filter(i -> type.parts().get(i).isRegular() && type.group().equals(group))
        .boxed()
        .findFirst();
  }
}
